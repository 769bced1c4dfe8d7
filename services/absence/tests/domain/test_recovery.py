"""Full and partial recovery, on both sides of every boundary."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.absence.domain import recovery
from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis

SICK_FROM = date(2026, 3, 2)


def partly(day: date = date(2026, 4, 1), basis: RecoveryBasis = RecoveryBasis.OWN_WORK_HOURS, **facts: Any) -> recovery.Recovery:
    """A partial recovery of an employee sick since Monday 2 March 2026."""
    given: dict[str, Any] = {"recovered_pct": Decimal(50), "first_sick_day": SICK_FROM}
    return recovery.partial(day, basis=basis, **given | facts)


class TestStatus:
    @pytest.mark.parametrize("status", [AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED, AbsenceStatus.TERM_REACHED])
    def test_of_who_is_sick_takes_a_recovery(self, status: AbsenceStatus) -> None:
        recovery.check_open(status)

    @pytest.mark.parametrize("status", [AbsenceStatus.RECOVERED, AbsenceStatus.LEFT_SERVICE, AbsenceStatus.CANCELLED])
    def test_of_what_has_ended_takes_none(self, status: AbsenceStatus) -> None:
        with pytest.raises(recovery.AbsenceNotOpen):
            recovery.check_open(status)


class TestFullRecovery:
    def test_closes_the_absence_on_the_first_fit_day(self) -> None:
        found = recovery.full(date(2026, 3, 3), first_sick_day=SICK_FROM, mutations=[])

        assert (found.effective_on, found.recovered_pct, found.closes) == (date(2026, 3, 3), Decimal(100), True)

    @pytest.mark.parametrize("day", [SICK_FROM, date(2026, 3, 1)], ids=["first sick day", "day before"])
    def test_comes_after_the_first_sick_day(self, day: date) -> None:
        with pytest.raises(RuleViolated) as refused:
            recovery.full(day, first_sick_day=SICK_FROM, mutations=[])

        assert (refused.value.code, refused.value.field) == ("recovery.before_sick_day", "first_fit_day")

    def test_does_not_come_before_a_partial_one_that_is_recorded(self) -> None:
        recovery.full(date(2026, 4, 2), first_sick_day=SICK_FROM, mutations=[date(2026, 4, 1)])

        with pytest.raises(Conflict) as refused:
            recovery.full(date(2026, 3, 31), first_sick_day=SICK_FROM, mutations=[date(2026, 4, 1)])

        assert refused.value.code == "mutation.out_of_order"


class TestPartialRecovery:
    @pytest.mark.parametrize(("pct", "kept"), [("0.01", "0.01"), ("50", "50.00"), ("62.505", "62.51"), ("99.99", "99.99")])
    def test_has_two_decimals_rounded_half_up(self, pct: str, kept: str) -> None:
        found = partly(recovered_pct=Decimal(pct))

        assert (str(found.recovered_pct), found.closes) == (kept, False)

    @pytest.mark.parametrize("pct", [None, Decimal(0), Decimal("-0.01"), Decimal("100.01")], ids=str)
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

    def test_before_a_later_one_is_a_correction(self) -> None:
        with pytest.raises(Conflict):
            partly(mutations=[date(2026, 4, 2)])

        assert partly(mutations=[date(2026, 4, 2)], correction=True).effective_on == date(2026, 4, 1)

    def test_by_therapy_is_worth_nothing(self) -> None:
        found = partly(basis=RecoveryBasis.THERAPY, recovered_pct=Decimal(80))

        assert (found.recovered_pct, found.closes) == (Decimal("0.00"), False)


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
