"""What claims shows: claims, calculated months with their lines, payments, runs, recourse files, guarantees."""
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from services.claims import store
from services.claims.domain.payments.payday import pay_date
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.month import Month
from shared.kernel.refusals import NotFound


@dataclass(frozen=True, slots=True)
class BenefitView:
    """The latest calculation of a month, with when it is paid."""

    benefit: store.Benefit
    pay_on: Any
    status: str


def get_claim(session: Session, *, actor: Actor, absence_number: str) -> store.Absence:
    """One claim."""
    return store.get_claim(session, absence_number, actor)


def list_claims(session: Session, *, actor: Actor) -> list[store.Absence]:
    """All claims of the employer, or of everybody for staff."""
    query = _own(select(store.Absence), store.Absence.employer_id, actor)
    return list(session.scalars(query.order_by(store.Absence.absence_number)))


def list_benefits(session: Session, *, actor: Actor, absence_number: str | None, employee_id: str | None,
                  month: str | None) -> list[BenefitView]:
    """The latest calculation of each month that is worth something, by case and month."""
    query = _own(select(store.Benefit).where(store.Benefit.is_latest), store.Benefit.employer_id, actor)
    if absence_number:
        composite = select(store.Absence.composite_id).where(store.Absence.absence_number == absence_number)
        query = query.where(store.Benefit.composite_id.in_(composite))
    if employee_id:
        query = query.where(store.Benefit.employee_id == employee_id)
    if month:
        query = query.where(store.Benefit.month == month)
    rows = session.scalars(query.order_by(store.Benefit.month, store.Benefit.composite_id)).all()
    paid = _paid_months(session, {row.composite_id for row in rows})
    return [BenefitView(row, pay_date(Month.parse(row.month)),
                        "PAID" if (row.composite_id, row.month) in paid else "CALCULATED") for row in rows if row.lines]


def _paid_months(session: Session, composites: set[str]) -> set[tuple[str, str]]:
    query = (select(store.Booking.composite_id, store.Booking.month)
             .join(store.PaymentRun, store.PaymentRun.run_id == store.Booking.run_id)
             .where(store.Booking.composite_id.in_(composites), store.PaymentRun.status == "PAID"))
    return {(composite_id, month) for composite_id, month in session.execute(query)}


def list_payments(session: Session, *, actor: Actor) -> list[store.Payment]:
    """What went out, oldest first."""
    query = _own(select(store.Payment).where(store.Payment.status == "PAID"), store.Payment.employer_id, actor)
    return list(session.scalars(query.order_by(store.Payment.pay_on, store.Payment.payment_reference)))


def list_runs(session: Session) -> list[store.PaymentRun]:
    """All payment runs, oldest first."""
    return list(session.scalars(select(store.PaymentRun).order_by(store.PaymentRun.month)))


def find_unpaid_since(session: Session) -> date | None:
    """The pay date of the oldest run that is not paid yet."""
    return session.scalar(select(func.min(store.PaymentRun.pay_on)).where(store.PaymentRun.status != "PAID"))


def get_run_file(session: Session, *, run_id: str) -> bytes:
    """The pain.001 file of a paid run.

    :raises NotFound: if there is no such run, or it holds no payment
    """
    run = session.get(store.PaymentRun, run_id)
    if run is None or run.file is None:
        raise NotFound("payment_run.no_file", "Van deze betaalronde is er geen bestand.")
    return run.file


def list_guarantees(session: Session, *, actor: Actor) -> list[store.Guarantee]:
    """Decided guarantees, oldest first."""
    query = _own(select(store.Guarantee), store.Guarantee.employer_id, actor)
    return list(session.scalars(query.order_by(store.Guarantee.decided_on, store.Guarantee.sanction_id)))


def list_recourse_files(session: Session, *, actor: Actor) -> list[store.RecourseFile]:
    """Recourse files, by limitation date."""
    query = _own(select(store.RecourseFile), store.RecourseFile.employer_id, actor)
    return list(session.scalars(query.order_by(store.RecourseFile.limitation_on)))


def _own(query: Select[Any], column: Any, actor: Actor) -> Select[Any]:
    return query if actor.employer_id is None else query.where(column == actor.employer_id)
