"""Notices of a casemanager to the insurer's re-integration team (VRA), and when they are mandatory (R-056…R-066)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from services.casework.domain.costs.mandate import MANDATE_LIMIT, Decider, decider
from services.casework.domain.plan.milestone import Milestone, PlannedStep, Status
from shared.kernel.refusals import Conflict
from shared.kernel.sickness import CompositeCase

STAGNATION_OVERDUE_DAYS = 14
LONG_TERM_INDEX = 42


class NoticeKind(StrEnum):
    """Subjects of notices."""

    STAGNATION = "STAGNATION"
    WAGE_VALUE = "WAGE_VALUE"
    COST = "COST"
    SANCTION = "SANCTION"


class NoticeMode(StrEnum):
    """Whether an answer is needed (R-058)."""

    INFORM = "INFORM"
    CONSULT = "CONSULT"


class Addressee(StrEnum):
    """Whom VRA may ask for information (R-066)."""

    EMPLOYER = "EMPLOYER"
    CASEMANAGER = "CASEMANAGER"
    ARBO_SERVICE = "ARBO_SERVICE"


class AnswerRequired(Conflict):
    """The consultation cannot be closed before VRA has answered (R-058)."""


@dataclass(frozen=True, slots=True)
class RequiredNotice:
    """A mandatory notice of the casemanager."""

    kind: NoticeKind
    mode: NoticeMode


def required_notices(rows: Iterable[Milestone], *, today: date, marked_stagnating: bool = False,
                     wage_value_recorded: bool = False, sanction_recorded: bool = False,
                     estimated_cost: Decimal | None = None,
                     mandate_limit: Decimal = MANDATE_LIMIT) -> tuple[RequiredNotice, ...]:
    """The mandatory notices for the state of a case (R-059…R-062)."""
    found = []
    if marked_stagnating or is_stagnating(rows, today=today):
        found.append(RequiredNotice(NoticeKind.STAGNATION, NoticeMode.INFORM))
    if wage_value_recorded:
        found.append(RequiredNotice(NoticeKind.WAGE_VALUE, NoticeMode.INFORM))
    if estimated_cost is not None and decider(estimated_cost, mandate_limit) is Decider.VRA:
        found.append(RequiredNotice(NoticeKind.COST, NoticeMode.CONSULT))
    if sanction_recorded:
        found.append(RequiredNotice(NoticeKind.SANCTION, NoticeMode.INFORM))
    return tuple(found)


def is_stagnating(rows: Iterable[Milestone], *, today: date, overdue_days: int = STAGNATION_OVERDUE_DAYS) -> bool:
    """Whether a milestone is more than fourteen days overdue (R-059)."""
    return any(row.status is Status.OVERDUE and today - row.due_on > timedelta(days=overdue_days) for row in rows)


def stagnates_on(steps: Iterable[PlannedStep]) -> date | None:
    """The first day on which one of the steps is long overdue unless it is done before, None if none can be."""
    days = (max(step.last_on + timedelta(days=1), step.due_on + timedelta(days=STAGNATION_OVERDUE_DAYS + 1))
            for step in steps if step.settled is None and step.passed is Status.OVERDUE)
    return min(days, default=None)


def subject(case_number: str, step: PlannedStep) -> str:
    """Names a step in a notice of stagnation."""
    return f"{case_number} {step.code} {step.occurrence}"


def check_closing(mode: NoticeMode, *, is_answered: bool) -> None:
    """Refuse to close a consultation without an answer.

    :raises AnswerRequired: if VRA has not answered
    """
    if mode is NoticeMode.CONSULT and not is_answered:
        raise AnswerRequired("vra_notice.answer_required", "VRA heeft nog niet geantwoord.")


def long_term_threat_on(case: CompositeCase) -> date | None:
    """The day on which long incapacity automatically counts as threatening, None if the case ended before (R-056)."""
    return case.day(LONG_TERM_INDEX)
