"""Claims as opened by sick reports, and legal aid."""
import pytest

from services.claims.domain.benefits.cover import NotCovered
from services.claims.domain.claim.claim import ClaimStatus, judged
from services.claims.domain.legal_aid.legal_aid import (
    CostsNotAccepted,
    PolicyNotInForce,
    is_free_of_charge,
    refuse_request,
)


class TestClaim:
    @pytest.mark.parametrize(("before", "reason", "after"), [
        (ClaimStatus.NEW, None, ClaimStatus.IN_TREATMENT),
        (ClaimStatus.NEW, NotCovered.NO_COVER_ON_FIRST_SICK_DAY, ClaimStatus.REJECTED),
        (ClaimStatus.REJECTED, None, ClaimStatus.IN_TREATMENT),
        (ClaimStatus.IN_TREATMENT, NotCovered.COVER_SUSPENDED, ClaimStatus.REJECTED),
        (ClaimStatus.IN_TREATMENT, None, ClaimStatus.IN_TREATMENT),
    ], ids=["new and covered", "new and not covered", "covered after all", "never covered", "still covered"])
    def test_has_the_status_that_its_cover_gives(self, before, reason, after):
        assert judged(before, reason) is after


class TestLegalAid:
    def test_needs_a_policy_in_force(self):
        with pytest.raises(PolicyNotInForce) as refusal:
            refuse_request(policy_in_force=False, earlier_requests=0, costs_accepted=True)

        assert refusal.value.code == "policy.not_in_force"

    def test_is_free_once(self):
        assert is_free_of_charge(earlier_requests=0)
        assert not is_free_of_charge(earlier_requests=1)

    def test_needs_consent_to_the_costs_of_a_second_request(self):
        refuse_request(policy_in_force=True, earlier_requests=1, costs_accepted=True)

        with pytest.raises(CostsNotAccepted):
            refuse_request(policy_in_force=True, earlier_requests=1, costs_accepted=False)
