"""Calculate the ended months of a composite case anew, and keep what differs as a new version."""
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from services.claims import store
from services.claims.domain.benefits.benefit import BenefitLine, MonthBenefit, calculate_benefits
from services.claims.domain.benefits.cover import why_not_covered
from services.claims.usecases.benefits.assemble_case import assemble_case
from shared.db.session import Session
from shared.events.claims import BenefitCalculated
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.messaging.outbox import publish


def calculate_case(session: Session, *, composite_id: str) -> None:
    """Every month that has ended by today; a month that is now worth nothing gets a version of zero (§3.5)."""
    case = assemble_case(session, composite_id)
    through = Month.of(session.clock.today()).previous()
    covered = case is not None and why_not_covered(case) is None
    months = calculate_benefits(case, through=through) if case is not None and covered else ()
    found = {str(month.month): month for month in months}
    known = {benefit.month: benefit for benefit in _latest(session, composite_id)}
    for name in sorted(found.keys() | known.keys()):
        _keep(session, composite_id, name, found.get(name), known.get(name))


def _latest(session: Session, composite_id: str) -> list[store.Benefit]:
    query = select(store.Benefit).where(store.Benefit.composite_id == composite_id, store.Benefit.is_latest)
    return list(session.scalars(query))


def _keep(session: Session, composite_id: str, month: str, new: MonthBenefit | None, old: store.Benefit | None) -> None:
    lines = [line_as_json(line) for line in new.lines] if new else []
    if old is not None and old.lines == lines:
        return
    owner = old or _any_member(session, composite_id)
    total = new.total if new else ZERO
    if old is not None:
        old.is_latest = False
        session.flush()
    version = old.version + 1 if old else 1
    session.add(store.Benefit(
        composite_id=composite_id, month=month, version=version, is_latest=True, employee_id=owner.employee_id,
        employer_id=owner.employer_id, policy_number=owner.policy_number, total=total, lines=lines,
        calculated_at=session.clock.now()))
    session.flush()
    publish(session, BenefitCalculated(
        absence_number=composite_id, employee_id=owner.employee_id, employer_id=owner.employer_id, month=month,
        version=version, total=total, delta=total - booked_for(session, composite_id, month)))


def booked_for(session: Session, composite_id: str, month: str) -> Decimal:
    """What runs have booked for a month of a case, in euros."""
    query = select(func.sum(store.Booking.amount)).where(store.Booking.composite_id == composite_id,
                                                         store.Booking.month == month)
    return session.scalar(query) or ZERO


def _any_member(session: Session, composite_id: str) -> store.Absence:
    return session.scalars(select(store.Absence).where(store.Absence.composite_id == composite_id).limit(1)).one()


def line_as_json(line: BenefitLine) -> dict[str, Any]:
    """A line with everything it was calculated from, JSON-ready."""
    return {name: value if isinstance(value, (int, bool)) else str(value) for name, value in asdict(line).items()}
