"""VRA answers a notice, in writing or by its decision on the subject (R-058)."""
from services.casework import publishing, store
from services.casework.domain.vra.notice import NoticeStatus, answer
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.vra.notices import find_notice_about, get_notice
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def answer_vra_notice(session: Session, *, actor: Actor, absence_number: str, notice_id: str, text: str,
                      version: int | None = None) -> store.VraNotice:
    """Record the answer.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NoticeNotFound: if the dossier has no such notice
    :raises NoticeCannotMove: if it was answered or closed before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_notice(session, absence_number, notice_id)
    _answer(session, dossier, row, actor, text)
    return row


def answer_by_decision(session: Session, dossier: store.Dossier, *, actor: Actor, subject: str, reason: str | None) -> None:
    """Answer the waiting notice about a subject on which VRA decided, if there is one.

    :param reason: of the decision
    """
    row = find_notice_about(session, dossier.absence_number, subject)
    if row is not None and row.status == NoticeStatus.RAISED:
        _answer(session, dossier, row, actor, reason)


def _answer(session: Session, dossier: store.Dossier, row: store.VraNotice, actor: Actor, text: str | None) -> None:
    row.status = answer(NoticeStatus(row.status))
    row.answer, row.answered_on, row.answered_by = text, session.clock.today(), actor.account_id
    publish(session, publishing.vra_notice_answered(dossier, row))
