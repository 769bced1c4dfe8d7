"""Forecast the coming payments of a case, if nothing changes or with a supposed change; writes nothing (ideas 2 and 3)."""
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.claims import store
from services.claims.domain.benefits.case import CaseInput, PartialRecovery
from services.claims.domain.benefits.forecast import (
    NOTHING,
    Forecast,
    compare,
    recovered,
    with_recovery,
    without_partial_recovery,
    without_recovery,
    without_report,
)
from services.claims.domain.benefits.forecast import forecast as forecast_months
from services.claims.domain.claim.month_status import MonthStatus
from services.claims.store.claim.month_claims import load_month_claims
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


class Withdrawn(StrEnum):
    """What is withdrawn of an absence: all of it, its full recovery, or a partial recovery or relapse."""

    REPORT = "REPORT"
    RECOVERY = "RECOVERY"
    PARTIAL = "PARTIAL"


@dataclass(frozen=True, kw_only=True)
class SupposedWithdrawal:
    """A withdrawal that is not reported.

    :ivar effective_on: the first day of what is PARTIAL
    """

    what: Withdrawn
    effective_on: date | None = None


Supposed = SupposedRecovery | SupposedWithdrawal


def forecast_case(session: Session, *, actor: Actor, absence_number: str, supposed: Supposed | None = None) -> Forecast:
    """The months that are still to be paid, without refused ones; with a supposed change also the amounts without it.

    :raises NotFound: if there is no such claim, it is another employer's, or its report was withdrawn
    :raises RuleViolated: if the recovery lies before the first sick day
    """
    claim, facts = store.get_case(session, absence_number, actor)
    today = session.clock.today()
    through = Month.of(add_months(today, MONTHS_AHEAD))
    found = forecast_months(facts, through=through, today=today)
    if supposed is not None:
        changed = _changed(facts, absence_number, supposed)
        found = compare(found, forecast_months(changed, through=through, today=today) if changed else NOTHING)
    booked = store.sum_bookings(session, [claim.composite_id])
    paid = {month.benefit.month: booked.get((claim.composite_id, str(month.benefit.month)), ZERO) for month in found.months}
    set_off = sum((month.benefit.total - paid[month.benefit.month] for month in found.months if paid[month.benefit.month]), ZERO)
    refused = {month for (_, month), judged in load_month_claims(session, [claim.composite_id]).items()
               if judged.status == MonthStatus.REFUSED}
    return replace(
        found, set_off=set_off if isinstance(supposed, SupposedWithdrawal) else None, months=tuple(
            month for month in found.months if str(month.benefit.month) not in refused
            and month.is_to_be_paid(today, booked=paid[month.benefit.month])))


def _changed(case: CaseInput, absence_number: str, supposed: Supposed) -> CaseInput | None:
    """The case with the change; None if no report is left."""
    if isinstance(supposed, SupposedRecovery):
        return _recovered(case, absence_number, supposed)
    if supposed.what is Withdrawn.REPORT:
        return without_report(case, absence_number)
    if supposed.what is Withdrawn.RECOVERY:
        return without_recovery(case, absence_number)
    assert supposed.effective_on is not None  # the door asks for it
    return without_partial_recovery(case, absence_number, supposed.effective_on)


def _recovered(case: CaseInput, absence_number: str, recovery: SupposedRecovery) -> CaseInput:
    if recovery.first_fit_day is not None:
        return recovered(case, absence_number, recovery.first_fit_day)
    assert recovery.effective_on is not None  # the door asks for one of both days
    return with_recovery(case, PartialRecovery(
        effective_on=recovery.effective_on, basis=recovery.basis, recovered_pct=recovery.recovered_pct or Decimal(0),
        wage_value_month=recovery.wage_value_month, contract_wage_month=recovery.contract_wage_month,
        absence_number=absence_number))
