"""Refresh tokens: rotation, a short grace, reuse detection."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import update

from services.identity.store import Account
from services.identity.tests.conftest import CASEMANAGER, Browser, Identity, register_other_entrance


@pytest.fixture
def tokens(browser: Browser):
    return browser.tokens(CASEMANAGER)


def refresh(browser: Browser, token: str, **form: str):
    return browser.ask_token(grant_type="refresh_token", refresh_token=token, **form)


class TestRefreshTokens:
    def test_rotate_at_each_use(self, browser: Browser, tokens):
        new = refresh(browser, tokens["refresh_token"]).json

        assert new["refresh_token"] != tokens["refresh_token"]
        assert new["expires_in"] == 300
        assert refresh(browser, new["refresh_token"]).status_code == 200

    @pytest.mark.parametrize(("seconds", "status"), [(9, 200), (10, 400)])
    def test_can_be_reused_within_ten_seconds_for_parallel_requests(self, browser: Browser, identity: Identity, tokens,
                                                                 seconds: int, status: int):
        refresh(browser, tokens["refresh_token"])

        identity.wait(seconds=seconds)

        assert refresh(browser, tokens["refresh_token"]).status_code == status

    def test_are_revoked_as_a_family_on_later_reuse(self, browser: Browser, identity: Identity, tokens):
        new = refresh(browser, tokens["refresh_token"]).json
        identity.wait(seconds=10)

        assert refresh(browser, tokens["refresh_token"]).json["error"] == "invalid_grant"

        assert refresh(browser, new["refresh_token"]).json["error"] == "invalid_grant"

    def test_serve_eight_parallel_requests(self, browser: Browser, tokens):
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: refresh(browser, tokens["refresh_token"]).status_code, range(8)))

        assert answers == [200] * 8

    @pytest.mark.parametrize(("minutes", "status"), [(64, 200), (65, 400)])
    def test_expire_an_hour_after_the_access_token(self, browser: Browser, identity: Identity, tokens, minutes: int,
                                                   status: int):
        identity.wait(minutes=minutes)

        assert refresh(browser, tokens["refresh_token"]).status_code == status

    def test_end_twelve_hours_after_the_sign_in_however_often_they_are_used(self, browser: Browser, identity: Identity, tokens):
        for _ in range(12):
            identity.wait(minutes=59, seconds=50)
            tokens = refresh(browser, tokens["refresh_token"]).json
        identity.wait(minutes=2)

        assert refresh(browser, tokens["refresh_token"]).json["error"] == "invalid_grant"

    def test_belong_to_one_client(self, browser: Browser, identity: Identity, tokens):
        register_other_entrance(identity, "other", "other-secret")

        answer = refresh(browser, tokens["refresh_token"], auth=("other", "other-secret"))

        assert answer.json["error"] == "invalid_grant"
        assert refresh(browser, tokens["refresh_token"]).status_code == 200

    def test_cannot_widen_the_scope(self, browser: Browser, tokens):
        assert refresh(browser, tokens["refresh_token"], scope="openid introspect").json["error"] == "invalid_scope"

    def test_carry_the_current_rights(self, browser: Browser, identity: Identity, tokens):
        identity.run(lambda session: session.execute(update(Account).where(
            Account.id == "staff-casemanager").values(roles=["insurer_vra"])))

        new = refresh(browser, tokens["refresh_token"]).json

        keys = KeySet.import_key_set(browser.get("/oauth/jwks").json)
        claims = jwt.decode(new["access_token"], keys, algorithms=["RS256"]).claims
        assert claims["roles"] == ["insurer_vra"]
        assert claims["amr"] == ["pwd", "otp", "sms"]

    def test_are_invalid_when_the_account_is_blocked(self, browser: Browser, identity: Identity, tokens):
        identity.block("staff-casemanager")

        assert refresh(browser, tokens["refresh_token"]).json["error"] == "invalid_request"

    def test_that_are_unknown_are_refused(self, browser: Browser):
        assert refresh(browser, "verzonnen").json["error"] == "invalid_grant"
