"""Forecast the coming payments of a case, if nothing changes or with a supposed recovery; writes nothing (ideas 2 and 3)."""
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from services.claims import store
from services.claims.domain.benefits.case import CaseInput, PartialRecovery
from services.claims.domain.benefits.forecast import Forecast, compare, recovered, with_recovery
from services.claims.domain.benefits.forecast import forecast as forecast_months
from services.claims.usecases.benefits.forecast_report import MONTHS_AHEAD
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.kernel.vocabulary import RecoveryBasis


@dataclass(frozen=True, kw_only=True)
class SupposedRecovery:
    """A recovery that is not reported: full with `first_fit_day`, otherwise partial from `effective_on`.

    :ivar recovered_pct: 0 to 100, or the wages in euros per month with the basis WAGE_VALUE
    """

    first_fit_day: date | None = None
    effective_on: date | None = None
    basis: RecoveryBasis = RecoveryBasis.OWN_WORK_HOURS
    recovered_pct: Decimal | None = None
    wage_value_month: Decimal | None = None
    contract_wage_month: Decimal | None = None


def forecast_case(session: Session, *, actor: Actor, absence_number: str,
                  recovery: SupposedRecovery | None = None) -> Forecast:
    """The months that are still to be paid; with a recovery also the amounts without it.

    :raises NotFound: if there is no such claim, it is another employer's, or its report was withdrawn
    :raises RuleViolated: if the recovery lies before the first sick day
    """
    claim, facts = store.get_case(session, absence_number, actor)
    today = session.clock.today()
    through = Month.of(add_months(today, MONTHS_AHEAD))
    found = forecast_months(facts, through=through, today=today)
    if recovery is not None:
        supposed = _supposed(facts, absence_number, recovery)
        found = compare(found, forecast_months(supposed, through=through, today=today))
    booked = store.sum_bookings(session, [claim.composite_id])
    return replace(found, months=tuple(
        month for month in found.months
        if month.is_to_be_paid(today, booked=booked.get((claim.composite_id, str(month.benefit.month)), ZERO))))


def _supposed(case: CaseInput, absence_number: str, recovery: SupposedRecovery) -> CaseInput:
    if recovery.first_fit_day is not None:
        return recovered(case, absence_number, recovery.first_fit_day)
    assert recovery.effective_on is not None  # the door asks for one of both days
    return with_recovery(case, PartialRecovery(
        effective_on=recovery.effective_on, basis=recovery.basis, recovered_pct=recovery.recovered_pct or Decimal(0),
        wage_value_month=recovery.wage_value_month, contract_wage_month=recovery.contract_wage_month,
        absence_number=absence_number))
