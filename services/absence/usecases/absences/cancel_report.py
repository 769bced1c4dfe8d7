"""Withdraw a sick report, which then has no effect, and publish the consequences."""
from services.absence import store
from services.absence.domain.states import Act
from services.absence.publishing import sick_report_cancelled
from services.absence.usecases.absences import history
from services.absence.usecases.absences.changing import take
from services.absence.usecases.absences.settle import settle
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.vocabulary import AbsenceStatus
from shared.messaging.outbox import publish


def cancel_report(session: Session, *, actor: Actor, absence_number: str, reason: str,
                  version: int | None = None) -> store.Absence:
    """Withdraw a report (E15).

    :param reason: a reason code
    """
    absence, employee = take(session, actor=actor, absence_number=absence_number, act=Act.WITHDRAW_REPORT, version=version)
    history.record(session, absence, "CANCELLED", actor, old={"status": absence.status}, new={"reason": reason})
    absence.status, absence.end_of_service = AbsenceStatus.CANCELLED, None
    absence.composite_id, absence.composite_first_sick_day = absence.absence_number, absence.first_sick_day
    absence.sequence += 1
    settle(session, employee)
    publish(session, sick_report_cancelled(absence, reason))
    return absence
