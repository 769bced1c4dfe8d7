"""Full and partial recovery, on both sides of every boundary."""
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.absence.domain import recovery
from services.absence.domain.states import Change
from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.vocabulary import RecoveryBasis

SICK_FROM, HALF_FIT_ON, TODAY = date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 10)
HALF_FIT = Change(HALF_FIT_ON, is_relapse=False)


def course(*changes: Change, recovered_on: date | None = None) -> recovery.Course:
    """What was recorded of an employee sick since Monday 2 March 2026."""
    return recovery.Course(first_sick_day=SICK_FROM, changes=changes, recovered_on=recovered_on)


def partly(day: date = HALF_FIT_ON, basis: RecoveryBasis = RecoveryBasis.OWN_WORK_HOURS, **facts: Any) -> recovery.Recovery:
    """A partial recovery, reported on 10 April."""
    given: dict[str, Any] = {"recovered_pct": Decimal(50), "today": TODAY, "recorded": course()} | facts
    return recovery.partial(day, given.pop("recorded"), basis=basis, **given)


class TestFullRecovery:
    def test_closes_the_absence_on_the_first_fit_day(self) -> None:
        found = recovery.full(date(2026, 3, 3), course(), today=TODAY)

        assert (found.effective_on, found.recovered_pct, found.closes) == (date(2026, 3, 3), Decimal(100), True)

    @pytest.mark.parametrize("day", [SICK_FROM, date(2026, 3, 1)], ids=["first sick day", "day before"])
    def test_comes_after_the_first_sick_day(self, day: date) -> None:
        with pytest.raises(RuleViolated) as refused:
            recovery.full(day, course(), today=TODAY)

        assert (refused.value.code, refused.value.field) == ("recovery.before_sick_day", "first_fit_day")

    def test_before_a_partial_one_is_a_correction_and_on_its_date_is_not(self) -> None:
        recovery.full(HALF_FIT_ON, course(HALF_FIT), today=TODAY)
        recovery.full(date(2026, 3, 31), course(HALF_FIT), today=TODAY, correction=True)

        with pytest.raises(recovery.OutOfOrder) as refused:
            recovery.full(date(2026, 3, 31), course(HALF_FIT), today=TODAY)

        assert refused.value.code == "mutation.out_of_order"

    def test_lies_at_most_fourteen_days_ahead(self) -> None:
        recovery.full(TODAY + timedelta(days=14), course(), today=TODAY)

        with pytest.raises(RuleViolated) as refused:
            recovery.full(TODAY + timedelta(days=15), course(), today=TODAY)

        assert (refused.value.code, refused.value.field) == ("recovery.too_far_ahead", "first_fit_day")


class TestPartialRecovery:
    @pytest.mark.parametrize(("pct", "kept"), [("0.01", "0.01"), ("50", "50.00"), ("62.505", "62.51"), ("99.99", "99.99")])
    def test_has_two_decimals_rounded_half_up(self, pct: str, kept: str) -> None:
        found = partly(recovered_pct=Decimal(pct))

        assert (str(found.recovered_pct), found.closes) == (kept, False)

    @pytest.mark.parametrize("pct", [None, Decimal(0), Decimal("0.004"), Decimal("-0.01"), Decimal("100.01")], ids=str)
    def test_lies_above_nothing_and_not_above_the_whole(self, pct: Decimal | None) -> None:
        with pytest.raises(RuleViolated) as refused:
            partly(recovered_pct=pct)

        assert (refused.value.code, refused.value.field) == ("recovery.percentage_invalid", "recovered_pct")

    def test_of_the_whole_own_work_closes_the_absence(self) -> None:
        assert partly(recovered_pct=Decimal(100)).closes

    def test_of_the_whole_own_work_comes_after_the_first_sick_day(self) -> None:
        with pytest.raises(RuleViolated):
            partly(SICK_FROM, recovered_pct=Decimal(100))

    def test_may_begin_on_the_first_sick_day_and_not_before(self) -> None:
        assert partly(SICK_FROM).effective_on == SICK_FROM

        with pytest.raises(RuleViolated):
            partly(date(2026, 3, 1))

    def test_before_a_later_one_is_a_correction_and_on_its_date_is_not(self) -> None:
        later = course(Change(date(2026, 4, 2), is_relapse=False))
        assert partly(date(2026, 4, 2), recorded=later).effective_on == date(2026, 4, 2)

        with pytest.raises(Conflict):
            partly(recorded=later)

        assert partly(recorded=later, correction=True).effective_on == HALF_FIT_ON

    def test_cannot_begin_after_the_employee_is_fit(self) -> None:
        fit = course(recovered_on=HALF_FIT_ON)
        assert partly(HALF_FIT_ON, recorded=fit).effective_on == HALF_FIT_ON

        with pytest.raises(recovery.OutOfOrder):
            partly(HALF_FIT_ON + timedelta(days=1), recorded=fit)

    def test_lies_at_most_fourteen_days_ahead(self) -> None:
        partly(TODAY + timedelta(days=14))

        with pytest.raises(RuleViolated, match=r"recovery\.too_far_ahead"):
            partly(TODAY + timedelta(days=15))

    def test_by_therapy_is_worth_nothing(self) -> None:
        found = partly(basis=RecoveryBasis.THERAPY, recovered_pct=Decimal(80))

        assert (found.recovered_pct, found.closes) == (Decimal("0.00"), False)

    def test_in_other_work_may_be_given_as_a_percentage(self) -> None:
        assert partly(basis=RecoveryBasis.WAGE_VALUE, recovered_pct=Decimal(40)).recovered_pct == Decimal("40.00")


