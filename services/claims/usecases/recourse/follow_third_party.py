"""Open a recourse file if a third party may be liable, and withdraw it if not (R-141)."""
from sqlalchemy import select

from services.claims import publishing, store
from services.claims.domain.recourse.limitation import limitation_of
from services.claims.domain.recourse.recourse import (
    RecourseStatus,
    WithdrawalCause,
    advance,
    contact_due_on,
    due_on,
    is_open,
)
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import AbsenceStatus, ThirdParty
from shared.messaging.outbox import publish


def follow_third_party(session: Session, *, composite_id: str) -> None:
    """Update the recourse file of a composite case from the answers in its absences.

    The file is open while any valid absence has the answer YES. A change to NO and the cancellation of a report withdraw
    it, unless money was received; a later YES reopens it with a new term to call the employer.
    """
    file = session.scalar(select(store.RecourseFile).where(store.RecourseFile.composite_id == composite_id)
                          .with_for_update())
    absences = session.scalars(select(store.Absence).where(
        store.Absence.composite_id == composite_id, store.Absence.status != AbsenceStatus.CANCELLED,
    ).order_by(store.Absence.first_sick_day)).all()
    liable = next((absence for absence in absences if absence.third_party == ThirdParty.YES), None)
    if liable is None:
        if file is not None and is_open(RecourseStatus(file.status)) and not file.received:
            file.cause = WithdrawalCause.ANSWER_CHANGED if absences else WithdrawalCause.REPORT_CANCELLED
            _move(session, file, RecourseStatus.WITHDRAWN)
    elif file is None:
        _open(session, liable)
    elif file.cause in (WithdrawalCause.ANSWER_CHANGED, WithdrawalCause.REPORT_CANCELLED):
        file.contact_due_on, file.contacted_on, file.cause = contact_due_on(session.clock.today()), None, None
        _move(session, file, RecourseStatus.REPORTED)


def _move(session: Session, file: store.RecourseFile, to: RecourseStatus) -> None:
    file.status = advance(RecourseStatus(file.status), to)
    file.note(store.RecourseAct.MOVED, at=session.clock.now(), on=session.clock.today(), detail=file.cause)
    publish(session, publishing.recourse_status_changed(file))


def _open(session: Session, absence: store.Absence) -> None:
    """Open the file with the shortest term, that of a traffic accident, until the kind of event is known."""
    first, today = absence.first_sick_day, session.clock.today()
    terms = limitation_of(kind=None, event_on=first, known_on=first)
    file = store.RecourseFile(
        recourse_id=new_id(), composite_id=absence.composite_id, absence_number=absence.absence_number,
        employee_id=absence.employee_id, employer_id=absence.employer_id, version=0, status=RecourseStatus.REPORTED,
        event_on=first, is_vulnerable=False, is_referred=False, fault_bars_cover=False, contact_due_on=contact_due_on(today),
        claim_until=terms.claim_until, direct_action_until=terms.direct_action_until, limitation_on=terms.on,
        due_on=due_on(RecourseStatus.REPORTED, contact_due_on=contact_due_on(today), limitation_on=terms.on))
    file.note(store.RecourseAct.OPENED, at=session.clock.now(), on=today)
    session.add(file)
    session.flush()
    publish(session, publishing.recourse_opened(file))
