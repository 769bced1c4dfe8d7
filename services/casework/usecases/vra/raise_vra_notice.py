"""Notify VRA of a subject in a dossier, once (R-058…R-062)."""
from sqlalchemy.dialects.postgresql import insert

from services.casework import publishing, store
from services.casework.domain.vra.notice import NoticeMode, NoticeStatus
from services.casework.domain.vra.stagnation import StagnationRule
from services.casework.store.dossiers import lock_dossiers_of, raise_versions
from services.casework.store.history.acts import keep_act
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import NoticeKind
from shared.messaging.outbox import publish


def raise_vra_notice(session: Session, dossier: store.Dossier, kind: NoticeKind, subject: str, *,
                     mode: NoticeMode = NoticeMode.INFORM, question: str | None = None,
                     raised_by: str | None = None, rule: StagnationRule | None = None) -> store.VraNotice | None:
    """Inform VRA, or consult it.

    :param subject: subject, such as a milestone or the id of a mutation; notified once per employee
    :param raised_by: the account that asks; None for the platform
    :param rule: of stagnation, if the platform found one
    :returns: the notice, None if VRA was notified before
    """
    own = lock_dossiers_of(session, dossier.employee_id)
    row = insert(store.VraNotice).values(
        notice_id=new_id(), absence_number=dossier.absence_number, employee_id=dossier.employee_id, kind=kind, mode=mode,
        status=NoticeStatus.RAISED, subject=subject, question=question, raised_on=session.clock.today(), raised_by=raised_by,
        rule=rule)
    notice = session.scalar(row.on_conflict_do_nothing().returning(store.VraNotice))
    if notice is not None:
        keep_act(session, dossier.absence_number, store.VraNotice.__tablename__, about={"kind": kind},
                 new={"status": NoticeStatus.RAISED})
        raise_versions(own)
        publish(session, publishing.vra_notice_raised(dossier, notice))
    return notice
