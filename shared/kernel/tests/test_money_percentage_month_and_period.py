"""Money, percentages, months and periods, on both sides of each boundary."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.money import from_cents, parse_euros, round_cents, to_cents
from shared.kernel.month import Month
from shared.kernel.percentage import Percentage, plain
from shared.kernel.period import Period


class TestRoundingToCents:
    @pytest.mark.parametrize(("exact", "rounded"), [
        ("0.004999", "0.00"), ("0.005", "0.01"), ("0.015", "0.02"), ("0.025", "0.03"), ("2.674999", "2.67"),
        ("2.675", "2.68"), ("-0.005", "-0.01"), ("-0.004", "0.00"), ("147.509578", "147.51"),
    ])
    def test_goes_half_up_and_not_to_even(self, exact, rounded):
        assert round_cents(Decimal(exact)) == Decimal(rounded)

    def test_keeps_two_decimals(self):
        assert str(round_cents(Decimal(160))) == "160.00"


class TestEurosFromText:
    @pytest.mark.parametrize(("text", "amount"), [
        ("1920.00", "1920.00"), ("1920", "1920.00"), ("0.1", "0.10"), ("-12.34", "-12.34"), ("0", "0.00"),
        ("9999999999999.99", "9999999999999.99")])
    def test_are_accepted_with_at_most_two_decimals(self, text, amount):
        assert str(parse_euros(text)) == amount

    @pytest.mark.parametrize("text", [
        "", "12.345", "1e3", "1E3", "NaN", "sNaN", "Infinity", "-inf", "12,50", "€ 5", "abc", "1.2.3", " 5 ", "1_000",
        "10000000000000.00", "9" * 40, "٣.٥٠", "5\n",
    ])
    def test_are_refused_in_any_other_shape(self, text):
        with pytest.raises(ValueError, match="amount"):
            parse_euros(text)

    @pytest.mark.parametrize("value", [12.5, 12, None, Decimal("1.00")])
    def test_are_refused_from_any_other_type(self, value):
        with pytest.raises(ValueError, match="decimal string"):
            parse_euros(value)


class TestCents:
    @given(cents=st.integers(-10**15, 10**15))
    def test_survive_the_conversion_both_ways(self, cents):
        assert to_cents(from_cents(cents)) == cents

    def test_refuse_a_fraction(self):
        with pytest.raises(ValueError, match="fraction of a cent"):
            to_cents(Decimal("0.005"))


class TestPercentage:
    @pytest.mark.parametrize("value", ["0", "0.00", "100", "100.00"])
    def test_accepts_both_bounds(self, value):
        assert Percentage(Decimal(value)).value == Decimal(value)

    @pytest.mark.parametrize("value", ["-0.01", "100.01"])
    def test_refuses_values_outside_the_bounds(self, value):
        with pytest.raises(ValueError, match="percentage"):
            Percentage(Decimal(value))

    @pytest.mark.parametrize(("text", "value"), [("33.335", "33.34"), ("33.334", "33.33"), (50, "50.00")])
    def test_is_rounded_half_up_to_two_decimals(self, text, value):
        assert str(Percentage.of(text).value) == value

    def test_has_a_fraction_and_a_complement(self):
        recovered = Percentage.of("37.5")

        assert recovered.complement() == Percentage.of("62.5")
        assert recovered.complement().fraction == Decimal("0.625")

    @pytest.mark.parametrize(("number", "text"), [
        ("62.50", "62.5"), ("100.00", "100"), ("0.00", "0"), ("1E+2", "100"), ("10", "10")])
    def test_is_written_without_trailing_zeros(self, number, text):
        assert plain(Decimal(number)) == text


class TestMonth:
    @pytest.mark.parametrize(("text", "last"), [
        ("2026-02", date(2026, 2, 28)), ("2028-02", date(2028, 2, 29)), ("2026-12", date(2026, 12, 31))])
    def test_has_a_last_day(self, text, last):
        assert Month.parse(text).last == last

    def test_crosses_the_year_end_in_both_directions(self):
        december = Month(2026, 12)

        assert december.next() == Month(2027, 1)
        assert december.next().previous() == december

    @pytest.mark.parametrize("text", ["2026-13", "2026", "2026-6", "junk", "2026-06-01"])
    def test_refuses_any_other_format(self, text):
        with pytest.raises(ValueError, match=r"month|isoformat"):
            Month.parse(text)

    def test_range_includes_the_last_month(self):
        months = [str(month) for month in Month(2026, 11).through(Month(2027, 2))]

        assert months == ["2026-11", "2026-12", "2027-01", "2027-02"]

    def test_range_is_empty_if_the_last_month_is_earlier(self):
        assert list(Month(2026, 11).through(Month(2026, 10))) == []


class TestPeriod:
    def test_contains_both_its_ends_and_no_day_outside(self):
        week = Period(date(2026, 9, 7), date(2026, 9, 13))

        assert [date(2026, 9, day) in week for day in (6, 7, 13, 14)] == [False, True, True, False]

    def test_has_at_least_one_day(self):
        assert Period(date(2026, 9, 7), date(2026, 9, 7)).days == 1
        with pytest.raises(ValueError, match="before it starts"):
            Period(date(2026, 9, 7), date(2026, 9, 6))

    def test_without_an_end_contains_every_later_day(self):
        open_period = Period(date(2026, 9, 7))

        assert date(9999, 12, 31) in open_period
        with pytest.raises(ValueError, match="open"):
            _ = open_period.days

    @pytest.mark.parametrize(("start", "end", "shared"), [
        (1, 6, None), (1, 7, Period(date(2026, 9, 7), date(2026, 9, 7))),
        (13, None, Period(date(2026, 9, 13), date(2026, 9, 13))), (14, None, None),
    ], ids=["ends the day before", "ends on the first day", "starts on the last day", "starts the day after"])
    def test_intersection_includes_the_end_days(self, start, end, shared):
        week = Period(date(2026, 9, 7), date(2026, 9, 13))
        other = Period(date(2026, 9, start), date(2026, 9, end) if end else None)

        assert week.intersection(other) == other.intersection(week) == shared
        assert week.overlaps(other) is (shared is not None)
