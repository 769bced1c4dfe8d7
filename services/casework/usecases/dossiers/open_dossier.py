"""Open the dossier of a reported absence."""
from services.casework import publishing, store
from services.casework.domain.plan.schedule import contact_due_on
from services.casework.usecases.guidance.assign_team import assign_team
from shared.db.session import Session
from shared.events.absence import AbsenceEvent
from shared.messaging.outbox import publish


def open_dossier(session: Session, event: AbsenceEvent) -> store.Dossier:
    """Create the dossier of an absence (R-035), assigned to the employer's casemanager."""
    dossier = store.Dossier(
        absence_number=event.absence.absence_number, employee_id=event.employee_id, employer_id=event.employer_id,
        opened_on=session.clock.today(), opened_at=session.clock.now(), announced=False, closed_on=None, closed_reason=None,
        contact_due_on=contact_due_on(event.absence.composite_first_sick_day, event.absence.reported_on),
        long_term_threat_on=None, version=1)
    session.add(dossier)
    session.flush()
    announce(session, dossier)
    return dossier


def announce(session: Session, dossier: store.Dossier) -> None:
    """Publish the opening of a dossier once its employer has a casemanager."""
    assignment = assign_team(session, dossier.employer_id)
    if dossier.announced or assignment is None:
        return
    dossier.announced = True
    publish(session, publishing.case_opened(dossier, assignment))
