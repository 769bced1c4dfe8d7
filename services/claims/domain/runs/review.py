"""Which payments of a run a person looks at, by rule (screens.md §4.4)."""
from decimal import Decimal
from enum import StrEnum

from shared.kernel.refusals import RuleViolated

CHANGE_PCT = 25
LARGE_PAYMENT = Decimal("10000.00")


class ReviewReason(StrEnum):
    """Why a payment is to be looked at.

    :cvar FIRST_PAYMENT: nothing was paid for the claim before
    :cvar CHANGED: more than 25 % away from the run before
    :cvar CORRECTION: it pays or sets off an earlier month
    :cvar LARGE: above 10,000.00 euros
    :cvar NEW_ACCOUNT: the account is not that of the employer's last payment
    :cvar TWICE_IN_MONTH: a second payment for the claim in one calendar month
    """

    FIRST_PAYMENT = "FIRST_PAYMENT"
    CHANGED = "CHANGED"
    CORRECTION = "CORRECTION"
    LARGE = "LARGE"
    NEW_ACCOUNT = "NEW_ACCOUNT"
    TWICE_IN_MONTH = "TWICE_IN_MONTH"


class PaymentsUnseen(RuleViolated):
    """Payments to be looked at were not seen by anybody."""


def refuse_unseen(count: int) -> None:
    """Refuse to finish the check while payments are unseen.

    :raises PaymentsUnseen: ``payment_run.payments_unseen``
    """
    if count:
        raise PaymentsUnseen("payment_run.payments_unseen",
                             f"{count} {'betaling is' if count == 1 else 'betalingen zijn'} nog door niemand gezien.")
