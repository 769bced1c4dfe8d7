"""The steps towards work or the end of a labour conflict, in the order in which they were recorded (R-091…R-108)."""
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.kernel.refusals import Forbidden, RuleViolated


class StepKind(StrEnum):
    """Kinds of steps; a refused talk is one that the employee did not want to have."""

    TALK = "TALK"
    TALK_REFUSED = "TALK_REFUSED"
    WORK_REQUESTED = "WORK_REQUESTED"
    SUMMONED = "SUMMONED"
    MEDIATOR_REQUESTED = "MEDIATOR_REQUESTED"
    MEDIATION_STARTED = "MEDIATION_STARTED"
    POSTPONED = "POSTPONED"
    RESOLVED = "RESOLVED"


TALKS = frozenset({StepKind.TALK, StepKind.TALK_REFUSED})
"""With both, the employer has begun with a talk (R-108)."""


RECORDED_BY = {StepKind.MEDIATION_STARTED: "casemanager", StepKind.RESOLVED: "casemanager", StepKind.POSTPONED: "company_doctor"}
"""The role of staff that records a step; the others are of the employer and its casemanager."""


class ConflictOutcome(StrEnum):
    """The two ways in which a conflict ends (R-106)."""

    CONTINUE_TOGETHER = "CONTINUE_TOGETHER"
    PART_WAYS = "PART_WAYS"


class StepNotYours(Forbidden):
    """Another role recorded the step."""

    def __init__(self) -> None:
        super().__init__("conflict_step.not_yours", "Deze stap kan alleen intrekken wie hem vastlegt.")


class DayOutsideCase(RuleViolated):
    """What is recorded happened before the first sick day, or lies in the future."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictStep:
    """A step and the day on which it was taken; what was said is not recorded (domain.md §7.3).

    :ivar mediator: who mediates, of a started mediation
    :ivar outcome: of a resolved conflict
    :ivar document_id: the company doctor's statement, of a postponement
    """

    kind: StepKind
    taken_on: date
    mediator: str | None = None
    outcome: ConflictOutcome | None = None
    document_id: str | None = None


def days_of(steps: Iterable[ConflictStep], *kinds: StepKind) -> tuple[date, ...]:
    """The days of the steps of these kinds."""
    return tuple(step.taken_on for step in steps if step.kind in kinds)


def check_taker(kind: StepKind, roles: Collection[str]) -> None:
    """Refuse to take back a step that another role records.

    :param roles: of staff; none for an employer's account
    :raises StepNotYours: if the step is of another role
    """
    if kind in RECORDED_BY and RECORDED_BY[kind] not in roles:
        raise StepNotYours


def check_day(day: date, *, first_sick_day: date, today: date, field: str) -> None:
    """Refuse a day outside the case.

    :param field: where the day was given
    :raises DayOutsideCase: before the first sick day, or after today
    """
    if day > today:
        raise DayOutsideCase("case_day.future", "De datum ligt in de toekomst.", field=field)
    if day < first_sick_day:
        raise DayOutsideCase("case_day.before_sick_day", "De datum ligt voor de eerste ziektedag.", field=field)
