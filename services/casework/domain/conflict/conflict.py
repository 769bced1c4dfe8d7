"""Labour conflicts during an absence: registration, talk, mediation, resolution, postponement (R-091, R-104…R-107)."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.casework.domain.conflict.steps import ConflictOutcome, ConflictStep, StepKind, days_of
from services.casework.domain.sanctions.summons import Verdict
from shared.kernel.calendar import add_working_days
from shared.kernel.refusals import Conflict, RuleViolated

MEDIATION_START_WORKING_DAYS = 5


class ConflictStatus(StrEnum):
    """Status of a conflict."""

    REGISTERED = "REGISTERED"
    TALK = "TALK"
    MEDIATION = "MEDIATION"
    POSTPONED = "POSTPONED"
    RESOLVED = "RESOLVED"


class Track(StrEnum):
    """The tracks of a case (R-104)."""

    RECOVERY = "RECOVERY"
    CONFLICT_RESOLUTION = "CONFLICT_RESOLUTION"


TRANSITIONS: dict[ConflictStatus, frozenset[ConflictStatus]] = {
    ConflictStatus.REGISTERED: frozenset({ConflictStatus.TALK, ConflictStatus.MEDIATION, ConflictStatus.POSTPONED}),
    ConflictStatus.TALK: frozenset({ConflictStatus.MEDIATION, ConflictStatus.RESOLVED, ConflictStatus.POSTPONED}),
    ConflictStatus.MEDIATION: frozenset({ConflictStatus.RESOLVED, ConflictStatus.POSTPONED}),
    ConflictStatus.POSTPONED: frozenset({ConflictStatus.TALK}),
    ConflictStatus.RESOLVED: frozenset(),
}
"""Mediation may start at once, whatever the incapacity (R-105)."""

LEADS_TO = {StepKind.TALK: ConflictStatus.TALK, StepKind.MEDIATION_STARTED: ConflictStatus.MEDIATION,
            StepKind.POSTPONED: ConflictStatus.POSTPONED, StepKind.RESOLVED: ConflictStatus.RESOLVED}
"""The status after a step; the other steps leave it."""


class NoConflict(Conflict):
    """The sick report tells of no labour conflict."""


class ConflictCannotMove(Conflict):
    """The step is not allowed in the conflict's present status."""


class StepNeeded(Conflict):
    """A later step rests on the one that is taken back."""

    def __init__(self) -> None:
        super().__init__("conflict_step.needed", "Een latere stap rust hierop. Trek die eerst in.")


class OutcomeRequired(RuleViolated):
    """A resolution needs one of the two outcomes."""


class PostponementNotDocumented(RuleViolated):
    """A postponement needs a written statement of a company doctor (R-107)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabourConflict:
    """A conflict of one case; its subject is not recorded.

    :ivar mediator_requested_on: when the employer asked for a mediator who has not started yet
    :ivar step: the step that led to the status
    """

    status: ConflictStatus = ConflictStatus.REGISTERED
    mediator_requested_on: date | None = None
    step: ConflictStep | None = None

    @property
    def outcome(self) -> ConflictOutcome | None:
        """How it ended, None until then."""
        return self.step.outcome if self.step else None


def conflict_of(steps: Iterable[ConflictStep], *, labour_conflict: bool) -> LabourConflict | None:
    """The conflict after the steps of a case; a talk beside mediation, and one after the end, leave its status.

    :param labour_conflict: whether the sick report tells of a conflict (R-095); without it there is none
    """
    if not labour_conflict:
        return None
    conflict = LabourConflict()
    for step in steps:
        conflict = _after(conflict, step)
    return conflict


def move(conflict: LabourConflict | None, step: ConflictStep, *, by_company_doctor: bool = False) -> LabourConflict:
    """Take a step in a conflict.

    :param by_company_doctor: whether a company doctor wrote the document of the step
    :raises NoConflict: if there is no conflict
    :raises ConflictCannotMove: if the table has no such step, or a mediator was requested before
    :raises OutcomeRequired: resolved without an outcome
    :raises PostponementNotDocumented: postponed without a company doctor's document
    """
    if conflict is None:
        raise NoConflict("conflict.not_registered", "Bij deze ziekmelding staat geen arbeidsconflict. Pas de melding aan.")
    if step.kind is StepKind.RESOLVED and step.outcome is None:
        raise OutcomeRequired("conflict.outcome_required", "Kies een van de twee uitkomsten.", field="outcome")
    if step.kind is StepKind.POSTPONED and not (step.document_id and by_company_doctor):
        raise PostponementNotDocumented(
            "conflict.postponement_not_documented",
            "Uitstel kan alleen met een schriftelijke verklaring van de bedrijfsarts.", field="document_id")
    after = _after(conflict, step)
    if after is conflict:
        raise ConflictCannotMove("conflict.wrong_state", "Deze stap past niet bij de stand van het conflict.")
    return after


def check_withdrawal(steps: Sequence[ConflictStep], step: ConflictStep, *, labour_conflict: bool) -> None:
    """Refuse to take back a step without which a later one would not have been possible.

    :param steps: of the case, with the step itself
    :param labour_conflict: whether the sick report tells of a conflict
    :raises StepNeeded: if a later step needs it
    """
    left = [each for each in steps if each is not step]
    requests = days_of(left, StepKind.WORK_REQUESTED)
    is_summoned_without_request = step.kind is StepKind.WORK_REQUESTED and any(
        not any(day <= summoned_on for day in requests) for summoned_on in days_of(left, StepKind.SUMMONED))
    is_needed = labour_conflict and any(not any(moved is other for other in _moves(left))
                                        for moved in _moves(steps) if moved is not step)
    if is_summoned_without_request or is_needed:
        raise StepNeeded


def _moves(steps: Iterable[ConflictStep]) -> list[ConflictStep]:
    """The steps that changed the conflict."""
    conflict, moves = LabourConflict(), []
    for step in steps:
        after = _after(conflict, step)
        if after is not conflict:
            moves.append(step)
        conflict = after
    return moves


def _after(conflict: LabourConflict, step: ConflictStep) -> LabourConflict:
    """The conflict after a step, the same object if the step changes nothing."""
    to = LEADS_TO.get(step.kind)
    if to is not None and to in TRANSITIONS[conflict.status]:
        requested_on = conflict.mediator_requested_on if to is ConflictStatus.TALK else None
        return LabourConflict(status=to, mediator_requested_on=requested_on, step=step)
    may_request = ConflictStatus.MEDIATION in TRANSITIONS[conflict.status] and conflict.mediator_requested_on is None
    if step.kind is StepKind.MEDIATOR_REQUESTED and may_request:
        return LabourConflict(status=conflict.status, mediator_requested_on=step.taken_on, step=conflict.step)
    return conflict


def tracks(verdict: Verdict | None, conflict: LabourConflict | None) -> tuple[Track, ...]:
    """The present tracks: both if there is sickness and a conflict (R-104)."""
    recovers = verdict in (None, Verdict.ILL)
    resolves = conflict is not None and conflict.status is not ConflictStatus.RESOLVED
    return (*((Track.RECOVERY,) if recovers else ()), *((Track.CONFLICT_RESOLUTION,) if resolves else ()))


def mediation_due_on(advised_on: date) -> date:
    """The last day to start advised mediation (R-105)."""
    return add_working_days(advised_on, MEDIATION_START_WORKING_DAYS)
