"""Open a recourse file if a third party may be liable, and withdraw it if not (R-141)."""
from sqlalchemy import select

from services.claims import publishing, store
from services.claims.domain.recourse.limitation import EventKind, limitation_of
from services.claims.domain.recourse.recourse import RecourseStatus, advance, contact_due_on, is_open
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import AbsenceStatus, ThirdParty
from shared.messaging.outbox import publish


def follow_third_party(session: Session, *, composite_id: str) -> None:
    """Update the recourse file of a composite case from the answers in its absences.

    The file is open while any valid absence has the answer YES. A change to NO and the cancellation of a report withdraw
    it; a later YES reopens it.
    """
    file = session.scalar(select(store.RecourseFile).where(store.RecourseFile.composite_id == composite_id)
                          .with_for_update())
    liable = _liable_absence(session, composite_id)
    if liable is None:
        if file is not None and is_open(RecourseStatus(file.status)):
            file.status = advance(RecourseStatus(file.status), RecourseStatus.WITHDRAWN).value
    elif file is None:
        _open(session, liable)
    elif file.status == RecourseStatus.WITHDRAWN:
        file.status = advance(RecourseStatus(file.status), RecourseStatus.REPORTED).value
        file.contact_due_on = contact_due_on(session.clock.today())


def _liable_absence(session: Session, composite_id: str) -> store.Absence | None:
    query = select(store.Absence).where(store.Absence.composite_id == composite_id,
                                        store.Absence.third_party == ThirdParty.YES,
                                        store.Absence.status != AbsenceStatus.CANCELLED)
    return session.scalars(query.order_by(store.Absence.first_sick_day).limit(1)).first()


def _open(session: Session, absence: store.Absence) -> None:
    """Open the file with the shortest term, that of a traffic accident, until the kind of event is known."""
    first = absence.first_sick_day
    limitation = limitation_of(kind=EventKind.TRAFFIC, event_on=first, known_on=first)
    file = store.RecourseFile(
        recourse_id=new_id(), composite_id=absence.composite_id, absence_number=absence.absence_number,
        employee_id=absence.employee_id, employer_id=absence.employer_id, status=RecourseStatus.REPORTED.value,
        event_kind=EventKind.OTHER.value, event_on=first, contact_due_on=contact_due_on(session.clock.today()),
        limitation_on=limitation.on)
    session.add(file)
    session.flush()
    publish(session, publishing.recourse_opened(file))
