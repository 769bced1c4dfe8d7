"""The employer records a talk with the employee, or that the employee refused it; never what was said (R-092, R-108)."""
from datetime import date

from services.casework import store
from services.casework.domain.conflict.steps import StepKind, check_day
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def record_talk(session: Session, *, actor: Actor, absence_number: str, held_on: date, refused: bool,
                version: int | None = None) -> store.ConflictStep:
    """Record a talk on a day of the case up to today.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    dossier_to_change(session, absence_number, actor, version)
    check_day(held_on, first_sick_day=load_case(session, absence_number).case.first_sick_day, today=session.clock.today(),
              field="held_on")
    step = store.ConflictStep(
        step_id=new_id(), absence_number=absence_number, kind=StepKind.TALK_REFUSED if refused else StepKind.TALK,
        taken_on=held_on, recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(step)
    session.flush()
    return step
