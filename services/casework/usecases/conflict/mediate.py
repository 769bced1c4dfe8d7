"""The employer asks for a mediator, and the casemanager assigns one (R-091, R-105)."""
from datetime import date

from services.casework import store
from services.casework.domain.conflict.conflict import move
from services.casework.domain.conflict.steps import ConflictStep, StepKind
from services.casework.usecases.conflict.take_step import add_step, open_case
from shared.db.session import Session
from shared.kernel.actor import Actor


def request_mediator(session: Session, *, actor: Actor, absence_number: str, version: int | None = None) -> store.ConflictStep:
    """Ask for a mediator today; the casemanager assigns one.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NoConflict: without a labour conflict
    :raises ConflictCannotMove: if a mediator was requested or works already, or the conflict is postponed or over
    """
    case = open_case(session, actor, absence_number, version)
    step = ConflictStep(kind=StepKind.MEDIATOR_REQUESTED, taken_on=session.clock.today())
    move(case.conflict, step)
    return add_step(session, actor, absence_number, case, step, day="requested_on")


def start_mediation(session: Session, *, actor: Actor, absence_number: str, mediator: str, started_on: date,
                    version: int | None = None) -> store.ConflictStep:
    """Record who mediates from which day; it does not wait for recovery (R-105), nor for a request.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NoConflict: without a labour conflict
    :raises ConflictCannotMove: if mediation started before, or the conflict is postponed or over
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    case = open_case(session, actor, absence_number, version)
    step = ConflictStep(kind=StepKind.MEDIATION_STARTED, taken_on=started_on, mediator=mediator)
    move(case.conflict, step)
    return add_step(session, actor, absence_number, case, step, day="started_on")
