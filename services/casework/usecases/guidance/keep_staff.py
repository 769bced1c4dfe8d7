"""Keep the copy of Perspectief's staff; who waited for a casemanager gets one."""
from sqlalchemy import select

from services.casework import store
from services.casework.store.dossiers import lock_assignments
from services.casework.usecases.dossiers.open_dossier import announce
from services.casework.usecases.guidance.assign_team import assign_team
from shared.db.session import Session
from shared.events.identity import AccountBlocked, AccountCreated, AccountKind

CASEMANAGER = "casemanager"
CONSULTANT = "absence_consultant"


def keep_staff(session: Session, *, event: AccountCreated) -> None:
    """Add somebody who guides employers, and give those who waited a team."""
    roles = set(event.roles)
    if event.kind is not AccountKind.STAFF or not roles & {CASEMANAGER, CONSULTANT}:
        return
    lock_assignments(session)
    if session.get(store.StaffMember, event.account_id) is None:
        session.add(store.StaffMember(account_id=event.account_id, is_casemanager=CASEMANAGER in roles,
                                      is_consultant=CONSULTANT in roles, blocked=False))
        session.flush()
    _assign_those_who_wait(session)


def block_staff(session: Session, *, event: AccountBlocked) -> None:
    """Assign nobody to a blocked account any more."""
    member = session.get(store.StaffMember, event.account_id)
    if member is not None:
        member.blocked = True


def _assign_those_who_wait(session: Session) -> None:
    complete = select(store.Assignment.employer_id).where(store.Assignment.consultant_id.is_not(None))
    waiting = select(store.Policy.employer_id).where(store.Policy.employer_id.not_in(complete)).union(
        select(store.Dossier.employer_id).where(store.Dossier.employer_id.not_in(complete)))
    for employer_id in sorted(session.scalars(waiting)):
        assign_team(session, employer_id)
    for dossier in session.scalars(select(store.Dossier).where(store.Dossier.announced.is_(False)).with_for_update()):
        announce(session, dossier)
