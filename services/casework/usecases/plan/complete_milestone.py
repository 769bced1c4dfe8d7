"""Record the completion of a step with its date, without its content; of a step of two parties, one part."""
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.casework import publishing, store
from services.casework.domain.plan.completion import check_step, step_to_complete
from services.casework.domain.plan.recording import part_recorded
from services.casework.store.casefiles import load_case
from services.casework.store.documents.documents import get_document
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class Completion:
    """The completion to record; the reason is a code (R-040), the document was sent before (R-036)."""

    completed_on: date
    forced_reason: str | None = None
    document_id: str | None = None


class Progress(StrEnum):
    """Whether a step is complete with what was recorded."""

    ONE_SIDED = "ONE_SIDED"
    COMPLETE = "COMPLETE"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded completion, and whether the step is complete with it."""

    completion: store.Completion
    progress: Progress


def complete_milestone(session: Session, *, actor: Actor, absence_number: str, code: str,
                       command: Completion, version: int | None = None) -> Recorded:
    """Complete a step (R-029, R-037, R-040); in a chain, the first uncompleted review.

    A step of two parties is complete once both did their part; the casemanager records the employee's (R-038).

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NotFound: if the plan has no such step
    :raises NoSupervisor: if the actor is a consultant who works under no company doctor
    :raises AuthorNotAllowed: for a doctor's step recorded by another than the doctor or a consultant under him
    :raises StepNotYours: if somebody else records the step
    :raises RuleViolated: if the day is in the future, before the report, or before its window without a reason
    :raises DocumentNotFound: if the case has no such document
    :raises Conflict: if it was completed before, or had lapsed by that day
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file = load_case(session, absence_number)
    today = session.clock.today()
    row = step_to_complete(file.plan(today), file.facts, code, completed_on=command.completed_on)
    party = part_recorded(row.code, roles=actor.roles, is_employer=actor.employer_id is not None)
    check_step(row, file.facts, completed_on=command.completed_on, today=today, party=party, forced_reason=command.forced_reason)
    if command.document_id is not None:
        get_document(session, file.numbers, command.document_id)
    completion = store.Completion(
        completion_id=new_id(), absence_number=absence_number, code=row.code, completed_on=command.completed_on, party=party,
        forced_reason=command.forced_reason, document_id=command.document_id, recorded_at=session.clock.now(),
        recorded_by=actor.account_id)
    session.add(completion)
    refresh_steps(session, [dossier.employee_id])
    if party is not None and row.pending is None:
        return Recorded(completion, Progress.ONE_SIDED)
    completed_on = max(command.completed_on, row.pending.done_on) if row.pending else command.completed_on
    publish(session, publishing.milestone_completed(dossier, row.code, due_on=row.due_on, completed_on=completed_on))
    return Recorded(completion, Progress.COMPLETE)
