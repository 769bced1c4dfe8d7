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
    :cvar SET_ASIDE: a person keeps it out of the files until a date
    :cvar READY: the payee was checked; to be included in the next file
    :cvar FILED: included in a file whose pay date is to come
    :cvar PAID: included in a file, and the pay date came
    :cvar REFUSED: the bank refused it or sent it back; another part of the run replaces it
    """

    NOTHING_DUE = "NOTHING_DUE"
    PREPARED = "PREPARED"
    SET_ASIDE = "SET_ASIDE"
    READY = "READY"
    FILED = "FILED"
    PAID = "PAID"
    REFUSED = "REFUSED"


TO_BE_FILED = (TransferStatus.PREPARED, TransferStatus.READY)
"""A transfer that the next file of its run includes once its payee is checked."""


TRANSFER_TRANSITIONS: dict[TransferStatus, frozenset[TransferStatus]] = {
    TransferStatus.NOTHING_DUE: frozenset(),
    TransferStatus.PREPARED: frozenset({TransferStatus.READY, TransferStatus.NOTHING_DUE}),
    TransferStatus.SET_ASIDE: frozenset({TransferStatus.PREPARED}),
    TransferStatus.READY: frozenset({TransferStatus.FILED, TransferStatus.PREPARED, TransferStatus.NOTHING_DUE}),
    TransferStatus.FILED: frozenset({TransferStatus.PAID, TransferStatus.REFUSED}),
    TransferStatus.PAID: frozenset({TransferStatus.REFUSED}),
    TransferStatus.REFUSED: frozenset(),
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
