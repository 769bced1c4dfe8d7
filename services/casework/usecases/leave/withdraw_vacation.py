"""Take back a vacation during sickness (domain.md §15.5)."""
from services.casework import publishing, store
from services.casework.domain.leave.vacation import VacationStatus, check_status
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.vacations import STANDING, get_vacation
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def withdraw_vacation(session: Session, *, actor: Actor, absence_number: str, vacation_id: str,
                      version: int | None = None) -> store.Vacation:
    """Take back a requested or approved vacation; nothing is debited then, and the steps return to their dates.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises WrongVacationStatus: if it was refused or withdrawn before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_vacation(session, absence_number, vacation_id)
    status = VacationStatus(row.status)
    check_status(status, *STANDING)
    row.status, row.withdrawn_at = VacationStatus.WITHDRAWN, session.clock.now()
    session.flush()
    if status is VacationStatus.APPROVED:
        refresh_steps(session, [dossier.employee_id])
        publish(session, publishing.vacation_withdrawn(dossier, row))
    return row
