"""Open a recourse file: somebody else may have to pay (R-141)."""
from datetime import date

from sqlalchemy import select

from services.claims import store
from services.claims.domain.recourse.limitation import EventKind, limitation_of
from services.claims.domain.recourse.recourse import RecourseStatus, contact_due_on
from shared.db.session import Session
from shared.events.claims import RecourseOpened
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


def open_recourse(session: Session, *, absence: store.Absence) -> None:
    """One file per composite case, however often YES is told.

    What happened is not known yet, so the shortest term, that of a traffic accident, guards the file until it is.
    """
    if session.scalar(select(store.RecourseFile).where(store.RecourseFile.composite_id == absence.composite_id)):
        return
    first_sick_day = date.fromisoformat(absence.state["first_sick_day"])
    limitation = limitation_of(kind=EventKind.TRAFFIC, event_on=first_sick_day, known_on=first_sick_day)
    file = store.RecourseFile(
        recourse_id=new_id(), composite_id=absence.composite_id, absence_number=absence.absence_number,
        employee_id=absence.employee_id, employer_id=absence.employer_id, status=RecourseStatus.REPORTED.value,
        event_kind=EventKind.OTHER.value, event_on=first_sick_day,
        contact_due_on=contact_due_on(session.clock.today()), limitation_on=limitation.on)
    session.add(file)
    session.flush()
    publish(session, RecourseOpened(
        absence_number=absence.absence_number, employee_id=absence.employee_id, employer_id=absence.employer_id,
        recourse_id=file.recourse_id, contact_due_on=file.contact_due_on, limitation_on=file.limitation_on))
