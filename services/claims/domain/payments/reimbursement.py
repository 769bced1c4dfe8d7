"""Reimbursement of re-integration costs: amount and date (domain.md R-071, R-072)."""
from datetime import date
from decimal import Decimal

from shared.kernel.calendar import add_months
from shared.kernel.refusals import RuleViolated


class ActivityNotAnnounced(RuleViolated):
    """The casemanager has not announced an amount for the activity (R-072)."""


def pay_by(complete_on: date) -> date:
    """The last day of payment: one month after receipt of the complete declaration (R-071)."""
    return add_months(complete_on, 1)


def reimbursement(*, invoice_total: Decimal, announced_amount: Decimal | None) -> Decimal:
    """The reimbursed amount: the invoice total, at most the announced amount (R-072).

    :raises ActivityNotAnnounced: without an announced amount
    """
    if announced_amount is None:
        raise ActivityNotAnnounced(
            "activity.not_announced", "Voor deze activiteit heeft de casemanager vooraf geen bedrag doorgegeven.")
    return min(invoice_total, announced_amount)
