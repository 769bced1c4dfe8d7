"""The questions on which UWV gives an expert opinion (domain.md §2.6)."""
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

ANSWER_WEEKS = (2, 4)


class Question(StrEnum):
    """The possible questions."""

    OWN_WORK_ABILITY = "OWN_WORK_ABILITY"
    SUITABLE_WORK = "SUITABLE_WORK"
    EMPLOYER_EFFORTS = "EMPLOYER_EFFORTS"
    EMPLOYEE_EFFORTS = "EMPLOYEE_EFFORTS"
    FREQUENT_ABSENCE = "FREQUENT_ABSENCE"


class Requester(StrEnum):
    """The requester, which determines the fee."""

    EMPLOYER = "employer"
    EMPLOYEE = "employee"


FEES = {Requester.EMPLOYER: Decimal("400.00"), Requester.EMPLOYEE: Decimal("100.00")}


@dataclass(frozen=True, slots=True)
class ExpertOpinionRequest:
    """A question to UWV; the answer is not binding."""

    question: Question
    requester: Requester
    requested_on: date

    @property
    def fee(self) -> Decimal:
        """The fee in euros."""
        return FEES[self.requester]

    @property
    def expected_between(self) -> tuple[date, date]:
        """The period in which the answer is usually received."""
        first, last = ANSWER_WEEKS
        return self.requested_on + timedelta(weeks=first), self.requested_on + timedelta(weeks=last)


def is_offered(*, advice_not_followed: bool = False, parties_disagree: bool = False,
               placement_made: bool = False) -> bool:
    """Whether the platform offers the request (§2.6, R-126)."""
    return advice_not_followed or parties_disagree or placement_made
