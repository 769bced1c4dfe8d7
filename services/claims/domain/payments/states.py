"""The states of a payment run, of what it transfers to one employer, and of the debts that it leaves."""
from enum import StrEnum

from shared.kernel.refusals import Conflict


class RunStatus(StrEnum):
    """Where a payment run and each of its payments stand: prepared after the cut-off, paid on the pay date."""

    PREPARED = "PREPARED"
    PAID = "PAID"


class TransferStatus(StrEnum):
    """Where the transfer of a run to one employer stands.

    :cvar NOTHING_DUE: the policy is settled and nothing goes out
    :cvar PREPARED: settled, the payee is not checked yet
    :cvar READY: the payee can be paid; goes into the next file
    :cvar PAID: it is in a file
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
    """Where a debt stands: to be set off by the next run, given to billing, or taken over by a later run."""

    OPEN = "OPEN"
    INVOICED = "INVOICED"
    SETTLED = "SETTLED"


class TransferTransitionNotAllowed(Conflict):
    """A transfer cannot go from its present state to that one; above all it is never paid twice."""


def advance(status: TransferStatus, to: TransferStatus) -> TransferStatus:
    """The next state of a transfer.

    :raises TransferTransitionNotAllowed: if it does not follow on the present state
    """
    if to in TRANSFER_TRANSITIONS[status]:
        return to
    raise TransferTransitionNotAllowed(
        "transfer.transition_not_allowed", f"Deze overboeking kan niet van {status} naar {to}.", field="status")
