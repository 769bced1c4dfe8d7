"""Who guides an employer, and who did before."""
from collections.abc import Sequence

from sqlalchemy import func, select

from services.casework import store
from services.casework.store.reach import list_assignments, list_staffing
from shared.db.session import Session
from shared.kernel.refusals import NotFound


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


def count_emergencies(session: Session) -> int:
    """Number of accesses to dossiers in an emergency that have not ended."""
    query = select(func.count()).select_from(store.EmergencyAccess).where(store.EmergencyAccess.ends_at > session.clock.now())
    return session.scalar(query) or 0
