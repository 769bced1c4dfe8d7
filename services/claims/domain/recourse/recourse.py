"""Recourse files: states, liable persons and recoverable items (domain.md §5.2, R-141, R-142)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.kernel.calendar import add_working_days
from shared.kernel.percentage import Percentage
from shared.kernel.refusals import Conflict, RuleViolated

CONTACT_WORKDAYS = 5
FULL = Decimal(100)


class RecourseStatus(StrEnum):
    """Status of a recourse file."""

    REPORTED = "REPORTED"
    SCREENING = "SCREENING"
    NO_GROUNDS = "NO_GROUNDS"
    CONTACTED = "CONTACTED"
    LIABILITY_NOTICE_SENT = "LIABILITY_NOTICE_SENT"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    PARTLY_ACKNOWLEDGED = "PARTLY_ACKNOWLEDGED"
    DENIED = "DENIED"
    LITIGATION = "LITIGATION"
    REFERRED_LEGAL_AID = "REFERRED_LEGAL_AID"
    DAMAGE_STATEMENT = "DAMAGE_STATEMENT"
    NEGOTIATION = "NEGOTIATION"
    SETTLED = "SETTLED"
    PAID = "PAID"
    ALLOCATED = "ALLOCATED"
    CLOSED = "CLOSED"
    TIME_BARRED = "TIME_BARRED"
    WITHDRAWN = "WITHDRAWN"


S = RecourseStatus
ENDED = frozenset({S.CLOSED, S.TIME_BARRED, S.WITHDRAWN})
ANY_TIME = frozenset({S.TIME_BARRED, S.WITHDRAWN})
TRANSITIONS: dict[RecourseStatus, frozenset[RecourseStatus]] = {
    S.REPORTED: frozenset({S.SCREENING}),
    S.SCREENING: frozenset({S.NO_GROUNDS, S.CONTACTED}),
    S.NO_GROUNDS: frozenset({S.CLOSED}),
    S.CONTACTED: frozenset({S.LIABILITY_NOTICE_SENT}),
    S.LIABILITY_NOTICE_SENT: frozenset({S.ACKNOWLEDGED, S.PARTLY_ACKNOWLEDGED, S.DENIED}),
    S.DENIED: frozenset({S.LITIGATION, S.REFERRED_LEGAL_AID, S.CLOSED}),
    S.LITIGATION: frozenset({S.ACKNOWLEDGED, S.PARTLY_ACKNOWLEDGED, S.CLOSED}),
    S.REFERRED_LEGAL_AID: frozenset({S.ACKNOWLEDGED, S.PARTLY_ACKNOWLEDGED, S.LITIGATION, S.CLOSED}),
    S.ACKNOWLEDGED: frozenset({S.DAMAGE_STATEMENT}),
    S.PARTLY_ACKNOWLEDGED: frozenset({S.DAMAGE_STATEMENT}),
    S.DAMAGE_STATEMENT: frozenset({S.NEGOTIATION}),
    S.NEGOTIATION: frozenset({S.SETTLED}),
    S.SETTLED: frozenset({S.PAID}),
    S.PAID: frozenset({S.ALLOCATED}),
    S.ALLOCATED: frozenset({S.PAID, S.CLOSED}),
    S.WITHDRAWN: frozenset({S.REPORTED}),
}
"""From ALLOCATED back to PAID where corrected benefits reopen the allocation (R-6 of §5.4); from WITHDRAWN back to
REPORTED where the employer answers YES again."""

BEFORE_CONTACT = frozenset({S.REPORTED, S.SCREENING})
"""The employer was not called yet (R-141)."""
FOR_STATEMENT = frozenset({S.ACKNOWLEDGED, S.PARTLY_ACKNOWLEDGED, S.DAMAGE_STATEMENT, S.NEGOTIATION})
"""The damage can be stated, and stated again until the parties settle."""
REACHED_BY_ACTS = frozenset({S.DAMAGE_STATEMENT, S.PAID})
"""Stating the damage and booking a receipt bring the file here, after which the same step changes nothing."""
FOR_RECEIPTS = frozenset({S.SETTLED, S.PAID, S.ALLOCATED})
CANNOT_LAPSE = frozenset({S.LITIGATION, S.SETTLED, S.PAID, S.ALLOCATED})
"""The claim is in court or was settled, so its limitation bars nothing (3:316 BW)."""


class WithdrawalCause(StrEnum):
    """Why a file was withdrawn."""

    ANSWER_CHANGED = "ANSWER_CHANGED"
    REPORT_CANCELLED = "REPORT_CANCELLED"
    EMPLOYER_RECOVERS = "EMPLOYER_RECOVERS"
    NOT_WORTH_IT = "NOT_WORTH_IT"
    NOT_PURSUED = "NOT_PURSUED"


BY_CLAIMS = (WithdrawalCause.EMPLOYER_RECOVERS, WithdrawalCause.NOT_WORTH_IT, WithdrawalCause.NOT_PURSUED)
"""The causes that a person can give; the others follow from the sick reports."""


class TransitionNotAllowed(Conflict):
    """The file cannot go from its present state to that one."""


class StepIncomplete(RuleViolated):
    """The step needs data that the file does not have, or that contradict it."""


class FileEnded(Conflict):
    """The file has ended, so nothing in it changes any more."""


class NotYetBarred(Conflict):
    """The limitation date has not passed."""


class NetWageOnly(RuleViolated):
    """The statement has items other than net wage, such as gross wage, charges or pension (6:107a lid 2 BW)."""


class Relation(StrEnum):
    """Relation of the liable person to the insured employer and the sick employee (7:945, 7:962 lid 3 BW)."""

    UNRELATED = "UNRELATED"
    RELATIVE_OF_EMPLOYEE = "RELATIVE_OF_EMPLOYEE"
    POLICYHOLDER = "POLICYHOLDER"
    CO_INSURED = "CO_INSURED"
    PARTNER_OF_EMPLOYER = "PARTNER_OF_EMPLOYER"
    DIRECT_RELATIVE_OF_EMPLOYER = "DIRECT_RELATIVE_OF_EMPLOYER"
    COLLEAGUE = "COLLEAGUE"


NOT_PROTECTED = frozenset({Relation.UNRELATED, Relation.RELATIVE_OF_EMPLOYEE})
"""The employee is not the insured, so neither his partner nor his family is protected (R-5 of §5.4)."""


class ClaimItem(StrEnum):
    """The items of a damage statement."""

    NET_WAGE = "NET_WAGE"
    REINTEGRATION = "REINTEGRATION"
    GROSS_WAGE = "GROSS_WAGE"
    EMPLOYER_CHARGES = "EMPLOYER_CHARGES"
    PENSION_PREMIUM = "PENSION_PREMIUM"


NOT_RECOVERABLE = frozenset({ClaimItem.GROSS_WAGE, ClaimItem.EMPLOYER_CHARGES, ClaimItem.PENSION_PREMIUM})


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of a damage statement, in euros."""

    item: ClaimItem
    amount: Decimal


