"""A block, a taken right, an ended session and a revoked token reach every service, also when the bus was away meanwhile."""
from functools import partial

import pytest

from services.identity.store import get_account
from services.identity.usecases.accounts.seed_staff import seed_staff
from services.identity.usecases.tokens.revoke_access import end_all_access, end_session, revoke_access, revoke_token
from shared.bus.port import BusError
from shared.events.identity import RevocationReason
from shared.kernel.clock import SystemClock
from shared.messaging.revocation import memory
from tests.repair.platform import ON_EACH_BUS, SERVICES, Platform

ADDRESSES = {"identity": "/v1/accounts", "absence": "/v1/employees", "casework": "/v1/dossiers", "claims": "/v1/claims",
             "billing": "/v1/policies"}
ACCOUNT = "staff-casemanager"
REASON = RevocationReason.ACCOUNT_BLOCKED


now = SystemClock().now
"""The present, which a test takes when it runs: a revocation is kept only as long as tokens live."""


def of_account(use_case, session):
    """Apply a use case to the account."""
    use_case(session, get_account(session, ACCOUNT, lock=True), reason=REASON, now=now())


REVOCATIONS = {
    "block": partial(of_account, end_all_access), "taken right": partial(of_account, revoke_access),
    "ended session": lambda session: end_session(session, account_id=ACCOUNT, login_id="login-1", reason=REASON, now=now()),
    "revoked token": lambda session: revoke_token(session, account_id=ACCOUNT, token_id="token-1", client_id="portal", now=now())}


@pytest.fixture
def staffed(platform: Platform, monkeypatch) -> Platform:
    """A platform with accounts, whose services read revocations with each check."""
    monkeypatch.setattr(memory, "REFRESH_SECONDS", 0.0)
    platform["identity"].run(seed_staff)
    platform.settle()
    return platform


def statuses(platform: Platform, **claims) -> dict[str, int]:
    """The answer of each service to a token of the account."""
    return {name: ask(platform, name, **claims) for name in SERVICES}


def ask(platform: Platform, name: str, **claims) -> int:
    token = platform[name].issuer.token(
        rights=("EMPLOYEE_DATA", "SICK_REPORTS", "RIGHTS_MANAGEMENT"), account_id=ACCOUNT,
        **{"generation": 1, "sid": "login-1", "jti": "token-1"} | claims)
    answer = platform[name].app.test_client().get(ADDRESSES[name], headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


ACCEPTED, REFUSED = dict.fromkeys(SERVICES, 200), dict.fromkeys(SERVICES, 401)


class TestEveryService:
    @ON_EACH_BUS
    @pytest.mark.parametrize("what", REVOCATIONS)
    def test_refuses_the_token_once_the_event_arrived(self, staffed, what):
        before = statuses(staffed)

        staffed["identity"].run(REVOCATIONS[what])
        staffed.settle()

        assert (before, statuses(staffed)) == (ACCEPTED, REFUSED)

    def test_refuses_it_after_an_outage_of_the_bus_in_which_it_was_revoked(self, staffed):
        identity, publish = staffed["identity"], staffed.bus.publish

        def is_away(messages, timeout=10.0):
            raise BusError("away")

        staffed.bus.publish = is_away
        for revoke in REVOCATIONS.values():
            identity.run(revoke)
        with pytest.raises(BusError):
            staffed.settle()
        meanwhile = statuses(staffed)
        staffed.bus.publish = publish
        staffed.settle()

        assert meanwhile == ACCEPTED | {"identity": 401}
        assert statuses(staffed) == REFUSED
        assert statuses(staffed, generation=2) == REFUSED, "the session had ended"
        assert statuses(staffed, generation=3, sid="login-2", jti="token-2") == ACCEPTED, "a sign-in after it"

    def test_refuses_it_after_an_event_was_lost_and_a_snapshot_took_its_place(self, staffed):
        staffed.bus.loses = lambda message: b"access.revoked" in dict(message.headers)["ce_type"]
        staffed["identity"].run(REVOCATIONS["ended session"])
        staffed.settle()
        staffed.bus.loses = lambda message: False
        staffed["identity"].run(REVOCATIONS["revoked token"])
        staffed.settle()

        assert statuses(staffed, jti="token-2") == REFUSED
