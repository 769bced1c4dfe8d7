"""Claims: every sick report opens one, and its status shows whether it is insured (domain.md R-063)."""
from enum import StrEnum

from services.claims.domain.benefits.cover import NotCovered
from shared.kernel.refusals import Conflict


class ClaimStatus(StrEnum):
    """Status of a claim; NEW until the policy and the employee are known."""

    NEW = "NEW"
    IN_TREATMENT = "IN_TREATMENT"
    REJECTED = "REJECTED"


TRANSITIONS: dict[ClaimStatus, frozenset[ClaimStatus]] = {
    ClaimStatus.NEW: frozenset({ClaimStatus.IN_TREATMENT, ClaimStatus.REJECTED}),
    ClaimStatus.IN_TREATMENT: frozenset({ClaimStatus.REJECTED}),
    ClaimStatus.REJECTED: frozenset({ClaimStatus.IN_TREATMENT}),
}
"""A correction of the absence can bring a rejected claim back, or show that there never was cover."""


class ClaimTransitionNotAllowed(Conflict):
    """The claim cannot go from its present state to that one."""


def judged(status: ClaimStatus, reason: NotCovered | None) -> ClaimStatus:
    """The status of a claim after the decision on its cover: in treatment, or rejected with a reason (R-063).

    :raises ClaimTransitionNotAllowed: if the transition is not allowed
    """
    to = ClaimStatus.IN_TREATMENT if reason is None else ClaimStatus.REJECTED
    if to is status or to in TRANSITIONS[status]:
        return to
    raise ClaimTransitionNotAllowed(
        "claim.transition_not_allowed", f"Deze claim kan niet van {status} naar {to}.", field="status")
