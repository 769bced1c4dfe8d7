"""The statutory figures: their data, the reference day, and the effect of a change of law."""
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from shared.law import NoFigureInForce, law
from shared.law.figure import DataInvalid, EndBasis, ReferenceDay, figure_of
from shared.law.in_force import FiguresInForce
from shared.law.units import CalendarTerm, EmployerSize, to_json, to_text

ACCESSORS = {name: accessor for name, accessor in vars(FiguresInForce).items() if hasattr(accessor, "kind")}


def a_figure(*rows, unit="EUR"):
    return figure_of("example", "Examples", {"unit": unit, "meaning": "An example", "rows": list(rows)})


def a_row(start, value=1, **others):
    return {"from": start, "value": value, "source": "art. 1", **others}


class TestData:
    def test_and_accessors_name_the_same_figures(self):
        assert ACCESSORS.keys() == law.figures.keys()

    @pytest.mark.parametrize("key", ACCESSORS)
    def test_have_the_type_of_their_accessor(self, key):
        assert {type(row.value) for row in law.rows(key)} == {ACCESSORS[key].kind}

    @pytest.mark.parametrize("key", ACCESSORS)
    def test_name_meaning_and_source_and_can_be_written(self, key):
        figure = law.figures[key]

        assert figure.meaning
        for row in figure.rows:
            assert row.source
            assert to_text(figure.unit, row.given)
            assert to_json(figure.unit, row.given) is not None

    def test_depend_on_the_reference_day_and_never_on_the_present_day(self):
        assert ReferenceDay.TODAY not in {figure.reference_day for figure in law.figures.values()}


class TestFigureOnADay:
    @pytest.mark.parametrize(("last_day", "maximum"), [
        (date(2019, 12, 31), 81000), (date(2020, 1, 1), 83000), (date(2021, 6, 1), 84000), (date(2022, 6, 1), 86000),
        (date(2023, 6, 1), 89000), (date(2024, 6, 1), 94000), (date(2025, 12, 31), 98000), (date(2026, 1, 1), 102000),
    ])
    def test_is_the_transition_maximum_of_the_year_in_which_the_contract_ends(self, last_day, maximum):
        assert law.on(last_day).transition_maximum == Decimal(maximum)

    @pytest.mark.parametrize(("sick_from", "weeks"), [(date(2023, 6, 30), 13), (date(2023, 7, 1), 6)])
    def test_is_the_wage_term_beyond_the_aow_age_by_the_day_on_which_sickness_began(self, sick_from, weeks):
        assert law.on(sick_from).aow_wage_term == timedelta(weeks=weeks)

    @pytest.mark.parametrize(("day", "maximum"), [(date(2026, 6, 30), "304.25"), (date(2026, 7, 1), "309.91")])
    def test_is_the_daily_wage_maximum_of_the_half_year(self, day, maximum):
        assert law.on(day).daily_wage_maximum == Decimal(maximum)

    @pytest.mark.parametrize(("made_on", "years"), [(date(2019, 12, 31), 15), (date(2020, 1, 1), 20)])
    def test_is_the_retention_of_a_medical_file_by_the_day_of_the_paper(self, made_on, years):
        assert law.on(made_on).medical_file_retention == CalendarTerm(12 * years)

    @pytest.mark.parametrize(("last_day", "share", "part_months"), [
        (date(2019, 12, 31), Fraction(1, 6), 6), (date(2020, 1, 1), Fraction(1, 3), 12)])
    def test_is_the_rule_of_the_transition_payment_by_the_end_of_the_contract(self, last_day, share, part_months):
        rule = law.on(last_day).transition_rule

        assert (rule.share, rule.part_months) == (share, part_months)

    def test_compensates_employers_of_every_size_after_long_sickness(self):
        assert law.on(date(2026, 7, 1)).sickness_compensation is EmployerSize.EVERY

    @pytest.mark.parametrize(("key", "day"), [
        ("transition_maximum", date(2018, 12, 31)), ("transition_maximum", date(2027, 1, 1)),
        ("sickness_compensation", date(2020, 3, 31)), ("daily_wage_maximum", date(2025, 3, 1)),
    ], ids=["before the first row", "after the last row", "before it existed", "in a half-year that was not read"])
    def test_that_is_unknown_is_refused_with_name_and_day(self, key, day):
        with pytest.raises(NoFigureInForce) as refusal:
            getattr(law.on(day), key)

        assert (refusal.value.key, refusal.value.day, refusal.value.code) == (key, day, "law.no_figure_in_force")

    def test_whose_first_day_was_not_traced_is_used_for_earlier_days(self):
        assert law.on(date(1999, 1, 1)).vat_rate.value == 21
        assert law.rows("vat_rate")[0].is_floor

    def test_says_whether_its_last_day_was_published(self):
        ends = {row.valid_from: (row.valid_to, row.end_basis) for row in law.rows("daily_wage_maximum")}

        assert ends[date(2026, 1, 1)] == (date(2026, 6, 30), EndBasis.READ)
        assert ends[date(2026, 7, 1)] == (date(2026, 12, 31), EndBasis.EXPECTED)
        assert ends[date(2024, 1, 1)] == (date(2024, 6, 30), EndBasis.NOT_READ)


class TestChangeOfLaw:
    def test_is_a_new_row_and_earlier_days_keep_the_old_value(self):
        with law.amended("vat_rate", 24, valid_from=date(2027, 1, 1)):
            assert law.on(date(2026, 12, 31)).vat_rate.value == 21
            assert law.on(date(2027, 1, 1)).vat_rate.value == 24

        assert law.on(date(2027, 1, 1)).vat_rate.value == 21

    def test_can_follow_a_last_row_that_has_ended(self):
        with law.amended("transition_maximum", 105000, valid_from=date(2027, 1, 1)):
            assert law.on(date(2026, 12, 31)).transition_maximum == Decimal(102000)
            assert law.on(date(2027, 1, 1)).transition_maximum == Decimal(105000)


class TestReadingTheData:
    @pytest.mark.parametrize("rows", [
        [a_row(date(2026, 1, 1)), a_row(date(2025, 1, 1))],
        [a_row(date(2026, 1, 1)), a_row(date(2026, 1, 1))],
        [a_row(date(2025, 1, 1), to=date(2026, 3, 1)), a_row(date(2026, 1, 1))],
        [a_row(date(2025, 1, 1), to=date(2024, 1, 1))],
        [a_row(date(2025, 1, 1)), a_row(date(2026, 1, 1), floor=True)],
        [],
    ], ids=["descending", "twice the same day", "overlapping", "ends before it starts", "a later floor", "no row"])
    def test_refuses_rows_that_contradict_each_other(self, rows):
        with pytest.raises(DataInvalid, match="example"):
            a_figure(*rows)

    def test_ends_a_row_on_the_eve_of_the_next(self):
        figure = a_figure(a_row(date(2025, 1, 1)), a_row(date(2026, 1, 1)))

        assert [row.valid_to for row in figure.rows] == [date(2025, 12, 31), None]


class TestCalendarTerm:
    def test_ends_on_the_same_day_number_or_at_the_end_of_a_shorter_month(self):
        assert CalendarTerm(36).after(date(2026, 2, 2)) == date(2029, 2, 2)
        assert CalendarTerm(12).after(date(2024, 2, 29)) == date(2025, 2, 28)

    @pytest.mark.parametrize(("months", "text"), [(0, "0 months"), (12, "1 year"), (807, "67 years 3 months")])
    def test_is_written_in_years_and_months(self, months, text):
        assert str(CalendarTerm(months)) == text
