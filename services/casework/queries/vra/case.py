"""The part of a case that concerns VRA."""
from collections.abc import Sequence
from dataclasses import dataclass

from services.casework import store
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import get_dossier
from services.casework.store.vra.notices import list_notices
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class VraCase:
    """The notices of a case, oldest first; the version is that of the dossier."""

    version: int
    notices: Sequence[store.VraNotice]


def get_vra_case(session: Session, *, actor: Actor, absence_number: str) -> VraCase:
    """What VRA, Perspectief and the employer share about a case.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    return VraCase(version=dossier.version, notices=list_notices(session, load_case(session, absence_number).numbers))
