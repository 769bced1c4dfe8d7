"""Re-integration activities and whether their cost is reimbursed in full (R-072…R-081)."""
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.casework.domain.costs.mandate import MANDATE_LIMIT, Decider, check_mandate, decider
from shared.kernel.money import ZERO
from shared.kernel.refusals import Conflict, RuleViolated


class ActivityKind(StrEnum):
    """The four kinds that the seed names, and others (R-073)."""

    SOCIAL_WORK = "SOCIAL_WORK"
    PSYCHOLOGICAL_CARE = "PSYCHOLOGICAL_CARE"
    MUSCULOSKELETAL_TREATMENT = "MUSCULOSKELETAL_TREATMENT"
    REDEPLOYMENT = "REDEPLOYMENT"
    OTHER = "OTHER"


class Goal(StrEnum):
    """What an activity is for."""

    RESTORE_WORK_CAPACITY = "RESTORE_WORK_CAPACITY"
    OTHER = "OTHER"


class Author(StrEnum):
    """Who gave the advice on which it rests."""

    COMPANY_DOCTOR = "company_doctor"
    LABOUR_EXPERT = "labour_expert"
    ABSENCE_CONSULTANT = "absence_consultant"
    CASEMANAGER = "casemanager"


class Consulted(StrEnum):
    """With whom an approval was discussed (R-075)."""

    COMPANY_DOCTOR = "company_doctor"
    LABOUR_EXPERT = "labour_expert"
    EMPLOYER = "employer"
    EMPLOYEE = "employee"


class ActivityStatus(StrEnum):
    """Where an activity stands."""

    PROPOSED = "PROPOSED"
    AWAITING_VRA = "AWAITING_VRA"
    APPROVED = "APPROVED"
    NOTIFIED = "NOTIFIED"
    STARTED = "STARTED"
    FINISHED = "FINISHED"
    REFUSED = "REFUSED"


TRANSITIONS: dict[ActivityStatus, frozenset[ActivityStatus]] = {
    ActivityStatus.PROPOSED: frozenset({ActivityStatus.AWAITING_VRA, ActivityStatus.APPROVED, ActivityStatus.REFUSED}),
    ActivityStatus.AWAITING_VRA: frozenset({ActivityStatus.APPROVED, ActivityStatus.REFUSED}),
    ActivityStatus.APPROVED: frozenset({ActivityStatus.NOTIFIED}),
    ActivityStatus.REFUSED: frozenset({ActivityStatus.NOTIFIED}),
    ActivityStatus.NOTIFIED: frozenset({ActivityStatus.STARTED}),
    ActivityStatus.STARTED: frozenset({ActivityStatus.FINISHED}),
    ActivityStatus.FINISHED: frozenset(),
}
"""A refusal is told to the employer as well, who may then start at his own cost (R-081)."""

APPROVING_ADVISERS = frozenset({Author.COMPANY_DOCTOR, Author.LABOUR_EXPERT})


class NoPriorNotice(Conflict):
    """An activity starts only after the employer was told whether its cost is reimbursed (R-081)."""


class ActivityCannotMove(Conflict):
    """The activity does not stand where this step starts."""


