"""The states of a payment run, its payments and the debts that it leaves."""
from enum import StrEnum


class RunStatus(StrEnum):
    """Where a payment run stands, and each of its payments: prepared after the cut-off, paid on the pay date."""

    PREPARED = "PREPARED"
    PAID = "PAID"


class DebtStatus(StrEnum):
    """Where a debt stands: to be set off by the next run, given to billing, or taken over by a later run."""

    OPEN = "OPEN"
    INVOICED = "INVOICED"
    SETTLED = "SETTLED"
