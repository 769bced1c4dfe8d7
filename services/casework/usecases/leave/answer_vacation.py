"""The company doctor says whether there are objections to a vacation; the reason is not recorded (R-163)."""
from services.casework import store
from services.casework.domain.leave.vacation import DoctorAnswer, VacationStatus, WrongVacationStatus, check_status
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.vacations import get_vacation
from shared.db.session import Session
from shared.kernel.actor import Actor


def answer_vacation(session: Session, *, actor: Actor, absence_number: str, vacation_id: str, answer: DoctorAnswer,
                    version: int | None = None) -> store.Vacation:
    """Record the doctor's answer; an objection refuses the vacation.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises WrongVacationStatus: if nothing was asked, or the vacation was decided before
    """
    dossier_to_change(session, absence_number, actor, version)
    row = get_vacation(session, absence_number, vacation_id)
    check_status(VacationStatus(row.status), VacationStatus.REQUESTED)
    if not row.doubt or row.doctor_answer is not None:
        raise WrongVacationStatus("vacation.nothing_asked", "Over deze vakantie staat geen vraag aan de bedrijfsarts open.")
    row.doctor_answer, row.answered_at, row.answered_by = answer, session.clock.now(), actor.account_id
    if answer is DoctorAnswer.OBJECTION:
        row.status = VacationStatus.REFUSED
    session.flush()
    return row
