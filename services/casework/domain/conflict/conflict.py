"""Labour conflicts during an absence: registration, talk, mediation, resolution, postponement (R-104…R-107)."""
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

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


class ConflictOutcome(StrEnum):
    """The two ways in which a conflict ends (R-106)."""

    CONTINUE_TOGETHER = "CONTINUE_TOGETHER"
    PART_WAYS = "PART_WAYS"


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


class ConflictCannotMove(Conflict):
    """The step is not allowed in the conflict's present status."""


class OutcomeRequired(RuleViolated):
    """A resolution needs one of the two outcomes."""


class PostponementNotDocumented(RuleViolated):
    """A postponement needs a written statement of a company doctor (R-107)."""


@dataclass(frozen=True, slots=True)
class LabourConflict:
    """A conflict of one case; its subject is not recorded."""

    status: ConflictStatus = ConflictStatus.REGISTERED
    outcome: ConflictOutcome | None = None
    postponement_document_id: str | None = None


def move(conflict: LabourConflict, to: ConflictStatus, *, outcome: ConflictOutcome | None = None,
         document_id: str | None = None, by_company_doctor: bool = False) -> LabourConflict:
    """Move the conflict one step.

    :raises ConflictCannotMove: if the table has no such step
    :raises OutcomeRequired: resolved without an outcome
    :raises PostponementNotDocumented: postponed without a company doctor's document
    """
    if to not in TRANSITIONS[conflict.status]:
        raise ConflictCannotMove("conflict.wrong_state", "Deze stap past niet bij de stand van het conflict.")
    if to is ConflictStatus.RESOLVED and outcome is None:
        raise OutcomeRequired("conflict.outcome_required", "Kies een van de twee uitkomsten.", field="outcome")
    if to is ConflictStatus.POSTPONED and not (document_id and by_company_doctor):
        raise PostponementNotDocumented(
            "conflict.postponement_not_documented",
            "Uitstel kan alleen met een schriftelijke verklaring van de bedrijfsarts.", field="document_id")
    return replace(conflict, status=to, outcome=outcome if to is ConflictStatus.RESOLVED else None,
                   postponement_document_id=document_id if to is ConflictStatus.POSTPONED else None)


def tracks(verdict: Verdict | None, *, labour_conflict: bool) -> frozenset[Track]:
    """The present tracks: both if there is sickness and a conflict (R-104)."""
    found = {Track.RECOVERY} if verdict in (None, Verdict.ILL) else set()
    return frozenset(found | ({Track.CONFLICT_RESOLUTION} if labour_conflict else set()))


def mediation_due_on(advised_on: date) -> date:
    """The last day to start advised mediation (R-105)."""
    return add_working_days(advised_on, MEDIATION_START_WORKING_DAYS)
