"""What VRA asks the employer, the casemanager or the arbo service (R-066)."""
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.refusals import Conflict, Forbidden, NotFound, RuleViolated

LONGEST_TERM = timedelta(days=366)


class Addressee(StrEnum):
    """Whom VRA may ask for information (R-066)."""

    EMPLOYER = "EMPLOYER"
    CASEMANAGER = "CASEMANAGER"
    ARBO_SERVICE = "ARBO_SERVICE"


class Topic(StrEnum):
    """What a question is about; none is medical."""

    ACTION_PLAN = "ACTION_PLAN"
    WORK_RESUMPTION = "WORK_RESUMPTION"
    SUITABLE_WORK = "SUITABLE_WORK"
    WAGE_VALUE = "WAGE_VALUE"
    COSTS = "COSTS"
    SANCTION = "SANCTION"
    SECOND_TRACK = "SECOND_TRACK"
    OTHER = "OTHER"


class RequestStatus(StrEnum):
    """Whether the addressee answered."""

    OPEN = "OPEN"
    ANSWERED = "ANSWERED"


ARBO_ROLES = frozenset({"absence_consultant", "company_doctor", "labour_expert"})


class RequestNotFound(NotFound):
    """The dossier has no such question."""

    def __init__(self) -> None:
        super().__init__("information_request.not_found", "Deze vraag bestaat niet.")


class NotAddressed(Forbidden):
    """The question was put to somebody else."""

    def __init__(self) -> None:
        super().__init__("information_request.not_addressed", "Deze vraag is aan een ander gesteld.")


class AlreadyAnswered(Conflict):
    """The question was answered before."""

    def __init__(self) -> None:
        super().__init__("information_request.answered", "Deze vraag is al beantwoord.")


def check_term(due_on: date, *, today: date) -> None:
    """Refuse a due date in the past or more than a year ahead.

    :raises RuleViolated: ``information_request.term``
    """
    if not today <= due_on <= today + LONGEST_TERM:
        raise RuleViolated("information_request.term", "Kies een dag vanaf vandaag, binnen een jaar.", field="due_on")


def addressees_of(roles: Collection[str], *, is_employer: bool) -> frozenset[Addressee]:
    """For whom somebody answers: an employer's account, or staff with these roles."""
    answers = {Addressee.EMPLOYER: is_employer, Addressee.CASEMANAGER: "casemanager" in roles,
               Addressee.ARBO_SERVICE: bool(ARBO_ROLES & set(roles))}
    return frozenset(addressee for addressee, holds in answers.items() if holds)


def answer(addressee: Addressee, status: RequestStatus, *, by: Collection[Addressee]) -> RequestStatus:
    """The status after an answer.

    :param by: those for whom the actor answers
    :raises NotAddressed: if the question was put to somebody else
    :raises AlreadyAnswered: if it was answered before
    """
    if addressee not in by:
        raise NotAddressed
    if status is RequestStatus.ANSWERED:
        raise AlreadyAnswered
    return RequestStatus.ANSWERED
