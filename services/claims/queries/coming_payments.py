"""The expected next payment of an employer: unpaid calculated months, and an estimate of the present month."""
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select, union

from services.claims import store
from services.claims.domain.benefits.benefit import calculate_month
from services.claims.domain.benefits.cover import why_not_covered
from services.claims.domain.payments.payday import pay_date
from services.claims.domain.payments.states import RunStatus
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.web.pages import Page, page_by_key


@dataclass(frozen=True, slots=True)
class ComingPayment:
    """The expected amount of a case in the next run, in euros.

    :ivar is_estimate: whether the month has not ended, so that the amount may change
    """

    employee_id: str
    absence_number: str
    pay_on: date
    amount: Decimal
    is_estimate: bool


def coming_payments(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[ComingPayment]:
    """The expected payments to the actor's employer, by case; the present month is estimated once the preceding one is paid.

    Includes every case with a sick day in the present month, also if it ended. Cases of zero are omitted, so a page can
    have fewer items than its limit.
    """
    if actor.employer_id is None:
        return Page([], None)
    today = session.clock.today()
    month = Month.of(today)
    is_estimate = pay_date(month.previous()) < today
    pay_on = pay_date(month if is_estimate else month.previous())
    calculated = select(store.Benefit.composite_id).where(store.Benefit.employer_id == actor.employer_id,
                                                          store.Benefit.is_latest)
    running = store.running_cases(month).where(store.Absence.employer_id == actor.employer_id)
    cases = (union(calculated, running) if is_estimate else union(calculated)).subquery()

    def view_all(composite_ids: Collection[str]) -> list[ComingPayment]:
        amounts = _amounts(session, composite_ids, month if is_estimate else None)
        return [ComingPayment(employee_id, composite_id, pay_on, amount, is_estimate)
                for composite_id, (employee_id, amount) in sorted(amounts.items()) if amount]

    return page_by_key(session, cases.c.composite_id, view_all=view_all, cursor=cursor, limit=limit)


def _amounts(session: Session, composite_ids: Collection[str], month: Month | None) -> dict[str, tuple[str, Decimal]]:
    """Per case its employee and expected amount, including the given month, if any."""
    amounts = _unpaid(session, composite_ids)
    cases = store.load_cases(session, composite_ids) if month is not None else {}
    for composite_id, case in cases.items():
        if month is not None and case.facts is not None and why_not_covered(case.facts) is None:
            known = amounts.get(composite_id, (case.owner.employee_id, ZERO))
            amounts[composite_id] = (known[0], known[1] + calculate_month(case.facts, month).total)
    return amounts


def _unpaid(session: Session, composite_ids: Collection[str]) -> dict[str, tuple[str, Decimal]]:
    """Per case its employee, and the calculated amount less the paid amount."""
    paid = (select(store.Booking.composite_id, func.sum(store.Booking.amount).label("amount"))
            .join(store.PaymentRun, store.PaymentRun.run_id == store.Booking.run_id)
            .where(store.PaymentRun.status == RunStatus.PAID, store.Booking.composite_id.in_(composite_ids))
            .group_by(store.Booking.composite_id).subquery())
    query = (select(store.Benefit.composite_id, store.Benefit.employee_id, func.sum(store.Benefit.total), paid.c.amount)
             .outerjoin(paid, paid.c.composite_id == store.Benefit.composite_id)
             .where(store.Benefit.is_latest, store.Benefit.composite_id.in_(composite_ids))
             .group_by(store.Benefit.composite_id, store.Benefit.employee_id, paid.c.amount))
    return {composite_id: (employee_id, total - (booked if booked is not None else ZERO))
            for composite_id, employee_id, total, booked in session.execute(query)}