class TestRelapse:
    def test_follows_a_partial_recovery_from_a_later_day(self) -> None:
        found = recovery.relapse(HALF_FIT_ON + timedelta(days=1), course(HALF_FIT), today=TODAY)

        assert (found.recovered_pct, found.is_relapse, found.closes) == (Decimal("0.00"), True, False)

    @pytest.mark.parametrize(("day", "changes"), [
        (HALF_FIT_ON, ()), (HALF_FIT_ON, (HALF_FIT,)),
        (date(2026, 4, 9), (HALF_FIT, Change(date(2026, 4, 8), is_relapse=True)))],
        ids=["never partly fit", "on the same day", "already fully sick again"])
    def test_needs_somebody_who_is_partly_fit(self, day: date, changes: tuple[Change, ...]) -> None:
        with pytest.raises(recovery.RelapseWithoutRecovery):
            recovery.relapse(day, course(*changes), today=TODAY)

    def test_is_also_a_recovery_of_nothing_in_the_own_work(self) -> None:
        assert partly(date(2026, 4, 8), recorded=course(HALF_FIT), recovered_pct=Decimal(0)).is_relapse


class TestContractWage:
    @pytest.mark.parametrize(("month_wage", "differs"), [
        ("3000.00", False), ("3240.00", False), ("2500.01", False), ("2499.99", True), ("3300.00", False), ("3300.01", True)],
        ids=["the same", "with allowance counted twice", "10 % less", "more than 10 % less", "10 % more", "more than 10 % more"])
    def test_is_flagged_when_it_differs_with_and_without_allowance(self, month_wage: str, differs: bool) -> None:
        assert recovery.differs_from_record(Decimal(month_wage), Decimal(36_000), on=HALF_FIT_ON) is differs


class TestWageValue:
    @pytest.mark.parametrize(("value", "wage", "pct"), [
        ("1000.00", "3000.00", "33.33"), ("2000.00", "3000.00", "66.67"), ("0.01", "3000.00", "0.00"),
        ("3000.00", "3000.00", "100"), ("4500.00", "3000.00", "100")],
        ids=["a third", "two thirds", "a cent", "the whole", "more than the whole"])
    def test_is_a_share_of_the_contract_wage_up_to_the_whole(self, value: str, wage: str, pct: str) -> None:
        assert recovery.wage_value_pct(Decimal(value), Decimal(wage)) == Decimal(pct)

    def test_of_the_whole_does_not_close_because_the_own_work_is_not_done(self) -> None:
        found = partly(basis=RecoveryBasis.WAGE_VALUE, recovered_pct=None, wage_value_month=Decimal(3000),
                       contract_wage_month=Decimal(3000))

        assert (found.recovered_pct, found.closes) == (Decimal(100), False)

    @pytest.mark.parametrize(("value", "wage", "code"), [
        (None, Decimal(3000), "wage_value.required"), (Decimal(0), Decimal(3000), "wage_value.required"),
        (Decimal(1000), None, "wage_value.contract_wage_required"),
        (Decimal(1000), Decimal(0), "wage_value.contract_wage_required")])
    def test_needs_both_amounts(self, value: Decimal | None, wage: Decimal | None, code: str) -> None:
        with pytest.raises(RuleViolated) as refused:
            recovery.wage_value_pct(value, wage)

        assert refused.value.code == code
