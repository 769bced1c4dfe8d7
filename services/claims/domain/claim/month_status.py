"""The states of a claim for one benefit month: judged by rule or by people before it is paid (domain.md §10.4, CL9)."""
from enum import StrEnum

from shared.kernel.refusals import Conflict, Forbidden


class MonthStatus(StrEnum):
    """The state of a month of a case; a month that runs booked is paid, whatever its state was then.

    :cvar WAITING: data was asked; it comes back to people on a day
    :cvar SECOND_APPROVAL: one person approved, another must as well
    """

    TO_JUDGE = "TO_JUDGE"
    WAITING = "WAITING"
    SECOND_APPROVAL = "SECOND_APPROVAL"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"


class Act(StrEnum):
    """What changed a month; the first four are acts of the platform.

    :cvar RESTATED: calculated again with the same amount, which leaves the decision
    :cvar REVIEWED: a month of the sample was found right
    """

    RULED = "RULED"
    RECALCULATED = "RECALCULATED"
    RESTATED = "RESTATED"
    RESUMED = "RESUMED"
    APPROVED = "APPROVED"
    ASKED = "ASKED"
    REFUSED = "REFUSED"
    SENT_BACK = "SENT_BACK"
    REOPENED = "REOPENED"
    REVIEWED = "REVIEWED"


class Refusing(StrEnum):
    """Why a month is refused."""

    NO_WAGE_OBLIGATION = "NO_WAGE_OBLIGATION"
    DATA_NOT_RECEIVED = "DATA_NOT_RECEIVED"
    DATA_INCORRECT = "DATA_INCORRECT"
    REPORTED_TOO_LATE = "REPORTED_TOO_LATE"
    OTHER_BENEFIT = "OTHER_BENEFIT"
    DUTIES_NOT_MET = "DUTIES_NOT_MET"


class Asked(StrEnum):
    """Which data the employer is asked for."""

    PAYSLIP = "PAYSLIP"
    CONTRACT = "CONTRACT"
    UWV_DECISION = "UWV_DECISION"
    SANCTION_LETTER = "SANCTION_LETTER"
    EXPLANATION = "EXPLANATION"


TRANSITIONS: dict[MonthStatus, dict[Act, frozenset[MonthStatus]]] = {
    MonthStatus.TO_JUDGE: {
        Act.APPROVED: frozenset({MonthStatus.APPROVED, MonthStatus.SECOND_APPROVAL}),
        Act.ASKED: frozenset({MonthStatus.WAITING}), Act.REFUSED: frozenset({MonthStatus.REFUSED})},
    MonthStatus.WAITING: {
        Act.APPROVED: frozenset({MonthStatus.APPROVED, MonthStatus.SECOND_APPROVAL}),
        Act.ASKED: frozenset({MonthStatus.WAITING}), Act.REFUSED: frozenset({MonthStatus.REFUSED}),
        Act.RESUMED: frozenset({MonthStatus.TO_JUDGE})},
    MonthStatus.SECOND_APPROVAL: {
        Act.APPROVED: frozenset({MonthStatus.APPROVED}), Act.SENT_BACK: frozenset({MonthStatus.TO_JUDGE})},
    MonthStatus.APPROVED: {
        Act.REOPENED: frozenset({MonthStatus.TO_JUDGE}), Act.REVIEWED: frozenset({MonthStatus.APPROVED})},
    MonthStatus.REFUSED: {Act.REOPENED: frozenset({MonthStatus.TO_JUDGE})},
}
"""Where an act leads; besides, a new amount leads from every state to the one that the rule table says."""

AS_DUTCH = {
    MonthStatus.TO_JUDGE: "te beoordelen", MonthStatus.WAITING: "wacht op gegevens",
    MonthStatus.SECOND_APPROVAL: "wacht op een tweede akkoord", MonthStatus.APPROVED: "akkoord",
    MonthStatus.REFUSED: "afgewezen"}


class MonthTransitionNotAllowed(Conflict):
    """The month is in a state in which the act is not possible."""


class SamePersonTwice(Forbidden):
    """Who gave the first approval cannot give the second."""


def advance(status: MonthStatus, act: Act, to: MonthStatus) -> MonthStatus:
    """The state after an act.

    :raises MonthTransitionNotAllowed: ``month_claim.transition_not_allowed``
    """
    if to in TRANSITIONS[status].get(act, frozenset()):
        return to
    raise MonthTransitionNotAllowed(
        "month_claim.transition_not_allowed", f"Deze claim is {AS_DUTCH[status]}; dit besluit kan nu niet.", field="decision")


def refuse_same_person(first: str | None, now: str) -> None:
    """Let another person give the second approval.

    :raises SamePersonTwice: ``month_claim.same_person``
    """
    if first == now:
        raise SamePersonTwice("month_claim.same_person", "U gaf het eerste akkoord. Een collega geeft het tweede.")
