"""Whether the cost of a re-integration activity is reimbursed, and how much of an invoice (R-072, R-077…R-080)."""
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from services.casework.domain.costs.activity import Activity, Author, Goal
from services.casework.domain.costs.declaration import Invoice
from services.casework.domain.costs.mandate import Decider
from shared.kernel.money import ZERO, round_cents
from shared.kernel.refusals import RuleViolated
from shared.law import law

APPROVING_ADVISERS = frozenset({Author.COMPANY_DOCTOR, Author.LABOUR_EXPERT})


class NotAnnounced(RuleViolated):
    """The casemanager announced no amount for the activity (R-072)."""


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


def full_reimbursement(activity: Activity) -> FullReimbursement:
    """Whether an activity is reimbursed in full, by condition (R-077…R-080)."""
    first_day = activity.first_day
    advised = (activity.advised_by in APPROVING_ADVISERS and activity.advised_on is not None
               and activity.advised_on <= first_day)
    approved_on = activity.vra_approved_on if activity.decider is Decider.VRA else activity.approved_on
    return FullReimbursement(activity.goal is Goal.RESTORE_WORK_CAPACITY, advised,
                             approved_on is not None and approved_on <= first_day)


def reimbursable(invoices: Iterable[Invoice], *, vat_deductible: bool) -> Decimal:
    """The total of the invoices in euros, without VAT if the employer can deduct it (R-072).

    An invoice that does not state its VAT has that of the rate in force on the day on which it was received.
    """
    return sum((invoice.total - (_vat(invoice) if vat_deductible else ZERO) for invoice in invoices), ZERO)


def reimbursed_amount(activity: Activity, invoiced: Decimal, *, declared_before: Decimal = ZERO) -> Decimal:
    """The reimbursed part of what was invoiced in euros: at most the announced amount (R-072), 0 unless R-077 is met.

    :param declared_before: what earlier declarations of the same activity took of the announced amount
    :raises NotAnnounced: if no amount was announced
    """
    if activity.announced_amount is None:
        raise NotAnnounced("activity.not_announced", "Voor deze activiteit is vooraf geen bedrag gemeld.", field="activity_id")
    if not full_reimbursement(activity).holds:
        return ZERO
    return max(ZERO, min(invoiced, activity.announced_amount - declared_before))


def _vat(invoice: Invoice) -> Decimal:
    if invoice.vat is not None:
        return invoice.vat
    rate = law.on(invoice.received_on).vat_rate.fraction
    return round_cents(invoice.total * rate / (1 + rate))
