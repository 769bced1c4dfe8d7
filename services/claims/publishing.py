"""Builds claims' events from its rows."""
from dataclasses import fields
from datetime import date
from decimal import Decimal

from services.claims import store
from services.claims.domain.claim.wage_judgement import JudgementStatus
from services.claims.store.reimbursements import Reimbursement
from shared.access.hand_over import check_hand_over
from shared.events import claims as events
from shared.events.casework import GuaranteeCondition

ORDER_FIELDS = frozenset({"absence_number", "employee_id", "employer_id", "order_id", "composite_id", "issued_on"})
"""The fields of an order that say which one it is; the others are data of the employee."""


def claim_opened(absence: store.Absence) -> events.ClaimOpened:
    """A claim in treatment."""
    return events.ClaimOpened(
        absence_number=absence.absence_number, employee_id=absence.employee_id, employer_id=absence.employer_id,
        opened_on=absence.claim_opened_on, judged_at=absence.claim_judged_at)


def claim_rejected(absence: store.Absence) -> events.ClaimRejected:
    """A claim without cover."""
    return events.ClaimRejected(
        absence_number=absence.absence_number, employee_id=absence.employee_id, employer_id=absence.employer_id,
        reason=absence.claim_reason or "", judged_at=absence.claim_judged_at)


def claim_judged(absence: store.Absence) -> events.ClaimOpened | events.ClaimRejected:
    """The event of the decision on a claim."""
    return claim_opened(absence) if absence.is_in_treatment else claim_rejected(absence)


def wage_judged(judgement: store.WageJudgement) -> events.WageJudged:
    """A decision on a wage that was recorded after a report."""
    return events.WageJudged(
        absence_number=judgement.absence_number, employee_id=judgement.employee_id, employer_id=judgement.employer_id,
        judgement_id=judgement.judgement_id, accepted=judgement.status == JudgementStatus.ACCEPTED)


def benefit_calculated(benefit: store.Benefit, *, booked: Decimal) -> events.BenefitCalculated:
    """A new version of a month.

    :param booked: the amount that runs have booked for the month, in euros
    """
    return events.BenefitCalculated(
        absence_number=benefit.composite_id, employee_id=benefit.employee_id, employer_id=benefit.employer_id,
        month=benefit.month, version=benefit.version, total=benefit.total, delta=benefit.total - booked)


def benefit_paid(transfer: store.Transfer, *, paid_on: date) -> events.BenefitPaid:
    """The event of a transfer to one employer."""
    return events.BenefitPaid(
        policy_number=transfer.policy_number, employer_id=transfer.employer_id, payment_reference=transfer.reference,
        amount=transfer.amount, paid_on=paid_on)


def debt_created(debt: store.Debt) -> events.DebtCreated:
    """The event of a debt for billing to invoice."""
    return events.DebtCreated(
        policy_number=debt.policy_number, employer_id=debt.employer_id, debt_id=debt.debt_id, amount=debt.amount)


def recourse_opened(file: store.RecourseFile) -> events.RecourseOpened:
    """A new recourse file."""
    return events.RecourseOpened(
        absence_number=file.absence_number, employee_id=file.employee_id, employer_id=file.employer_id,
        recourse_id=file.recourse_id, contact_due_on=file.contact_due_on, limitation_on=file.limitation_on)


def recourse_status_changed(file: store.RecourseFile) -> events.RecourseStatusChanged:
    """The present status and terms of a recourse file."""
    return events.RecourseStatusChanged(
        absence_number=file.absence_number, employee_id=file.employee_id, employer_id=file.employer_id,
        recourse_id=file.recourse_id, status=file.status, limitation_on=file.limitation_on)


def recourse_allocated(file: store.RecourseFile, allocation: store.RecourseAllocation) -> events.RecourseAllocated:
    """An allocation of what a liable party paid."""
    return events.RecourseAllocated(
        absence_number=file.absence_number, employee_id=file.employee_id, employer_id=file.employer_id,
        recourse_id=file.recourse_id, version=allocation.number, employer=allocation.employer, insurer=allocation.insurer,
        employer_difference=allocation.employer_difference, insurer_difference=allocation.insurer_difference)


def reimbursement_paid(row: Reimbursement, *, paid_on: date) -> events.ReimbursementPaid:
    """The payment of a declaration."""
    return events.ReimbursementPaid(
        absence_number=row.absence_number, employee_id=row.employee_id, employer_id=row.employer_id,
        declaration_id=row.declaration_id, payment_reference=row.reference, amount=row.amount, paid_on=paid_on)


def guarantee_decided(guarantee: store.Guarantee) -> events.GuaranteeDecided:
    """A decision on the gatekeeper guarantee."""
    return events.GuaranteeDecided(
        absence_number=guarantee.absence_number, employee_id=guarantee.employee_id, employer_id=guarantee.employer_id,
        sanction_id=guarantee.sanction_id, approved=guarantee.is_approved, amount=guarantee.amount,
        conditions=tuple(GuaranteeCondition(code=c.code, holds=c.holds) for c in guarantee.conditions))


def guarantee_charged(guarantee: store.Guarantee, charge: store.GuaranteeCharge) -> events.GuaranteeCharged:
    """A booking on the account of Perspectief."""
    return events.GuaranteeCharged(
        absence_number=guarantee.absence_number, employee_id=guarantee.employee_id, employer_id=guarantee.employer_id,
        sanction_id=guarantee.sanction_id, month=charge.month, version=charge.number, amount=charge.amount)


def vra_order_issued(order: store.VraOrder, absence: store.Absence, *, recovered_pct: Decimal) -> events.VraOrderIssued:
    """The order to VRA, with only the fields that VRA may receive: no wage and no medical data (R-065)."""
    return for_vra(events.VraOrderIssued(
        absence_number=absence.absence_number, employee_id=absence.employee_id, employer_id=absence.employer_id,
        order_id=order.order_id, composite_id=order.composite_id, first_sick_day=absence.composite_first_sick_day,
        incapacity_pct=Decimal(100) - recovered_pct, issued_on=order.issued_on))


def for_vra(order: events.VraOrderIssued) -> events.VraOrderIssued:
    """The order, unless it has a field outside the allow-list of the hand-over.

    :raises OutsideHandOver: if it has
    """
    check_hand_over({field.name for field in fields(order)} - ORDER_FIELDS)
    return order
