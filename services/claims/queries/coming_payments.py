"""The expected next payment of an employer: unpaid calculated months, and an estimate of the present month."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, false, func, select, union

from services.claims import store
from services.claims.domain.benefits.benefit import calculate_month
from services.claims.domain.benefits.cover import why_not_covered
from services.claims.domain.payments.payday import pay_date
from services.claims.domain.payments.states import RunStatus
from services.claims.store.claim.month_claims import is_refused
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


@dataclass(frozen=True, slots=True)
class ComingTotal:
    """The expected amount of all cases in the next run, in euros, and the number of cases with an amount."""

    pay_on: date
    amount: Decimal
    count: int
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class NextRun:
    """The next payment run, as one employer sees it.

    :ivar estimated: the present month, of which a part is to come; None if the run pays the month before
    """

    employer_id: str | None
    pay_on: date
    estimated: Month | None

    @classmethod
    def of(cls, actor: Actor, today: date) -> "NextRun":
        """The present month is estimated once the preceding one is paid."""
        month = Month.of(today)
        pays_this_month = pay_date(month.previous()) < today
        return cls(actor.employer_id, pay_date(month if pays_this_month else month.previous()),
                   month if pays_this_month else None)

    def calculated(self) -> Select[str]:
        """The cases with a calculated month."""
        return select(store.Benefit.composite_id).where(store.Benefit.employer_id == self.employer_id, store.Benefit.is_latest)

    def running(self) -> Select[str]:
        """The cases with a sick day in the estimated month, also if they ended; none if no month is estimated."""
        if self.estimated is None:
            return select(store.Absence.composite_id).where(false())
        return store.running_cases(self.estimated).where(store.Absence.employer_id == self.employer_id)


def coming_payments(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[ComingPayment]:
    """The expected payments to the actor's employer, by case; none to staff.

    Cases of zero are omitted, so a page can have fewer items than its limit.
    """
    run = NextRun.of(actor, session.clock.today())

    def view_all(composite_ids: Sequence[str]) -> list[ComingPayment]:
        amounts = _amounts(session, composite_ids, composite_ids, run.estimated)
        return [ComingPayment(employee_id, composite_id, run.pay_on, amount, run.estimated is not None)
                for composite_id, (employee_id, amount) in sorted(amounts.items()) if amount]

    cases = union(run.calculated(), run.running()).subquery()
    return page_by_key(session, cases.c.composite_id, view_all=view_all, cursor=cursor, limit=limit)


def coming_total(session: Session, *, actor: Actor) -> ComingTotal:
    """The sum of the expected payments to the actor's employer; zero for staff."""
    run = NextRun.of(actor, session.clock.today())
    running = session.scalars(run.running()).all()
    amounts = [amount for _, amount in _amounts(session, run.calculated(), running, run.estimated).values() if amount]
    return ComingTotal(run.pay_on, sum(amounts, ZERO), len(amounts), run.estimated is not None)


def _amounts(session: Session, calculated: Sequence[str] | Select[str], running: Sequence[str],
             month: Month | None) -> dict[str, tuple[str, Decimal]]:
    """Per case its employee and expected amount; the running cases include the given month, if any."""
    amounts = _unpaid(session, calculated)
    cases = store.load_cases(session, running) if month is not None and running else {}
    for composite_id, case in cases.items():
        if month is not None and case.facts is not None and why_not_covered(case.facts) is None:
            known = amounts.get(composite_id, (case.owner.employee_id, ZERO))
            amounts[composite_id] = (known[0], known[1] + calculate_month(case.facts, month).total)
    return amounts


def _unpaid(session: Session, cases: Sequence[str] | Select[str]) -> dict[str, tuple[str, Decimal]]:
    """Per case its employee, and the calculated amount less the paid amount, if they differ; without refused months."""
    paid = (select(store.Booking.composite_id, func.sum(store.Booking.amount).label("amount"))
            .join(store.PaymentRun, store.PaymentRun.run_id == store.Booking.run_id)
            .where(store.PaymentRun.status == RunStatus.PAID, store.Booking.composite_id.in_(cases),
                   ~is_refused(store.Booking.composite_id, store.Booking.month))
            .group_by(store.Booking.composite_id).subquery())
    calculated = func.sum(store.Benefit.total)
    query = (select(store.Benefit.composite_id, store.Benefit.employee_id, calculated, paid.c.amount)
             .outerjoin(paid, paid.c.composite_id == store.Benefit.composite_id)
             .where(store.Benefit.is_latest, store.Benefit.composite_id.in_(cases),
                    ~is_refused(store.Benefit.composite_id, store.Benefit.month))
             .group_by(store.Benefit.composite_id, store.Benefit.employee_id, paid.c.amount)
             .having(calculated.is_distinct_from(paid.c.amount)))
    return {composite_id: (employee_id, total - (booked if booked is not None else ZERO))
            for composite_id, employee_id, total, booked in session.execute(query)}
