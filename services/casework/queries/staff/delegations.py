"""Absence consultants: under which company doctor and in which regions they work (R-027, R-030)."""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select

from services.casework.domain.guidance.regions import Region
from services.casework.store.copies import StaffMember, list_staff_in_use
from services.casework.store.staff.delegations import DOCTOR, Delegation, list_delegations
from services.casework.store.staff.regions import ConsultantRegions, list_regions
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Consultant:
    """A consultant with the delegation in force, or None for each value of it.

    :ivar name: and the doctor's: None for an account of before names were published, until its next event
    :ivar regions: none for the whole country
    :ivar version: of the regions
    """

    consultant_id: str
    name: str | None
    delegation_id: str | None = None
    doctor_id: str | None = None
    doctor_name: str | None = None
    began_at: datetime | None = None
    regions: Sequence[Region] = ()
    version: int = 0


def list_consultants(session: Session, *, actor: Actor) -> Sequence[Consultant]:
    """All consultants for a doctor, for a consultant the actor alone, by account."""
    own = [] if DOCTOR in actor.roles else [StaffMember.account_id == actor.account_id]
    return _view(session, own)


def list_all_consultants(session: Session) -> Sequence[Consultant]:
    """All consultants in use, by account."""
    return _view(session, [])


def get_consultant(session: Session, *, consultant_id: str) -> Consultant:
    """One consultant in use.

    :raises NotFound: ``consultant.not_found``
    """
    found = _view(session, [StaffMember.account_id == consultant_id])
    if not found:
        raise NotFound("consultant.not_found", "Deze consultant bestaat niet.")
    return found[0]


def _view(session: Session, conditions: Iterable[ColumnElement[bool]]) -> Sequence[Consultant]:
    members = session.scalars(select(StaffMember).where(
        StaffMember.is_consultant, StaffMember.blocked.is_(False), *conditions).order_by(StaffMember.account_id)).all()
    names = [member.account_id for member in members]
    delegations, regions = list_delegations(session, names), list_regions(session, names)
    doctors = list_staff_in_use(session, [row.doctor_id for row in delegations.values()])
    return [_consultant(member, delegations.get(member.account_id), regions.get(member.account_id), doctors)
            for member in members]


def _consultant(member: StaffMember, delegation: Delegation | None, regions: ConsultantRegions | None,
                doctors: Mapping[str, StaffMember]) -> Consultant:
    found = Consultant(member.account_id, member.name)
    if regions is not None:
        found = replace(found, regions=regions.regions, version=regions.version)
    if delegation is None:
        return found
    return replace(found, delegation_id=delegation.delegation_id, doctor_id=delegation.doctor_id,
                   doctor_name=doctors[delegation.doctor_id].name, began_at=delegation.began_at)
