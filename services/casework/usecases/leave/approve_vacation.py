"""Approve a vacation during sickness once the company doctor has answered (R-162, R-163, R-167)."""
from services.casework import publishing, store
from services.casework.domain.leave.vacation import Debit, VacationStatus, check_debit, check_permission, check_status
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.vacations import get_vacation
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def approve_vacation(session: Session, *, actor: Actor, absence_number: str, vacation_id: str,
                     version: int | None = None) -> store.Vacation:
    """Approve a requested vacation.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DoctorNotAnswered: while the question to the company doctor is open
    :raises VacationRefused: if the doctor objects, or it may not be debited
    :raises WrongVacationStatus: if it was approved or withdrawn before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_vacation(session, absence_number, vacation_id)
    check_status(VacationStatus(row.status), VacationStatus.REQUESTED, VacationStatus.REFUSED)
    approve(session, dossier, row, row.debit)
    return row


def approve(session: Session, dossier: store.Dossier, row: store.Vacation, debit: Debit) -> None:
    """Approve a vacation that the actor may change; claims gets an event, and the steps inside it move.

    :raises DoctorNotAnswered: while the question to the company doctor is open
    :raises VacationRefused: if the doctor objects, or it may not be debited
    """
    check_permission(doubt=row.doubt, doctor_answer=row.answer)
    check_debit(debit, hours=row.contract_hours)
    row.status = VacationStatus.APPROVED
    session.flush()
    refresh_steps(session, [dossier.employee_id])
    publish(session, publishing.vacation_approved(dossier, row))
