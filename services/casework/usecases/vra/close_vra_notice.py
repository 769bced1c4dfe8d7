"""The casemanager closes a notice to VRA; a consultation only after the answer (R-058)."""
from services.casework import store
from services.casework.domain.vra.notice import NoticeMode, NoticeStatus, close
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.vra.notices import get_notice
from shared.db.session import Session
from shared.kernel.actor import Actor


def close_vra_notice(session: Session, *, actor: Actor, absence_number: str, notice_id: str,
                     version: int | None = None) -> store.VraNotice:
    """Close the notice.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NoticeNotFound: if the dossier has no such notice
    :raises AnswerRequired: if it is a consultation that VRA has not answered
    :raises NoticeCannotMove: if it was closed before
    """
    dossier_to_change(session, absence_number, actor, version)
    row = get_notice(session, absence_number, notice_id)
    row.status = close(NoticeMode(row.mode), NoticeStatus(row.status))
    row.closed_on, row.closed_by = session.clock.today(), actor.account_id
    return row
