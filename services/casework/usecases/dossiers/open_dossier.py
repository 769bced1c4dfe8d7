"""Open the dossier of a reported absence; its plan follows from the facts and needs no rows."""
from services.casework import store
from services.casework.domain.plan.schedule import CONSULTANT_WORKING_DAYS
from services.casework.usecases.guidance.assign_team import assign_team
from services.casework.usecases.publication import about
from shared.db.session import Session
from shared.events.absence import AbsenceEvent
from shared.events.casework import CaseOpened
from shared.kernel.calendar import add_working_days
from shared.messaging.outbox import publish


def open_dossier(session: Session, event: AbsenceEvent) -> store.Dossier:
    """A dossier from the first sick day on (R-035), at the employer's own casemanager."""
    dossier = store.Dossier(
        absence_number=event.absence.absence_number, employee_id=event.employee_id, employer_id=event.employer_id,
        opened_on=session.clock.today(), announced=False, closed_on=None, closed_reason=None,
        contact_due_on=add_working_days(event.absence.reported_on, CONSULTANT_WORKING_DAYS), long_term_threat_on=None)
    session.add(dossier)
    session.flush()
    announce(session, dossier)
    return dossier


def announce(session: Session, dossier: store.Dossier) -> None:
    """Tell that the dossier is open; while there is no casemanager it waits."""
    assignment = assign_team(session, dossier.employer_id)
    if dossier.announced or assignment is None:
        return
    dossier.announced = True
    publish(session, _opened(dossier, assignment))


def opening_of(session: Session, dossier: store.Dossier) -> CaseOpened | None:
    """The opening of a dossier as readers get it, with who guides its employer now."""
    assignment = store.find_assignment(session, dossier.employer_id, session.clock.today())
    return None if assignment is None else _opened(dossier, assignment)


def _opened(dossier: store.Dossier, assignment: store.Assignment) -> CaseOpened:
    return CaseOpened(
        **about(dossier), opened_on=dossier.opened_on, casemanager_id=assignment.casemanager_id,
        consultant_id=assignment.consultant_id, contact_due_on=dossier.contact_due_on)
