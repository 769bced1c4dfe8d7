"""Warn twelve, six and three months before a claim lapses, and end the file once it has lapsed (domain.md §5.2)."""
from datetime import date

from sqlalchemy import select

from services.claims import publishing, store
from services.claims.domain.recourse.limitation import ALARM_MONTHS
from services.claims.domain.recourse.recourse import CANNOT_LAPSE, ENDED, RecourseStatus, bar
from shared.db.session import Session
from shared.kernel.calendar import add_months
from shared.messaging.outbox import publish


def list_files_to_watch(session: Session, day: date) -> list[str]:
    """The open files of which a term ends within a year, or has ended."""
    file = store.RecourseFile
    return list(session.scalars(select(file.recourse_id).where(
        file.status.not_in([*ENDED, *CANNOT_LAPSE]), file.limitation_on <= add_months(day, max(ALARM_MONTHS)))))


def watch_limitation(session: Session, *, recourse_id: str, today: date) -> None:
    """Note each warning once for each term; without an interruption before its last day the file is barred."""
    file = session.get_one(store.RecourseFile, recourse_id, with_for_update=True)
    if file.status in (*ENDED, *CANNOT_LAPSE):
        return
    if today > file.claim_until:
        file.status = bar(RecourseStatus(file.status), limitation_on=file.claim_until, today=today)
        file.note(store.RecourseAct.MOVED, at=session.clock.now(), on=today)
        publish(session, publishing.recourse_status_changed(file))
        return
    noted = {step.detail for step in file.steps if step.act == store.RecourseAct.ALARM}
    for until, months in file.limitation.raised_alarms(today):
        detail = f"{until}/{months}"
        if detail not in noted:
            file.note(store.RecourseAct.ALARM, at=session.clock.now(), on=until, detail=detail)
