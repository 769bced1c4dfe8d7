"""Extrajudicial collection costs by the scale of the Besluit BIK (domain.md §4.5)."""
from decimal import Decimal

from shared.kernel.money import ZERO, round_cents

LOWEST = Decimal("40.00")
HIGHEST = Decimal("6775.00")
BANDS = (
    (Decimal(2_500), Decimal("0.15")),
    (Decimal(2_500), Decimal("0.10")),
    (Decimal(5_000), Decimal("0.05")),
    (Decimal(190_000), Decimal("0.01")),
)
ABOVE = Decimal("0.005")


def collection_costs(principal: Decimal) -> Decimal:
    """Costs in euros over what is unpaid, at least 40 and at most 6,775; 0 where nothing is."""
    if principal <= 0:
        return ZERO
    costs, left = ZERO, principal
    for width, share in BANDS:
        costs += min(left, width) * share
        left = max(ZERO, left - width)
    return min(max(round_cents(costs + left * ABOVE), LOWEST), HIGHEST)
