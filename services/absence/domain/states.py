"""The states of an absence: which act each status admits, and the status that follows from the facts (§10.4, §15.1–§15.5).

No act sets a status. An act changes facts, `status_on` derives the status from them, and the calendar moves it on the day on
which a date that was recorded ahead arrives.
"""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from shared.kernel.refusals import Conflict
from shared.kernel.vocabulary import AbsenceStatus


class Act(StrEnum):
    """What an employer can do to an absence after the report."""

    REPORT_PARTIAL = "REPORT_PARTIAL"
    REPORT_RELAPSE = "REPORT_RELAPSE"
    REPORT_RECOVERY = "REPORT_RECOVERY"
    REPORT_DEPARTURE = "REPORT_DEPARTURE"
    SET_SAFETY_NET = "SET_SAFETY_NET"
    CORRECT = "CORRECT"
    WITHDRAW_MUTATION = "WITHDRAW_MUTATION"
    WITHDRAW_RECOVERY = "WITHDRAW_RECOVERY"
    WITHDRAW_REPORT = "WITHDRAW_REPORT"


class AbsenceNotOpen(Conflict):
    """The absence has ended and accepts no more reports (R-009)."""


class AbsenceWithdrawn(Conflict):
    """The report was withdrawn and has no effect."""


class NotSick(Conflict):
    """The employee is not sick, so that the departure is an ordinary one (R-158)."""


class NotRecovered(Conflict):
    """There is no full recovery to correct or withdraw."""


class _Refused(NamedTuple):
    kind: type[Conflict]
    code: str
    message: str


OK = None
CLOSED = _Refused(AbsenceNotOpen, "absence.not_open", "Dit verzuim is al gesloten. Corrigeer de melding of trek die in.")
WITHDRAWN = _Refused(AbsenceWithdrawn, "absence.cancelled", "Deze melding is al ingetrokken.")
FIT = _Refused(NotSick, "left_service.not_sick", "Deze werknemer is niet ziek. Meld de werknemer gewoon uit dienst.")

STATUSES = (AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED, AbsenceStatus.RECOVERED, AbsenceStatus.LEFT_SERVICE,
            AbsenceStatus.TERM_REACHED, AbsenceStatus.CANCELLED)
TRANSITIONS: Mapping[Act, tuple[_Refused | None, ...]] = {
    #                       REPORTED  PARTIALLY  RECOVERED  LEFT_SERVICE  TERM_REACHED  CANCELLED
    Act.REPORT_PARTIAL:     (OK,      OK,        CLOSED,    CLOSED,       OK,           WITHDRAWN),
    Act.REPORT_RELAPSE:     (OK,      OK,        CLOSED,    CLOSED,       OK,           WITHDRAWN),
    Act.REPORT_RECOVERY:    (OK,      OK,        CLOSED,    CLOSED,       OK,           WITHDRAWN),
    Act.REPORT_DEPARTURE:   (OK,      OK,        FIT,       OK,           OK,           WITHDRAWN),
    Act.SET_SAFETY_NET:     (OK,      OK,        OK,        OK,           OK,           WITHDRAWN),
    Act.CORRECT:            (OK,      OK,        OK,        OK,           OK,           WITHDRAWN),
    Act.WITHDRAW_MUTATION:  (OK,      OK,        OK,        OK,           OK,           WITHDRAWN),
    Act.WITHDRAW_RECOVERY:  (OK,      OK,        OK,        OK,           OK,           WITHDRAWN),
    Act.WITHDRAW_REPORT:    (OK,      OK,        OK,        OK,           OK,           WITHDRAWN),
}
"""The refusal of each act in each status; an act that is admitted may still be refused by a rule of its dates."""


class Change(NamedTuple):
    """A partial recovery or a relapse as the status sees it."""

    effective_on: date
    is_relapse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts that decide the status of an absence.

    :ivar recovered_on: first day fully fit, possibly ahead
    :ivar employed_until: last day in service, possibly ahead
    :ivar changes: partial recoveries and relapses, by date
    :ivar term_ended: whether the last sick day with a right to wage has passed
    """

    first_sick_day: date
    recovered_on: date | None = None
    employed_until: date | None = None
    changes: Sequence[Change] = ()
    term_ended: bool = False


def check_admitted(act: Act, status: AbsenceStatus) -> None:
    """Check that the status admits the act.

    :raises Conflict: the refusal of the table
    """
    refused = TRANSITIONS[act][STATUSES.index(status)]
    if refused is not None:
        raise refused.kind(refused.code, refused.message)


def check_recovered(recovered_on: date | None) -> date:
    """Check that a full recovery is recorded, and return its day."""
    if recovered_on is None:
        raise NotRecovered("absence.not_recovered", "Dit verzuim is nog niet hersteld gemeld.")
    return recovered_on


def left_sick_on(facts: Facts) -> date | None:
    """The last day in service if the employee was sick on it; None without departure (R-158)."""
    day = facts.employed_until
    if day is None or day < facts.first_sick_day or (facts.recovered_on is not None and facts.recovered_on <= day):
        return None
    return day


def status_on(facts: Facts, today: date) -> AbsenceStatus:
    """The status of a report that was not withdrawn.

    A date ahead changes nothing until it comes: a recovery on its first fit day, a departure on the day after the last day in
    service, a partial recovery or relapse on its effective date.
    """
    left = left_sick_on(facts)
    if left is not None and left < today:
        return AbsenceStatus.LEFT_SERVICE
    if facts.recovered_on is not None and facts.recovered_on <= today:
        return AbsenceStatus.RECOVERED
    if facts.term_ended:
        return AbsenceStatus.TERM_REACHED
    in_effect = [change for change in facts.changes if change.effective_on <= today]
    is_partly = bool(in_effect) and not in_effect[-1].is_relapse
    return AbsenceStatus.PARTIALLY_RECOVERED if is_partly else AbsenceStatus.REPORTED
