"""A reimbursement that casework accepted: checked, put in a payment file, paid within its month (R-071)."""
from enum import StrEnum

from shared.kernel.refusals import Conflict


class ReimbursementStatus(StrEnum):
    """Status of a reimbursement; READY once its payee was checked."""

    ACCEPTED = "ACCEPTED"
    READY = "READY"
    PAID = "PAID"


TRANSITIONS: dict[ReimbursementStatus, frozenset[ReimbursementStatus]] = {
    ReimbursementStatus.ACCEPTED: frozenset({ReimbursementStatus.READY}),
    ReimbursementStatus.READY: frozenset({ReimbursementStatus.PAID}),
    ReimbursementStatus.PAID: frozenset(),
}


class ReimbursementCannotMove(Conflict):
    """A reimbursement cannot go from its present state to that one; this prevents a second payment."""


def advance(status: ReimbursementStatus, to: ReimbursementStatus) -> ReimbursementStatus:
    """The next state.

    :raises ReimbursementCannotMove: if it is not allowed
    """
    if to in TRANSITIONS[status]:
        return to
    raise ReimbursementCannotMove("reimbursement.transition_not_allowed", f"Deze vergoeding kan niet van {status} naar {to}.",
                                  field="status")
