"""Notify VRA of a subject in a dossier, once (R-058…R-062)."""
from sqlalchemy.dialects.postgresql import insert

from services.casework import publishing, store
from services.casework.store.dossiers import lock_dossiers_of, raise_versions
from services.casework.store.history.acts import keep_act
from shared.db.session import Session
from shared.events.casework import NoticeKind
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


def raise_vra_notice(session: Session, dossier: store.Dossier, kind: NoticeKind, subject: str, *, consult: bool = False) -> bool:
    """Inform VRA, or consult it.

    :param subject: subject, such as a milestone or the id of a mutation; notified once per employee
    :returns: whether a new notice was sent
    """
    own = lock_dossiers_of(session, dossier.employee_id)
    notice_id = new_id()
    row = insert(store.VraNotice).values(
        notice_id=notice_id, absence_number=dossier.absence_number, employee_id=dossier.employee_id, kind=kind,
        subject=subject, raised_on=session.clock.today())
    if session.scalar(row.on_conflict_do_nothing().returning(store.VraNotice.notice_id)) is None:
        return False
    keep_act(session, dossier.absence_number, store.VraNotice.__tablename__, about={"kind": kind}, new={})
    raise_versions(own)
    publish(session, publishing.vra_notice_raised(dossier, notice_id, kind, consult=consult))
    return True
