"""Who guides an employer, and who did before."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from services.casework import store
from services.casework.domain.guidance.reach import StaffingRole
from services.casework.store.copies import list_staff_in_use
from services.casework.store.staff.reach import (
    find_assignment,
    list_assignments,
    list_present_staffing,
    list_staffing,
    require_employer,
)
from services.casework.store.staff.stand_ins import StandIn, find_stand_ins
from services.casework.store.staff.stand_ins import list_stand_ins as find_all
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound

NAMED = (StaffingRole.COMPANY_DOCTOR, StaffingRole.LABOUR_EXPERT)
"""The roles besides the casemanager and the consultant that employers see by name; VRA works for the insurer."""


@dataclass(frozen=True, slots=True)
class Guide:
    """Somebody who guides an employer or a case.

    :ivar role: a role of staff
    :ivar name: None for an account of before names were published, until its next event
    :ivar phone: the number at work in E.164; None if there is none
    :ivar stands_in_until: the last day of somebody who stands in for the fixed one of this role, who is absent
    """

    role: str
    name: str | None
    phone: str | None
    stands_in_until: date | None = None


def list_guides(session: Session, *, employer_id: str, case_number: str | None = None) -> Sequence[Guide]:
    """Who guides an employer today, casemanager first; somebody who stands in comes before whom he replaces.

    Somebody whose account was blocked is left out.

    :param case_number: of a case whose own doctors and labour experts are included
    """
    today = session.clock.today()
    team = find_assignment(session, employer_id, today)
    fixed = [("casemanager", team.casemanager_id), ("absence_consultant", team.consultant_id)] if team else []
    stand_ins = find_stand_ins(session, [account_id for _, account_id in fixed if account_id], today)
    others = list_present_staffing(session, employer_id, case_number=case_number, roles=NAMED, day=today)
    places: list[tuple[str, str | None, date | None]] = []
    for role, account_id in fixed:
        if account_id in stand_ins:
            places.append((role, stand_ins[account_id].account_id, stand_ins[account_id].last_day))
        places.append((role, account_id, None))
    places += [(row.role, row.account_id, None) for row in others]
    staff = list_staff_in_use(session, [account_id for _, account_id, _ in places if account_id])
    return [Guide(role, staff[account_id].name, staff[account_id].phone, until)
            for role, account_id, until in dict.fromkeys(places) if account_id in staff]


def get_team(session: Session, *, actor: Actor, employer_id: str) -> Sequence[Guide]:
    """Who guides an employer that the actor reaches.

    :raises NotFound: ``employer.not_found``
    """
    require_employer(session, actor, employer_id)
    return list_guides(session, employer_id=employer_id)


def list_casemanagers(session: Session, *, employer_id: str) -> Sequence[store.Assignment]:
    """The assignments of an employer, oldest first; their number is the version of the list.

    :raises NotFound: ``employer.not_found``
    """
    found = list_assignments(session, employer_id)
    if not found:
        raise NotFound("employer.not_found", "Dit bedrijf bestaat niet.")
    return found


def list_staff(session: Session, *, employer_id: str) -> Sequence[store.Staffing]:
    """Who of other roles is or was assigned to an employer or its cases; their number is the version of the list."""
    return list_staffing(session, employer_id)


def list_stand_ins(session: Session) -> Sequence[StandIn]:
    """Who stands in now or later, the earliest first."""
    return find_all(session, session.clock.today())


def count_emergencies(session: Session) -> int:
    """Number of accesses to dossiers in an emergency that have not ended."""
    query = select(func.count()).select_from(store.EmergencyAccess).where(store.EmergencyAccess.ends_at > session.clock.now())
    return session.scalar(query) or 0
