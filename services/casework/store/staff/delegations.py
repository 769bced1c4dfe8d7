"""Delegations of company doctors to absence consultants."""
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Index, Select, String, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.guidance.delegation import NoSupervisor
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.copies import StaffMember
from shared.db.session import Session
from shared.kernel.actor import Actor

CONSULTANT = "absence_consultant"
DOCTOR = "company_doctor"


class Delegation(Base):
    """A doctor delegates medical tasks to a consultant from a moment until it is withdrawn; never deleted."""

    __tablename__ = "delegation"
    __table_args__ = (Index("uq_delegation_open", "consultant_id", unique=True, postgresql_where=text("ended_at IS NULL")),)
    delegation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    consultant_id: Mapped[str] = mapped_column(ACCOUNT)
    doctor_id: Mapped[str] = mapped_column(ACCOUNT)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def find_delegation(session: Session, consultant_id: str) -> Delegation | None:
    """Return the delegation under which a consultant works: not withdrawn, and of a doctor whose account is in use."""
    return session.scalar(_in_force().where(Delegation.consultant_id == consultant_id))


def list_delegations(session: Session, consultant_ids: Iterable[str]) -> dict[str, Delegation]:
    """Return the delegations in force by consultant."""
    query = _in_force().where(Delegation.consultant_id.in_(set(consultant_ids)))
    return {row.consultant_id: row for row in session.scalars(query)}


def active_consultants() -> Select[str]:
    """Return the query of the consultants in use who work under a company doctor (R-027), or are one."""
    under_doctor = _in_force().with_only_columns(Delegation.consultant_id)
    return select(StaffMember.account_id).where(
        StaffMember.is_consultant, StaffMember.blocked.is_(False),
        or_(StaffMember.is_doctor, StaffMember.account_id.in_(under_doctor)))


def is_active(session: Session, consultant_id: str) -> bool:
    """Whether an account is a consultant in use who works under a company doctor, or is one."""
    return session.scalar(active_consultants().where(StaffMember.account_id == consultant_id)) is not None


def _in_force() -> Select[Delegation]:
    return select(Delegation).join(StaffMember, StaffMember.account_id == Delegation.doctor_id).where(
        Delegation.ended_at.is_(None), StaffMember.is_doctor, StaffMember.blocked.is_(False))


def works_under_doctor(session: Session, actor: Actor) -> bool:
    """Whether a consultant works under a company doctor (R-027); true for others and for doctors themselves."""
    if CONSULTANT not in actor.roles or DOCTOR in actor.roles:
        return True
    return find_delegation(session, actor.account_id) is not None


def require_supervisor(session: Session, actor: Actor) -> None:
    """Refuse a consultant who works under no company doctor (R-027).

    :raises NoSupervisor: if there is no delegation in force
    """
    if not works_under_doctor(session, actor):
        raise NoSupervisor
