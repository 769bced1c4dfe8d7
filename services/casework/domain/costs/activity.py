"""Re-integration activities: proposal, decision, notice to the employer, start and finish (R-061, R-073…R-081)."""
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.casework.domain.costs.mandate import Decider, MandateExceeded
from shared.kernel.refusals import Conflict, NotFound, RuleViolated


class ActivityKind(StrEnum):
    """The four kinds of R-073, and others."""

    SOCIAL_WORK = "SOCIAL_WORK"
    PSYCHOLOGICAL_CARE = "PSYCHOLOGICAL_CARE"
    MUSCULOSKELETAL_TREATMENT = "MUSCULOSKELETAL_TREATMENT"
    REDEPLOYMENT = "REDEPLOYMENT"
    OTHER = "OTHER"


class Goal(StrEnum):
    """The goals of an activity."""

    RESTORE_WORK_CAPACITY = "RESTORE_WORK_CAPACITY"
    OTHER = "OTHER"


class Author(StrEnum):
    """The author of the advice for an activity."""

    COMPANY_DOCTOR = "company_doctor"
    LABOUR_EXPERT = "labour_expert"
    ABSENCE_CONSULTANT = "absence_consultant"
    CASEMANAGER = "casemanager"


class Consulted(StrEnum):
    """Who can be consulted about an activity (R-075)."""

    COMPANY_DOCTOR = "company_doctor"
    LABOUR_EXPERT = "labour_expert"
    ABSENCE_CONSULTANT = "absence_consultant"
    EMPLOYER = "employer"
    EMPLOYEE = "employee"


class ActivityStatus(StrEnum):
    """Status of an activity."""

    PROPOSED = "PROPOSED"
    AWAITING_VRA = "AWAITING_VRA"
    APPROVED = "APPROVED"
    NOTIFIED = "NOTIFIED"
    STARTED = "STARTED"
    FINISHED = "FINISHED"
    REFUSED = "REFUSED"


TRANSITIONS: dict[ActivityStatus, frozenset[ActivityStatus]] = {
    ActivityStatus.PROPOSED: frozenset({ActivityStatus.APPROVED, ActivityStatus.REFUSED}),
    ActivityStatus.AWAITING_VRA: frozenset({ActivityStatus.APPROVED, ActivityStatus.REFUSED}),
    ActivityStatus.APPROVED: frozenset({ActivityStatus.NOTIFIED}),
    ActivityStatus.REFUSED: frozenset({ActivityStatus.NOTIFIED}),
    ActivityStatus.NOTIFIED: frozenset({ActivityStatus.STARTED}),
    ActivityStatus.STARTED: frozenset({ActivityStatus.FINISHED}),
    ActivityStatus.FINISHED: frozenset(),
}
"""The employer is informed of a refusal too, and may then start at the own cost (R-081)."""


class ActivityNotFound(NotFound):
    """The dossier has no such activity."""


class NoPriorNotice(Conflict):
    """The employer was not informed about the reimbursement before the start (R-081)."""


class ActivityCannotMove(Conflict):
    """The step is not allowed in the activity's present status."""


class ProposalRefused(RuleViolated):
    """The proposal lacks its grounds (R-074…R-076), or its dates or amounts are impossible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The deliberation about an activity (R-074…R-076), amounts in euros; without medical data."""

    note: str | None
    consulted: frozenset[Consulted]
    expected_benefit: Decimal | None
    estimated_cost: Decimal | None
    motivation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """The state of an activity.

    :ivar advised_by: author of the advice of `advised_on`
    :ivar approved_on: by the casemanager; above the mandate the proposal to VRA is the casemanager's approval
    :ivar reimbursed: what the employer was told, None before the notice
    :ivar announced_amount: told to the employer in advance, in euros; None unless reimbursed
    """

    goal: Goal
    estimated_cost: Decimal
    decider: Decider
    starts_on: date
    status: ActivityStatus
    advised_by: Author | None = None
    advised_on: date | None = None
    approved_on: date | None = None
    vra_approved_on: date | None = None
    reimbursed: bool | None = None
    announced_amount: Decimal | None = None
    announced_on: date | None = None
    started_on: date | None = None
    finished_on: date | None = None

    @property
    def first_day(self) -> date:
        """The planned first day, or the actual one if that was earlier."""
        return min(self.starts_on, self.started_on or self.starts_on)


