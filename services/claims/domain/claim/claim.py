"""A claim: every sick report opens one, and its state says whether the insurer treats it (domain.md R-063, R-064)."""
from enum import StrEnum

from services.claims.domain.benefits.cover import NotCovered
from shared.kernel.refusals import Conflict


class ClaimStatus(StrEnum):
    """Where a claim stands."""

    IN_TREATMENT = "IN_TREATMENT"
    REJECTED = "REJECTED"
    CLOSED = "CLOSED"


TRANSITIONS: dict[ClaimStatus, frozenset[ClaimStatus]] = {
    ClaimStatus.IN_TREATMENT: frozenset({ClaimStatus.REJECTED, ClaimStatus.CLOSED}),
    ClaimStatus.REJECTED: frozenset({ClaimStatus.IN_TREATMENT}),
    ClaimStatus.CLOSED: frozenset({ClaimStatus.IN_TREATMENT, ClaimStatus.REJECTED}),
}
"""A correction of the absence can bring a rejected or closed claim back, or show that there never was cover."""


class ClaimTransitionNotAllowed(Conflict):
    """The claim cannot go from its present state to that one."""


class VraOrderExists(Conflict):
    """VRA has the order for this composite case already (R-064)."""


def initial_status(reason: NotCovered | None) -> ClaimStatus:
    """The state in which a sick report opens a claim: in treatment, or rejected without cover (R-063)."""
    return ClaimStatus.IN_TREATMENT if reason is None else ClaimStatus.REJECTED


def advance(status: ClaimStatus, to: ClaimStatus) -> ClaimStatus:
    """The next state of a claim.

    :raises ClaimTransitionNotAllowed: if it does not follow on the present state
    """
    if to in TRANSITIONS[status]:
        return to
    raise ClaimTransitionNotAllowed(
        "claim.transition_not_allowed", f"Deze claim kan niet van {status} naar {to}.", field="status")


def refuse_second_vra_order(composite_id: str, ordered: frozenset[str]) -> None:
    """Refuse a second order to VRA for one composite case (R-064).

    :param ordered: composite cases for which an order was issued
    :raises VraOrderExists: if this is one of them
    """
    if composite_id in ordered:
        raise VraOrderExists("vra_order.exists", "VRA heeft voor dit verzuim al een opdracht.")
