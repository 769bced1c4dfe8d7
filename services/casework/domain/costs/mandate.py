"""The amount up to which a casemanager decides without VRA (R-061)."""
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum

from shared.kernel.refusals import Forbidden

MANDATE_LIMIT = Decimal("1500.00")
"""Default of the setting, in euros, of the estimated cost of an activity with VAT; the limit itself is within the mandate."""


class Decider(StrEnum):
    """Who decides on a cost."""

    CASEMANAGER = "CASEMANAGER"
    VRA = "VRA"


class MandateExceeded(Forbidden):
    """The casemanager cannot approve this cost; VRA decides."""

    def __init__(self) -> None:
        super().__init__("mandate.exceeded", "Dit bedrag is hoger dan uw mandaat. VRA beslist.")


def decider(estimated_cost: Decimal, limit: Decimal) -> Decider:
    """Who decides on a cost in euros."""
    return Decider.CASEMANAGER if estimated_cost <= limit else Decider.VRA


def decides_for_vra(roles: Collection[str]) -> bool:
    """Whether somebody with these roles decides for VRA; who is a casemanager too decides as such."""
    return "insurer_vra" in roles and "casemanager" not in roles