def check_grounds(grounds: Grounds) -> tuple[Decimal, Decimal]:
    """Refuse a proposal without its grounds.

    :returns: the estimated cost and the expected benefit
    :raises ProposalRefused: naming what is missing
    """
    if not grounds.note:
        raise ProposalRefused("approval.deliberation_required", "Leg de afweging vast.", field="note")
    professionals = grounds.consulted & {Consulted.COMPANY_DOCTOR, Consulted.LABOUR_EXPERT}
    if not professionals or not {Consulted.EMPLOYER, Consulted.EMPLOYEE} <= grounds.consulted:
        raise ProposalRefused("approval.consultation_required", "Overleg met de bedrijfsarts of de arbeidsdeskundige, met de "
                                                                "werkgever en met de werknemer.", field="consulted")
    cost, benefit = grounds.estimated_cost, grounds.expected_benefit
    if cost is None or benefit is None:
        raise ProposalRefused("approval.amounts_required", "Vul de verwachte kosten en baten in.",
                              field="estimated_cost" if cost is None else "expected_benefit")
    if cost > benefit and not grounds.motivation:
        raise ProposalRefused("approval.motivation_required", "De kosten zijn hoger dan de baten. Leg uit waarom dit toch goed "
                                                             "is.", field="motivation")
    return cost, benefit


def first_status(decided_by: Decider) -> ActivityStatus:
    """The status of a new proposal: above the mandate it waits for VRA at once."""
    return ActivityStatus.AWAITING_VRA if decided_by is Decider.VRA else ActivityStatus.PROPOSED


def approve(activity: Activity, *, on: date, by_vra: bool) -> Activity:
    """Approve an activity; above the mandate VRA decides, and the casemanager may confirm afterwards.

    :raises MandateExceeded: if the casemanager approves above the mandate
    :raises ActivityCannotMove: if it was decided before, or VRA decides within the casemanager's mandate
    """
    is_vras = activity.decider is Decider.VRA
    if by_vra:
        if not is_vras:
            raise _cannot_move("Dit bedrag valt binnen het mandaat van de casemanager.")
        return replace(_moved(activity, ActivityStatus.APPROVED), vra_approved_on=on)
    if not is_vras:
        return replace(_moved(activity, ActivityStatus.APPROVED), approved_on=on)
    if activity.status is ActivityStatus.AWAITING_VRA:
        raise MandateExceeded
    if activity.status is not ActivityStatus.APPROVED or activity.approved_on:
        raise _cannot_move()
    return replace(activity, approved_on=on)


def refuse(activity: Activity, *, by_vra: bool) -> Activity:
    """Refuse an activity that was not decided; VRA those above the mandate only.

    :raises ActivityCannotMove: otherwise
    """
    if by_vra and activity.decider is not Decider.VRA:
        raise _cannot_move("Dit bedrag valt binnen het mandaat van de casemanager.")
    return _moved(activity, ActivityStatus.REFUSED)


def announce(activity: Activity, *, reimbursed: bool, amount: Decimal | None, on: date) -> Activity:
    """Inform the employer whether the cost is reimbursed and up to which amount (R-081); "no" also refuses what was not decided.

    :raises ActivityCannotMove: "yes" before the approval, or a second notice
    :raises ProposalRefused: "yes" without an amount, or above the approved cost
    """
    if not reimbursed:
        is_undecided = ActivityStatus.REFUSED in TRANSITIONS[activity.status]
        decided = _moved(activity, ActivityStatus.REFUSED) if is_undecided else activity
        return replace(_moved(decided, ActivityStatus.NOTIFIED), reimbursed=False, announced_on=on)
    if activity.status is not ActivityStatus.APPROVED:
        raise _cannot_move("Meld pas dat wij vergoeden als de activiteit is goedgekeurd.")
    if amount is None:
        raise ProposalRefused("activity.amount_required", "Vul in welk bedrag wij hoogstens vergoeden.", field="amount")
    if amount > activity.estimated_cost:
        raise ProposalRefused("activity.amount_above_cost", "Meld hoogstens de goedgekeurde kosten.", field="amount")
    return replace(_moved(activity, ActivityStatus.NOTIFIED), reimbursed=True, announced_amount=amount, announced_on=on)


def start(activity: Activity, *, on: date) -> Activity:
    """Note that the activity started.

    :raises NoPriorNotice: if the employer was not informed before
    :raises ActivityCannotMove: if it started before
    """
    if activity.announced_on is None:
        raise NoPriorNotice("activity.no_prior_notice", "Laat de werkgever eerst weten of de kosten worden vergoed.")
    return replace(_moved(activity, ActivityStatus.STARTED), started_on=on)


def finish(activity: Activity, *, on: date) -> Activity:
    """Note that the activity finished.

    :raises ActivityCannotMove: unless it has started and not finished
    """
    return replace(_moved(activity, ActivityStatus.FINISHED), finished_on=on)


def _moved(activity: Activity, to: ActivityStatus) -> Activity:
    if to not in TRANSITIONS[activity.status]:
        raise _cannot_move()
    return replace(activity, status=to)


def _cannot_move(message: str = "Deze stap past niet bij de stand van de activiteit.") -> ActivityCannotMove:
    return ActivityCannotMove("activity.wrong_state", message)
