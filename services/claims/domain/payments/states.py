"""The states of payment runs, of their transfers to employers, and of debts."""
from enum import StrEnum

from shared.kernel.refusals import Conflict


class RunStatus(StrEnum):
    """Status of a payment run and its payments: prepared after the cut-off, paid on the pay date."""

    PREPARED = "PREPARED"
    PAID = "PAID"


class TransferStatus(StrEnum):
    """Status of the transfer of a run to one employer.

    :cvar NOTHING_DUE: the policy is settled and nothing is paid
    :cvar PREPARED: settled; the payee is not checked yet
    :cvar READY: the payee was checked; to be included in the next file
    :cvar PAID: included in a file
    """

    NOTHING_DUE = "NOTHING_DUE"
    PREPARED = "PREPARED"
    READY = "READY"
    PAID = "PAID"


TRANSFER_TRANSITIONS: dict[TransferStatus, frozenset[TransferStatus]] = {
    TransferStatus.NOTHING_DUE: frozenset(),
    TransferStatus.PREPARED: frozenset({TransferStatus.READY}),
    TransferStatus.READY: frozenset({TransferStatus.PAID}),
    TransferStatus.PAID: frozenset(),
}


class DebtStatus(StrEnum):
    """Status of a debt: to be set off by the next run, transferred to billing, or replaced by a later run."""

    OPEN = "OPEN"
    INVOICED = "INVOICED"
    SETTLED = "SETTLED"


class TransferTransitionNotAllowed(Conflict):
    """A transfer cannot go from its present state to that one; this prevents a second payment."""


def advance(status: TransferStatus, to: TransferStatus) -> TransferStatus:
    """The next state of a transfer.

    :raises TransferTransitionNotAllowed: if the transition is not allowed
    """
    if to in TRANSFER_TRANSITIONS[status]:
        return to
    raise TransferTransitionNotAllowed(
        "transfer.transition_not_allowed", f"Deze overboeking kan niet van {status} naar {to}.", field="status")
