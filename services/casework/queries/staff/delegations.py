"""Absence consultants, and the company doctors under whom they work (R-027)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from services.casework.store.copies import StaffMember
from services.casework.store.staff.delegations import DOCTOR, list_delegations
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Consultant:
    """A consultant with the delegation in force, or None for each value of it."""

    consultant_id: str
    delegation_id: str | None = None
    doctor_id: str | None = None
    began_at: datetime | None = None


def list_consultants(session: Session, *, actor: Actor) -> Sequence[Consultant]:
    """All consultants for a doctor, for a consultant the actor alone, by account."""
    own = [] if DOCTOR in actor.roles else [StaffMember.account_id == actor.account_id]
    names = session.scalars(select(StaffMember.account_id).where(
        StaffMember.is_consultant, StaffMember.blocked.is_(False), *own).order_by(StaffMember.account_id)).all()
    found = list_delegations(session, names)
    return [Consultant(name, row.delegation_id, row.doctor_id, row.began_at) if (row := found.get(name)) else Consultant(name)
            for name in names]
