"""Instalments: they sum to the total despite rounding, and have the correct dates."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.premium.instalments import (
    Instalment,
    WrongNumberOfInstalments,
    instalment_dates,
    plan_instalments,
    refuse_other_numbers,
    replan,
    split_premium,
)
from shared.kernel.period import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
FROM_MAY = Period(date(2026, 5, 1), date(2026, 12, 31))


class TestSplitPremium:
    def test_gives_the_rounding_difference_to_the_last_of_twelve(self):  # P-02
        parts = split_premium(Decimal("15875.48"), 12)

        assert parts == (Decimal("1322.96"),) * 11 + (Decimal("1322.92"),)
        assert sum(parts[:11]) == Decimal("14552.56")
        assert sum(parts) == Decimal("15875.48")

    def test_divides_evenly_where_it_can(self):  # P-02
        assert split_premium(Decimal("15875.48"), 4) == (Decimal("3968.87"),) * 4

    def test_leaves_a_single_instalment_whole(self):
        assert split_premium(Decimal("15875.48"), 1) == (Decimal("15875.48"),)

    @pytest.mark.parametrize("number", [0, 3, 13, -1])
    def test_refuses_another_number(self, number: int):
        with pytest.raises(WrongNumberOfInstalments):
            refuse_other_numbers(number)

    @given(total=st.decimals(0, 1_000_000, places=2), number=st.sampled_from([1, 2, 4, 12]))
    def test_sums_to_the_total_with_all_but_the_last_alike(self, total: Decimal, number: int):
        parts = split_premium(total, number)

        assert len(parts) == number
        assert sum(parts) == total
        assert len(set(parts[:-1])) <= 1
        assert abs(parts[-1] - parts[0]) <= Decimal("0.01") * number / 2


class TestInstalmentDates:
    @pytest.mark.parametrize(
        ("number", "months"),
        [(1, [1]), (2, [1, 7]), (4, [1, 4, 7, 10]), (12, list(range(1, 13)))],
    )
    def test_of_a_whole_year_are_first_days_of_months(self, number: int, months: list[int]):
        assert instalment_dates(YEAR, number) == tuple(date(2026, month, 1) for month in months)

    def test_of_a_part_of_the_year_end_with_it(self):
        assert instalment_dates(FROM_MAY, 12) == tuple(date(2026, month, 1) for month in range(5, 13))
        assert instalment_dates(FROM_MAY, 4) == (date(2026, 5, 1), date(2026, 8, 1), date(2026, 11, 1))

    def test_that_start_on_a_last_day_stay_within_short_months(self):
        assert instalment_dates(Period(date(2026, 1, 31), date(2026, 12, 31)), 12)[1] == date(2026, 2, 28)


class TestPlanInstalments:
    def test_splits_over_the_dates_that_are_left(self):
        plan = plan_instalments(Decimal("100.00"), FROM_MAY, 4)

        assert plan == (
            Instalment(date(2026, 5, 1), Decimal("33.33")),
            Instalment(date(2026, 8, 1), Decimal("33.33")),
            Instalment(date(2026, 11, 1), Decimal("33.34")),
        )

    def test_takes_a_carried_difference_along_with_the_first(self):
        plan = plan_instalments(Decimal("100.00"), YEAR, 2, carried=Decimal("-4.99"))

        assert [part.amount for part in plan] == [Decimal("45.01"), Decimal("50.00")]


class TestSomeCents:
    @pytest.mark.parametrize("total", ["0.01", "0.06", "0.11", "1.00", "0.00"])
    @pytest.mark.parametrize("instalments", [2, 4, 12])
    def test_never_make_a_negative_part(self, total: str, instalments: int):
        parts = split_premium(Decimal(total), instalments)

        assert min(parts) >= 0
        assert sum(parts) == Decimal(total)

    def test_carried_beyond_an_instalment_go_on_to_the_next(self):
        plan = plan_instalments(Decimal("100.00"), YEAR, 4, carried=Decimal("-30.00"))

        assert [part.amount for part in plan] == [Decimal("0.00"), Decimal("20.00"), Decimal("25.00"), Decimal("25.00")]


class TestReplan:
    def test_puts_what_was_invoiced_too_low_on_the_next_instalment(self):
        # 77,000 × 3.85 % in place of 38,500 × 3.85 %, after the first of twelve
        plan = replan(Decimal("2964.50"), invoiced=[Decimal("123.52")], still_open=11)

        assert plan.amounts == (Decimal("370.56"), *(Decimal("247.04"),) * 9, Decimal("247.06"))
        assert plan.remainder == 0

    def test_lowers_the_next_instalments_as_far_as_nothing(self):
        plan = replan(Decimal("120.00"), invoiced=[Decimal("30.00"), Decimal("30.00")], still_open=10)

        assert plan.amounts[:5] == tuple(Decimal(n) for n in ("0.00", "0.00", "0.00", "0.00", "10.00"))
        assert sum(plan.amounts) + 60 == 120

    @pytest.mark.parametrize(("total", "remainder"), [("150.00", "50.00"), ("80.00", "-20.00")])
    def test_leaves_the_difference_where_no_instalment_follows(self, total: str, remainder: str):
        plan = replan(Decimal(total), invoiced=[Decimal("100.00")], still_open=0)

        assert (plan.amounts, plan.remainder) == ((), Decimal(remainder))
