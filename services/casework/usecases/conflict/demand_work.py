"""The employer asks the employee to come to work, and summons him if he does not (R-102)."""
from datetime import date

from services.casework import store
from services.casework.domain.conflict.steps import ConflictStep, StepKind, days_of
from services.casework.domain.sanctions.summons import check_summons
from services.casework.store.conflict.steps import present_verdict
from services.casework.usecases.conflict.take_step import add_step, open_case
from shared.db.session import Session
from shared.kernel.actor import Actor


def request_work(session: Session, *, actor: Actor, absence_number: str, made_on: date,
                 version: int | None = None) -> store.ConflictStep:
    """Record that the employer asked the employee to come to work.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    case = open_case(session, actor, absence_number, version)
    return add_step(session, actor, absence_number, case, ConflictStep(kind=StepKind.WORK_REQUESTED, taken_on=made_on),
                    day="made_on")


def summon(session: Session, *, actor: Actor, absence_number: str, made_on: date,
           version: int | None = None) -> store.ConflictStep:
    """Record a summons.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises SummonsRefused: if the company doctor's latest verdict gives no reason to, or without a request before
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    case = open_case(session, actor, absence_number, version)
    requested = any(day <= made_on for day in days_of(case.steps, StepKind.WORK_REQUESTED))
    check_summons(present_verdict(session, case.file.numbers), was_requested=requested)
    return add_step(session, actor, absence_number, case, ConflictStep(kind=StepKind.SUMMONED, taken_on=made_on), day="made_on")
