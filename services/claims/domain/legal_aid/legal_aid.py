"""Legal aid under the policy: the kinds of dispute, and the free first request (domain.md R-032 to R-034)."""
from enum import StrEnum

from shared.kernel.refusals import RuleViolated


class LegalAidKind(StrEnum):
    """The four kinds of dispute for which the policy gives legal aid (R-032, R-033)."""

    WAGE_CONTINUATION_DISPUTE = "WAGE_CONTINUATION_DISPUTE"
    THIRD_PARTY_RECOVERY = "THIRD_PARTY_RECOVERY"
    UWV_CONFLICT = "UWV_CONFLICT"
    EMPLOYEE_CONFLICT = "EMPLOYEE_CONFLICT"


class LegalAidStatus(StrEnum):
    """Status of a request: what is not refused is accepted at once (R-032)."""

    ACCEPTED = "ACCEPTED"


class PolicyNotInForce(RuleViolated):
    """There is no policy in force (R-032)."""

    def __init__(self) -> None:
        super().__init__("policy.not_in_force", "U heeft op dit moment geen lopende verzekering.")


class CostsNotAccepted(RuleViolated):
    """A further request is not free and the employer has not accepted the costs (R-034)."""

    def __init__(self) -> None:
        super().__init__(
            "legal_aid.costs_not_accepted",
            "U heeft al eerder kosteloos rechtsbijstand gekregen. Geef aan dat u akkoord gaat met de kosten.",
            field="costs_accepted")


def is_free_of_charge(*, earlier_requests: int) -> bool:
    """Whether a request is free: only the first of an employer (R-034; "once per employer" is our interpretation)."""
    return earlier_requests == 0


def refuse_request(*, policy_in_force: bool, earlier_requests: int, costs_accepted: bool) -> None:
    """Refuse a request without a policy in force, or with costs that the employer has not accepted.

    :raises PolicyNotInForce: R-032
    :raises CostsNotAccepted: R-034
    """
    if not policy_in_force:
        raise PolicyNotInForce
    if not (is_free_of_charge(earlier_requests=earlier_requests) or costs_accepted):
        raise CostsNotAccepted
