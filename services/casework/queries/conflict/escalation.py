"""The steps of a case up to sanctions."""
from collections.abc import Sequence
from dataclasses import dataclass

from services.casework import store
from services.casework.store.casefiles import load_case
from services.casework.store.conflict.steps import list_steps
from services.casework.store.dossiers import get_dossier
from services.casework.store.measures import list_sanctions, list_warnings
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """The steps, warnings and sanctions of a case, oldest first; the version is that of the dossier.

    :ivar warnings_needed: how many warnings come before a sanction
    """

    version: int
    steps: Sequence[store.ConflictStep]
    warnings: Sequence[store.WrittenWarning]
    sanctions: Sequence[store.Sanction]
    warnings_needed: int


def get_escalation(session: Session, *, actor: Actor, absence_number: str, warnings_needed: int) -> Escalation:
    """The escalation in the case of a dossier.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    numbers = load_case(session, absence_number).numbers
    return Escalation(version=dossier.version, steps=list_steps(session, numbers), warnings=list_warnings(session, numbers),
                      sanctions=list_sanctions(session, numbers), warnings_needed=warnings_needed)
