"""Who guides an employer, and who did before."""
from collections.abc import Sequence

from services.casework import store
from services.casework.store.dossiers import list_assignments
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
