"""Withdraw a sick report, which then has no effect, and publish the consequences."""
from services.absence import store
from services.absence.publishing import sick_report_cancelled
from services.absence.usecases.absences import history
from services.absence.usecases.absences.regroup import regroup
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, ensure_version
from shared.kernel.vocabulary import AbsenceStatus
from shared.messaging.outbox import publish


def cancel_report(session: Session, *, actor: Actor, absence_number: str, reason: str,
                  version: int | None = None) -> store.Absence:
    """Withdraw a report (E15).

    :param reason: a reason code
    """
    absence = store.get_absence(session, absence_number, actor)
    store.get_employee(session, absence.employee_id, actor, lock=True)
    session.refresh(absence)
    ensure_version(version, absence.sequence)
    if absence.status == AbsenceStatus.CANCELLED:
        raise Conflict("absence.cancelled", "Deze melding is al ingetrokken.")
    history.record(session, absence, "CANCELLED", actor, old={"status": absence.status}, new={"reason": reason})
    absence.status = AbsenceStatus.CANCELLED
    absence.composite_id, absence.composite_first_sick_day = absence.absence_number, absence.first_sick_day
    absence.sequence += 1
    session.flush()
    regroup(session, absence.employee_id, changed=absence)
    publish(session, sick_report_cancelled(absence, reason))
    return absence