class ApprovalIncomplete(RuleViolated):
    """An approval names its deliberation, those consulted and both amounts (R-074…R-076)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A re-integration activity.

    :ivar advised_by: author of the advice on which it rests, dated `advised_on`
    :ivar announced_amount: what the employer was told beforehand, in euros
    """

    kind: ActivityKind
    goal: Goal
    estimated_cost: Decimal
    starts_on: date
    advised_by: Author | None = None
    advised_on: date | None = None
    approved_on: date | None = None
    vra_approved_on: date | None = None
    announced_amount: Decimal | None = None
    status: ActivityStatus = ActivityStatus.PROPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What a casemanager weighed (R-074…R-076); the note is a reference to a record without medical content."""

    deliberation_id: str | None
    consulted: frozenset[Consulted]
    expected_benefit: Decimal | None
    expected_cost: Decimal | None
    motivation_id: str | None = None


@dataclass(frozen=True, slots=True)
class FullReimbursement:
    """The three conditions of R-077, each on its own."""

    restores_work_capacity: bool
    is_advised: bool
    is_approved: bool

    @property
    def holds(self) -> bool:
        """Only if all three do."""
        return self.restores_work_capacity and self.is_advised and self.is_approved


def full_reimbursement(activity: Activity, *, limit: Decimal = MANDATE_LIMIT) -> FullReimbursement:
    """Whether an activity is reimbursed in full, by condition (R-077…R-080)."""
    advised = (activity.advised_by in APPROVING_ADVISERS and activity.advised_on is not None
               and activity.advised_on <= activity.starts_on)
    approved = activity.approved_on is not None and activity.approved_on <= activity.starts_on
    if decider(activity.estimated_cost, limit) is Decider.VRA:
        approved = approved and activity.vra_approved_on is not None and activity.vra_approved_on <= activity.starts_on
    return FullReimbursement(activity.goal is Goal.RESTORE_WORK_CAPACITY, advised, approved)


def check_approval(approval: Approval) -> None:
    """Refuse an approval that does not show its weighing.

    :raises ApprovalIncomplete: naming what is missing
    """
    if not approval.deliberation_id:
        raise ApprovalIncomplete("approval.deliberation_required", "Leg de afweging vast.", field="deliberation_id")
    professional = approval.consulted & {Consulted.COMPANY_DOCTOR, Consulted.LABOUR_EXPERT}
    if not professional or not {Consulted.EMPLOYER, Consulted.EMPLOYEE} <= approval.consulted:
        raise ApprovalIncomplete(
            "approval.consultation_required",
            "Overleg met de bedrijfsarts of arbeidsdeskundige, de werkgever en de werknemer.", field="consulted")
    if approval.expected_benefit is None or approval.expected_cost is None:
        raise ApprovalIncomplete("approval.amounts_required", "Vul de verwachte baten en kosten in.",
                                 field="expected_benefit")
    if approval.expected_cost > approval.expected_benefit and not approval.motivation_id:
        raise ApprovalIncomplete("approval.motivation_required",
                                 "De kosten zijn hoger dan de baten. Motiveer de goedkeuring.", field="motivation_id")


def approve(activity: Activity, approval: Approval, *, on: date, vra_approved_on: date | None = None,
            limit: Decimal = MANDATE_LIMIT) -> Activity:
    """The activity as a casemanager approved it.

    :raises ApprovalIncomplete: without its weighing
    :raises MandateExceeded: above the mandate without VRA
    """
    check_approval(approval)
    check_mandate(activity.estimated_cost, vra_approved=vra_approved_on is not None, limit=limit)
    moved = move(activity, ActivityStatus.APPROVED)
    return replace(moved, approved_on=on, vra_approved_on=vra_approved_on)


def move(activity: Activity, to: ActivityStatus) -> Activity:
    """The activity one step further.

    :raises NoPriorNotice: started before the employer was told
    :raises ActivityCannotMove: if the table has no such step
    """
    if to not in TRANSITIONS[activity.status]:
        if to is ActivityStatus.STARTED:
            raise NoPriorNotice("activity.no_prior_notice",
                                "Laat de werkgever eerst weten of de kosten worden vergoed.")
        raise ActivityCannotMove("activity.wrong_state", "Deze stap past niet bij de stand van de activiteit.")
    return replace(activity, status=to)


def reimbursed_amount(activity: Activity, invoice_total: Decimal, *, limit: Decimal = MANDATE_LIMIT) -> Decimal:
    """What is paid of an invoice in euros: at most what was announced (R-072), nothing without all of R-077.

    :raises ApprovalIncomplete: if no amount was announced
    """
    if activity.announced_amount is None:
        raise ApprovalIncomplete("activity.not_announced", "Voor deze activiteit is vooraf geen bedrag gemeld.")
    if not full_reimbursement(activity, limit=limit).holds:
        return ZERO
    return min(invoice_total, activity.announced_amount)
