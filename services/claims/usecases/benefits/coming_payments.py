"""What an employer will receive next: what is calculated and not paid, and this month as far as it is known; writes nothing."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from services.claims import store
from services.claims.domain.benefits.benefit import calculate_month
from services.claims.domain.benefits.cover import why_not_covered
from services.claims.domain.payments.payday import pay_date
from services.claims.usecases.benefits.assemble_case import assemble_case
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.kernel.vocabulary import AbsenceStatus

RUNNING = (AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED)


@dataclass(frozen=True, slots=True)
class ComingPayment:
    """What a case brings in the next run, in euros.

    :ivar is_estimate: the month has not ended, so the amount holds if nothing changes
    """

    employee_id: str
    absence_number: str
    pay_on: date
    amount: Decimal
    is_estimate: bool


def coming_payments(session: Session, *, actor: Actor) -> list[ComingPayment]:
    """The next run of the own employer; the present month is estimated once the one before it is paid."""
    if actor.employer_id is None:
        return []
    today = session.clock.today()
    month = Month.of(today)
    is_estimate = pay_date(month.previous()) < today
    run = month if is_estimate else month.previous()
    amounts = _unpaid(session, actor.employer_id)
    if is_estimate:
        for absence in _running(session, actor.employer_id):
            known = amounts.get(absence.composite_id, (absence.employee_id, ZERO))
            amounts[absence.composite_id] = (absence.employee_id, known[1] + _this_month(session, absence, month))
    return [ComingPayment(employee_id, composite_id, pay_date(run), amount, is_estimate)
            for composite_id, (employee_id, amount) in sorted(amounts.items()) if amount]


def _unpaid(session: Session, employer_id: str) -> dict[str, tuple[str, Decimal]]:
    """Per case its employee, and what is calculated less what went out."""
    paid = (select(store.Booking.composite_id, func.sum(store.Booking.amount).label("amount"))
            .join(store.PaymentRun, store.PaymentRun.run_id == store.Booking.run_id)
            .where(store.PaymentRun.status == "PAID").group_by(store.Booking.composite_id).subquery())
    query = (select(store.Benefit.composite_id, store.Benefit.employee_id, func.sum(store.Benefit.total), paid.c.amount)
             .outerjoin(paid, paid.c.composite_id == store.Benefit.composite_id)
             .where(store.Benefit.is_latest, store.Benefit.employer_id == employer_id)
             .group_by(store.Benefit.composite_id, store.Benefit.employee_id, paid.c.amount))
    return {composite_id: (employee_id, total - (booked if booked is not None else ZERO))
            for composite_id, employee_id, total, booked in session.execute(query)}


def _running(session: Session, employer_id: str) -> list[store.Absence]:
    rows = session.scalars(select(store.Absence).where(store.Absence.employer_id == employer_id))
    return [row for row in rows if row.state["status"] in RUNNING]


def _this_month(session: Session, absence: store.Absence, month: Month) -> Decimal:
    case = assemble_case(session, absence.composite_id)
    if case is None or why_not_covered(case) is not None:
        return ZERO
    return calculate_month(case, month).total
