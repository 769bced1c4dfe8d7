"""The agreements of a case."""
from collections.abc import Sequence

from services.casework import store
from services.casework.store.casefiles import load_case
from services.casework.store.documents.agreements import list_agreements_of
from services.casework.store.dossiers import get_dossier
from shared.db.session import Session
from shared.kernel.actor import Actor


def get_agreements(session: Session, *, actor: Actor, absence_number: str) -> Sequence[store.Agreement]:
    """The agreements of the case of a dossier, by day.

    :raises NotFound: if there is no such dossier
    """
    get_dossier(session, absence_number, actor)
    return list_agreements_of(session, load_case(session, absence_number).numbers)
