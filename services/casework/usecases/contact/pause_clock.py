"""Pause the clock of the contact with the employer (R-029, features idea 12)."""
from dataclasses import dataclass
from datetime import date

from services.casework import store
from services.casework.domain.contact.clock import PauseReason, check_pause, extended
from services.casework.domain.plan.completion import step_to_complete
from services.casework.domain.plan.milestone import Code
from services.casework.store.casefiles import load_case
from services.casework.store.contact.pauses import list_pauses
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Why the clock pauses from today, and up to and including which day."""

    reason: PauseReason
    last_day: date


def pause_clock(session: Session, *, actor: Actor, absence_number: str, command: Pause,
                version: int | None = None) -> store.ContactPause:
    """Pause the clock of the contact after the latest report; the plan of the case follows.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NotAssigned: if the dossier is assigned to others
    :raises NoSupervisor: if the actor is a consultant who works under no company doctor
    :raises AlreadyPaused: as `check_pause`
    :raises PauseRefused: as `check_pause`
    """
    dossier, today = dossier_to_change(session, absence_number, actor, version), session.clock.today()
    file = load_case(session, absence_number)
    step = step_to_complete(file.plan(today), file.facts, Code.M02, completed_on=today)
    is_paused = any(pause.due_on == step.due_on and pause.holds_on(today) for pause in list_pauses(session, file.numbers))
    check_pause(step, last_day=command.last_day, today=today, is_paused=is_paused)
    before = file.facts.contact_ends.get(step.due_on, step.due_on)
    row = store.ContactPause(
        pause_id=new_id(), absence_number=absence_number, employee_id=dossier.employee_id, due_on=step.due_on,
        reason=command.reason, first_day=today, last_day=command.last_day,
        ends_on=extended(before, first_day=today, last_day=command.last_day),
        recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    refresh_steps(session, [dossier.employee_id])
    return row
