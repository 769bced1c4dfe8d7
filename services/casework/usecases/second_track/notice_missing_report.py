"""Notify VRA that a second track has no progress, because its report did not come (R-117, R-059)."""
from datetime import date

from sqlalchemy import Date, String, cast, func, select

from services.casework import store
from services.casework.domain.second_track.track import SIX_WEEKS, Reminder, TrackStatus
from services.casework.store.dossiers import lock_dossiers_of
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.kernel.vocabulary import NoticeKind


def list_missing_reports(session: Session, today: date) -> list[str]:
    """Return the running tracks of open dossiers whose report is overdue and was not notified."""
    last = select(func.max(store.TrackReport.reported_on)).where(
        store.TrackReport.track_id == store.SecondTrack.track_id).scalar_subquery()
    due_on = cast(func.coalesce(last, store.SecondTrack.started_on) + SIX_WEEKS, Date)
    notified = select(store.VraNotice.notice_id).where(
        store.VraNotice.absence_number == store.SecondTrack.absence_number,
        store.VraNotice.subject == store.SecondTrack.track_id + " " + cast(due_on, String))
    query = select(store.SecondTrack.track_id).join(
        store.Dossier, store.Dossier.absence_number == store.SecondTrack.absence_number).where(
        store.SecondTrack.status == TrackStatus.RUNNING, store.Dossier.closed_on.is_(None), due_on < today,
        ~notified.exists())
    return list(session.scalars(query.order_by(store.SecondTrack.track_id)))


def notice_missing_report(session: Session, *, track_id: str, today: date) -> None:
    """Notify VRA, once per report that did not come."""
    row = session.get_one(store.SecondTrack, track_id)
    dossier = session.get_one(store.Dossier, row.absence_number)
    lock_dossiers_of(session, dossier.employee_id)
    session.refresh(row)
    track = row.value
    if dossier.closed_on is None and Reminder.REPORT_OVERDUE in track.reminders(today):
        raise_vra_notice(session, dossier, NoticeKind.STAGNATION, f"{track_id} {track.report_due_on}")
