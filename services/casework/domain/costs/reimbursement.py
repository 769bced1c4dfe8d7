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
    """Roles consulted for an approval (R-075)."""

    COMPANY_DOCTOR = "company_doctor"
    LABOUR_EXPERT = "labour_expert"
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
    ActivityStatus.PROPOSED: frozenset({ActivityStatus.AWAITING_VRA, ActivityStatus.APPROVED, ActivityStatus.REFUSED}),
    ActivityStatus.AWAITING_VRA: frozenset({ActivityStatus.APPROVED, ActivityStatus.REFUSED}),
    ActivityStatus.APPROVED: frozenset({ActivityStatus.NOTIFIED}),
    ActivityStatus.REFUSED: frozenset({ActivityStatus.NOTIFIED}),
    ActivityStatus.NOTIFIED: frozenset({ActivityStatus.STARTED}),
    ActivityStatus.STARTED: frozenset({ActivityStatus.FINISHED}),
    ActivityStatus.FINISHED: frozenset(),
}
"""The employer is informed of a refusal too, and may then start at their own cost (R-081)."""

APPROVING_ADVISERS = frozenset({Author.COMPANY_DOCTOR, Author.LABOUR_EXPERT})


class NoPriorNotice(Conflict):
    """The employer was not informed about the reimbursement before the start of the activity (R-081)."""


class ActivityCannotMove(Conflict):
    """The step is not allowed in the activity's present status."""


class ApprovalIncomplete(RuleViolated):
    """The approval lacks its motivation, consulted roles or amounts (R-074…R-076)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A re-integration activity.

    :ivar advised_by: author of the advice of `advised_on`
    :ivar announced_amount: amount announced to the employer in advance, in euros
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
    """The grounds of an approval (R-074…R-076); the note refers to a record without medical content."""

    deliberation_id: str | None
    consulted: frozenset[Consulted]
    expected_benefit: Decimal | None
    expected_cost: Decimal | None
    motivation_id: str | None = None


@dataclass(frozen=True, slots=True)
class FullReimbursement:
    """The three conditions of R-077."""

    restores_work_capacity: bool
    is_advised: bool
    is_approved: bool

    @property
    def holds(self) -> bool:
        """Whether all three conditions hold."""
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
    """Refuse an approval without its grounds.

    :raises ApprovalIncomplete: naming the missing parts
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
    """Approve the activity.

    :raises ApprovalIncomplete: without its grounds
    :raises MandateExceeded: above the mandate without VRA
    """
    check_approval(approval)
    check_mandate(activity.estimated_cost, vra_approved=vra_approved_on is not None, limit=limit)
    moved = move(activity, ActivityStatus.APPROVED)
    return replace(moved, approved_on=on, vra_approved_on=vra_approved_on)


def move(activity: Activity, to: ActivityStatus) -> Activity:
    """Move the activity one step.

    :raises NoPriorNotice: if it starts before the employer was informed
    :raises ActivityCannotMove: if the table has no such step
    """
    if to not in TRANSITIONS[activity.status]:
        if to is ActivityStatus.STARTED:
            raise NoPriorNotice("activity.no_prior_notice",
                                "Laat de werkgever eerst weten of de kosten worden vergoed.")
        raise ActivityCannotMove("activity.wrong_state", "Deze stap past niet bij de stand van de activiteit.")
    return replace(activity, status=to)


def reimbursed_amount(activity: Activity, invoice_total: Decimal, *, limit: Decimal = MANDATE_LIMIT) -> Decimal:
    """The reimbursed part of an invoice in euros: at most the announced amount (R-072), 0 unless R-077 is met.

    :raises ApprovalIncomplete: if no amount was announced
    """
    if activity.announced_amount is None:
        raise ApprovalIncomplete("activity.not_announced", "Voor deze activiteit is vooraf geen bedrag gemeld.")
    if not full_reimbursement(activity, limit=limit).holds:
        return ZERO
    return min(invoice_total, activity.announced_amount)
