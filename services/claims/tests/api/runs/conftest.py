"""A run of March with two employers, above the limit above which two people approve it."""
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.claims.tests.conftest import employee, filed, policy, state, work_through
from shared.kernel.vocabulary import AbsenceStatus
from shared.testing.service import OTHER_EMPLOYER, Service

RUN = "/v1/payment-runs/RUN-2026-03"
PREPARED_ON = date(2026, 4, 16)
PAY_DATE = date(2026, 4, 20)
MARCH = {"recovered_on": date(2026, 4, 1), "status": AbsenceStatus.RECOVERED}


class Desk:
    """Members of Team Claims at work on a run."""

    def __init__(self, claims: Service) -> None:
        self.claims = claims

    def see(self, path: str = "", who: str = "karim") -> Any:
        """What somebody reads about the run."""
        return self.claims.get(RUN + path, roles=("insurer_claims",), employer_id=None, account_id=who).json

    def act(self, path: str, who: str = "karim", **body: Any) -> Any:
        """An act on the set as it is now."""
        if path in ("/check", "/approvals", "/rejections", "/files"):
            body = {"control_number": self.see()["control_number"]} | body
        return self.claims.post(RUN + path, body or None, roles=("insurer_claims",), employer_id=None, account_id=who)

    def check(self, who: str = "karim") -> None:
        """Look at every payment that is to be looked at, and finish the check."""
        for line in self.see("/lines?list=REVIEW")["items"]:
            self.act(f"/lines/{line['payment']['payment_reference']}/seen", who)
        assert self.act("/check", who).status_code == 200

    def payment_of(self, absence_number: str) -> str:
        """The reference of the payment for a claim."""
        (found,) = [line["payment"]["payment_reference"] for line in self.see("/lines")["items"]
                    if line["payment"]["absence_number"] == absence_number]
        return str(found)


@pytest.fixture
def open_run(claims: Service, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
    """Prepare the run of March: 1,920.00 for Anna, 1,920.00 for Carl of the same employer, 1,920.00 for Bob of another."""
    def prepared(limit: str = "5000.00", *, runs_on: bool = False) -> Desk:
        monkeypatch.setenv("CLAIMS_APPROVAL_LIMIT", limit)
        object.__setattr__(claims.settings, "approval_rule", type(claims.settings).from_env(
            {"CLAIMS_DATABASE_URL": "x", "ONTZORG_BUS_URL": "x", "ONTZORG_ISSUER": "https://issuer.test", "ONTZORG_JWKS_URL": "x",
             "ONTZORG_ENVIRONMENT": "test", "CLAIMS_APPROVAL_LIMIT": limit}).approval_rule)
        other = {"policy_number": "P-2", "employer_id": OTHER_EMPLOYER}
        claims.deliver(policy(), policy("P-2", OTHER_EMPLOYER), employee(), employee("carl"), employee("bob", **other))
        claims.deliver(filed(state(**({} if runs_on else MARCH))))
        claims.deliver(filed(state("V-2", **MARCH), "carl"), filed(state("V-3", **MARCH), "bob", **other))
        work_through(claims, PREPARED_ON)
        claims.forget_published()
        return Desk(claims)
    return prepared
