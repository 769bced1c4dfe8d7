"""Assign casemanagers and consultants to employers and dossiers that wait for them."""
from sqlalchemy import select

from services.casework import store
from services.casework.store.staff.reach import lock_assignments
from services.casework.usecases.dossiers.open_dossier import announce
from services.casework.usecases.guidance.assign_team import assign_team
from shared.db.session import Session


def assign_waiting(session: Session) -> None:
    """Assign a team to all employers without one, after a new colleague arrived; then announce the waiting dossiers."""
    lock_assignments(session)
    complete = select(store.Assignment.employer_id).where(store.Assignment.consultant_id.is_not(None))
    waiting = select(store.Policy.employer_id).where(store.Policy.employer_id.not_in(complete)).union(
        select(store.Dossier.employer_id).where(store.Dossier.employer_id.not_in(complete)))
    for employer_id in sorted(session.scalars(waiting)):
        assign_team(session, employer_id)
    for dossier in session.scalars(select(store.Dossier).where(store.Dossier.announced.is_(False)).with_for_update()):
        announce(session, dossier)
