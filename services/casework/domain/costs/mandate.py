"""The amount up to which a casemanager decides without VRA (R-061)."""
from decimal import Decimal
from enum import StrEnum

from shared.kernel.refusals import Forbidden

MANDATE_LIMIT = Decimal("1500.00")
"""Of the total estimated cost of an activity, VAT included; the limit itself is within the mandate."""


class Decider(StrEnum):
    """Who decides on a cost."""

    CASEMANAGER = "CASEMANAGER"
    VRA = "VRA"


class MandateExceeded(Forbidden):
    """The casemanager cannot approve this cost without VRA."""


def decider(estimated_cost: Decimal, limit: Decimal = MANDATE_LIMIT) -> Decider:
    """Who decides on a cost in euros."""
    return Decider.CASEMANAGER if estimated_cost <= limit else Decider.VRA


def check_mandate(estimated_cost: Decimal, *, vra_approved: bool, limit: Decimal = MANDATE_LIMIT) -> None:
    """Refuse an approval by a casemanager above the mandate without VRA.

    :raises MandateExceeded: above the limit without it
    """
    if decider(estimated_cost, limit) is Decider.VRA and not vra_approved:
        raise MandateExceeded("mandate.exceeded", "Dit bedrag is hoger dan uw mandaat. Vraag akkoord aan VRA.")
