"""The employer records a talk with the employee, or that the employee refused it; never what was said (R-092, R-108)."""
from datetime import date

from services.casework import store
from services.casework.domain.conflict.steps import ConflictStep, StepKind
from services.casework.usecases.conflict.take_step import add_step, open_case
from shared.db.session import Session
from shared.kernel.actor import Actor


def record_talk(session: Session, *, actor: Actor, absence_number: str, held_on: date, refused: bool,
                version: int | None = None) -> store.ConflictStep:
    """Record a talk on a day of the case up to today; with a conflict, one that took place begins its resolution.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    case = open_case(session, actor, absence_number, version)
    step = ConflictStep(kind=StepKind.TALK_REFUSED if refused else StepKind.TALK, taken_on=held_on)
    return add_step(session, actor, absence_number, case, step, day="held_on")