def is_open(status: RecourseStatus) -> bool:
    """Whether the status is not final."""
    return status not in ENDED


def next_steps(status: RecourseStatus) -> tuple[RecourseStatus, ...]:
    """The statuses that can follow, in the order of §5.2."""
    following = TRANSITIONS.get(status, frozenset()) | (ANY_TIME if is_open(status) else frozenset())
    return tuple(step for step in RecourseStatus if step in following)


def refuse_ended(status: RecourseStatus) -> None:
    """Refuse a change of a file that has ended.

    :raises FileEnded: ``recourse.ended``
    """
    if not is_open(status):
        raise FileEnded("recourse.ended", "Dit verhaalsdossier is afgesloten.", field="status")


def advance(status: RecourseStatus, to: RecourseStatus) -> RecourseStatus:
    """The next state of a file.

    :raises TransitionNotAllowed: if the transition is not allowed
    """
    if to in TRANSITIONS.get(status, frozenset()) or (is_open(status) and to in ANY_TIME) or to is status in REACHED_BY_ACTS:
        return to
    raise TransitionNotAllowed(
        "recourse.transition_not_allowed", f"Dit verhaalsdossier kan niet van {status} naar {to}.", field="status")


def accepted_share(to: RecourseStatus, given: Decimal | None, *, floor: Percentage | None = None) -> Decimal | None:
    """The accepted liability in percent that goes with a step; None for a step without one.

    :param floor: the least share that the law lets the liable person bear, if there is one
    :raises StepIncomplete: ``recourse.accepted_pct``, ``recourse.below_floor``
    """
    if to is S.ACKNOWLEDGED and given in (None, FULL):
        return FULL
    if to is S.PARTLY_ACKNOWLEDGED and given is not None and 0 < given < FULL:
        if floor is not None and given < floor.value:
            raise StepIncomplete(
                "recourse.below_floor", f"Een bestuurder draagt tegenover een fietser of voetganger minstens {floor} %. "
                "Leg een lager aanbod vast als afgewezen.", field="accepted_pct")
        return given
    if to in (S.ACKNOWLEDGED, S.PARTLY_ACKNOWLEDGED) or given is not None:
        raise StepIncomplete("recourse.accepted_pct", "Vul bij een gedeeltelijke erkenning in welk percentage is erkend, "
                             "meer dan 0 en minder dan 100. Een volledige erkenning is 100 %.", field="accepted_pct")
    return None


def reopen(status: RecourseStatus) -> RecourseStatus:
    """The status of a file whose allocation was reopened by corrected benefits, also if it was closed (R-6 of §5.4)."""
    return advance(S.ALLOCATED if status is S.CLOSED else status, S.PAID)


def due_on(status: RecourseStatus, *, contact_due_on: date, limitation_on: date) -> date:
    """The day by which Claims has to act next: call the employer (R-141), or act before the claim lapses."""
    return min(contact_due_on, limitation_on) if status in BEFORE_CONTACT else limitation_on


def bar(status: RecourseStatus, *, limitation_on: date, today: date) -> RecourseStatus:
    """The status of a file whose claim lapsed at its limitation date.

    :raises NotYetBarred: up to and including the limitation date
    :raises TransitionNotAllowed: if the file has ended
    """
    if today <= limitation_on:
        raise NotYetBarred("recourse.not_yet_barred", f"De vordering verjaart pas na {limitation_on.isoformat()}.")
    return advance(status, RecourseStatus.TIME_BARRED)


def contact_due_on(reported_on: date) -> date:
    """Last day for Team Claims to call the employer: five working days after the answer YES (R-141)."""
    return add_working_days(reported_on, CONTACT_WORKDAYS)


def may_subrogate(relation: Relation, *, fault_bars_cover: bool = False) -> bool:
    """Whether the insurer may recover from this person (7:962 lid 3 BW); the employer's own claim is not affected.

    :param fault_bars_cover: whether the same fault of the insured would have excluded the cover
    """
    return relation in NOT_PROTECTED or fault_bars_cover


def refuse_gross_wage(lines: Iterable[ClaimLine]) -> None:
    """Refuse a damage statement with items other than net wage and recoverable costs.

    :raises NetWageOnly: if it has gross wage, employer charges or pension premium
    """
    if any(line.item in NOT_RECOVERABLE for line in lines):
        raise NetWageOnly(
            "recourse.net_only",
            "U kunt alleen het nettoloon en de re-integratiekosten verhalen, geen brutoloon of werkgeverslasten.",
            field="lines")
