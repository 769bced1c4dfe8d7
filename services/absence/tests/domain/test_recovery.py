"""When and how far an employee recovers."""
from datetime import date
from decimal import Decimal

import pytest

from services.absence.domain import recovery
from shared.kernel.refusals import Refusal
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis

SICK = date(2026, 3, 2)
HOURS = RecoveryBasis.OWN_WORK_HOURS


def partial(pct: str | None = None, *, on: date = date(2026, 3, 9), basis: RecoveryBasis = HOURS, **options):
    """A partial recovery of an absence from 2 March 2026."""
    return recovery.partial(on, basis=basis, recovered_pct=Decimal(pct) if pct else None, first_sick_day=SICK, **options)


class TestFullRecovery:
    def test_closes_on_the_first_fit_day(self):
        found = recovery.full(date(2026, 3, 3), first_sick_day=SICK, mutations=[])

        assert (found.effective_on, found.recovered_pct, found.closes) == (date(2026, 3, 3), Decimal(100), True)

    def test_comes_after_the_first_sick_day(self):
        with pytest.raises(Refusal, match="na de eerste ziektedag"):
            recovery.full(SICK, first_sick_day=SICK, mutations=[])

    @pytest.mark.parametrize("status", [AbsenceStatus.RECOVERED, AbsenceStatus.CANCELLED, AbsenceStatus.LEFT_SERVICE])
    def test_needs_an_open_absence(self, status):
        with pytest.raises(recovery.AbsenceNotOpen):
            recovery.check_open(status)


class TestPartialRecovery:
    def test_by_hours_of_own_work_closes_at_a_hundred_percent_only(self):
        assert [partial(pct).closes for pct in ("99.99", "100")] == [False, True]

    def test_by_therapy_counts_as_nothing(self):
        assert partial("80", basis=RecoveryBasis.THERAPY).recovered_pct == Decimal("0.00")

    @pytest.mark.parametrize(("wage_value", "percentage"), [("1000", "33.33"), ("2000", "66.67"), ("3500", "100")])
    def test_by_wage_value_is_its_share_of_the_contract_wage_and_never_closes(self, wage_value, percentage):
        found = partial(basis=RecoveryBasis.WAGE_VALUE, wage_value_month=Decimal(wage_value),
                        contract_wage_month=Decimal(3000))

        assert (found.recovered_pct, found.closes) == (Decimal(percentage), False)

    @pytest.mark.parametrize("pct", ["0", "100.01", None])
    def test_needs_a_percentage_above_zero_up_to_a_hundred(self, pct):
        with pytest.raises(Refusal, match="percentage boven 0"):
            partial(pct)

    def test_follows_the_changes_recorded_before_unless_it_corrects(self):
        recorded = [date(2026, 3, 16)]

        with pytest.raises(Refusal, match="latere wijziging"):
            partial("50", mutations=recorded)
        assert partial("50", mutations=recorded, correction=True).effective_on == date(2026, 3, 9)
