"""What Perspectief is charged for an approved guarantee month by month, and the stage of its payment (§3.10, §10.4)."""
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.claims.domain.guarantee.guarantee import GuaranteeDecision
from shared.kernel.money import ZERO
from shared.kernel.month import Month


class GuaranteeStage(StrEnum):
    """A decision, and for an approved guarantee whether it is being paid or has ended."""

    ASSESSING = "ASSESSING"
    APPROVED = "APPROVED"
    PAYING = "PAYING"
    ENDED = "ENDED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


def stage_of(decision: GuaranteeDecision, *, is_charged: bool, is_settled: bool) -> GuaranteeStage:
    """The stage of a guarantee.

    :param is_charged: whether a month was charged
    :param is_settled: whether every month of the sanction was charged
    """
    if decision is not GuaranteeDecision.APPROVED:
        return GuaranteeStage(decision)
    if is_settled:
        return GuaranteeStage.ENDED
    return GuaranteeStage.PAYING if is_charged else GuaranteeStage.APPROVED


def charges(totals: Mapping[str, Decimal], charged: Mapping[str, Decimal], *, today: date) -> dict[str, Decimal]:
    """The differences to charge of the months that ended, by month: a recovery or a shortening gives back what was too much.

    :param totals: what each month of the sanction costs, in euros
    :param charged: what was charged for each month before
    """
    ended = {month for month in (*totals, *charged) if Month.parse(month).last < today}
    due = {month: totals.get(month, ZERO) - charged.get(month, ZERO) for month in sorted(ended)}
    return {month: amount for month, amount in due.items() if amount}
