"""The casemanager informs or consults VRA (R-058); a notice of STAGNATION marks the case as stagnating (R-059)."""
from dataclasses import dataclass

from services.casework import store
from services.casework.domain.vra.notice import NoticeMode, check_question
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import NoticeKind


@dataclass(frozen=True, kw_only=True)
class NoticeToVra:
    """What VRA is told or asked."""

    kind: NoticeKind
    mode: NoticeMode
    question: str | None = None


def notify_vra(session: Session, *, actor: Actor, absence_number: str, command: NoticeToVra,
               version: int | None = None) -> store.VraNotice | None:
    """Record a notice of the casemanager.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises QuestionRequired: if it consults without a question
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    check_question(command.mode, command.question)
    return raise_vra_notice(session, dossier, command.kind, new_id(), mode=command.mode, question=command.question,
                            raised_by=actor.account_id)
