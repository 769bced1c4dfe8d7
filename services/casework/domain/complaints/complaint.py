"""What a complaint is about, how far it is handled, and by when it is answered (features N4)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.refusals import Conflict, Forbidden, RuleViolated
from shared.law.terms import end_of_term

WEEKS, EXTENSION_WEEKS = 6, 4
"""Default terms, by the example of Awb 9:11."""


class ComplaintSubject(StrEnum):
    """What a complaint is about."""

    GUIDANCE = "GUIDANCE"
    BENEFIT = "BENEFIT"
    PREMIUM = "PREMIUM"
    CONTACT = "CONTACT"
    PORTAL = "PORTAL"
    OTHER = "OTHER"


class ComplaintStatus(StrEnum):
    """How far a complaint is handled."""

    RECEIVED = "RECEIVED"
    ASSIGNED = "ASSIGNED"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class ComplaintAct(StrEnum):
    """What happens to a complaint; the receipt is confirmed by mail at once."""

    RECEIVE = "RECEIVE"
    ASSIGN = "ASSIGN"
    EXTEND = "EXTEND"
    ANSWER = "ANSWER"
    WITHDRAW = "WITHDRAW"
    CLOSE = "CLOSE"


class Outcome(StrEnum):
    """What a complaint led to; one is withdrawn by who sent it, also before an answer."""

    WELL_FOUNDED = "WELL_FOUNDED"
    PARTLY_FOUNDED = "PARTLY_FOUNDED"
    UNFOUNDED = "UNFOUNDED"
    WITHDRAWN = "WITHDRAWN"


class ExtensionReason(StrEnum):
    """Why the answer takes longer."""

    INFORMATION_NEEDED = "INFORMATION_NEEDED"
    OTHERS_HEARD = "OTHERS_HEARD"
    SENDER_AGREES = "SENDER_AGREES"


S = ComplaintStatus
TRANSITIONS: Mapping[ComplaintAct, Mapping[ComplaintStatus, ComplaintStatus]] = {
    ComplaintAct.ASSIGN: {S.RECEIVED: S.ASSIGNED, S.ASSIGNED: S.ASSIGNED},
    ComplaintAct.EXTEND: {S.RECEIVED: S.RECEIVED, S.ASSIGNED: S.ASSIGNED},
    ComplaintAct.ANSWER: {S.ASSIGNED: S.ANSWERED},
    ComplaintAct.WITHDRAW: {S.RECEIVED: S.CLOSED, S.ASSIGNED: S.CLOSED, S.ANSWERED: S.CLOSED},
    ComplaintAct.CLOSE: {S.ANSWERED: S.CLOSED},
}
"""By act, the status after it for each status in which it is possible."""


class WrongState(Conflict):
    """The act is not possible in the present status."""


class NotTheHandler(Forbidden):
    """The complaint is handled by somebody else."""


class NoSuchHandler(RuleViolated):
    """A complaint is handled by a casemanager in use."""


class ExtensionRefused(RuleViolated):
    """The term was extended before or has passed."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By when a complaint is answered.

    :ivar weeks: from the receipt
    :ivar extension_weeks: more, once
    """

    weeks: int = WEEKS
    extension_weeks: int = EXTENSION_WEEKS

    def due_on(self, received_on: date) -> date:
        """The last day to answer; the day after the receipt is the first of the term."""
        return _end(received_on, self.weeks)

    def extended(self, due_on: date) -> date:
        """The last day after an extension."""
        return _end(due_on, self.extension_weeks)


def _end(day: date, weeks: int) -> date:
    return end_of_term(day + timedelta(days=1), day + timedelta(weeks=weeks))


def after(act: ComplaintAct, status: ComplaintStatus) -> ComplaintStatus:
    """The status after an act.

    :raises WrongState: ``complaint.wrong_state``
    """
    if status not in TRANSITIONS[act]:
        raise WrongState("complaint.wrong_state", "Dit kan niet bij de stand van deze klacht.")
    return TRANSITIONS[act][status]


def check_handler(handler_id: str | None, account_id: str) -> None:
    """Refuse an act of somebody else than the handler.

    :raises NotTheHandler: ``complaint.not_yours``
    """
    if handler_id != account_id:
        raise NotTheHandler("complaint.not_yours", "Een ander behandelt deze klacht. Neem hem eerst over.")


def check_extension(*, due_on: date, today: date, is_extended: bool) -> None:
    """Refuse a second extension, or one after the term.

    :raises ExtensionRefused: ``complaint.extended_before`` or ``complaint.term_passed``
    """
    if is_extended:
        raise ExtensionRefused("complaint.extended_before", "De termijn is al een keer verlengd.")
    if today > due_on:
        raise ExtensionRefused("complaint.term_passed", "De termijn is voorbij en kan niet meer worden verlengd.")
