"""The casemanager records how a conflict ended (R-106)."""
from datetime import date

from services.casework import store
from services.casework.domain.conflict.conflict import move
from services.casework.domain.conflict.steps import ConflictOutcome, ConflictStep, StepKind
from services.casework.usecases.conflict.take_step import add_step, open_case
from shared.db.session import Session
from shared.kernel.actor import Actor


def resolve_conflict(session: Session, *, actor: Actor, absence_number: str, resolved_on: date,
                     outcome: ConflictOutcome | None = None, version: int | None = None) -> store.ConflictStep:
    """Record the outcome after talks or mediation.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NoConflict: without a labour conflict
    :raises OutcomeRequired: without one of the two outcomes
    :raises ConflictCannotMove: before a talk or mediation, while it is postponed, or if it is over
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    case = open_case(session, actor, absence_number, version)
    step = ConflictStep(kind=StepKind.RESOLVED, taken_on=resolved_on, outcome=outcome)
    move(case.conflict, step)
    return add_step(session, actor, absence_number, case, step, day="resolved_on")
