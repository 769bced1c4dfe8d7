"""Lock-outs count by device and address: a stranger does not lock out the owner, and guesses from everywhere are bounded."""
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from services.identity.tests.api.test_security_log_rows import rows_of
from services.identity.tests.conftest import CASEMANAGER, Browser, Identity, Member
from services.identity.usecases.accounts.seed_staff import PASSWORD

WRONG = replace(CASEMANAGER, password="Fout-Wachtw-1")


class Elsewhere(Browser):
    """A browser at another address.

    :cvar address: its IP address
    """

    address = "192.0.2.7"

    def post(self, path: str, **form: str) -> TestResponse:
        return self.client.post(path, data=form, base_url="http://localhost:8080", headers={
            "X-Forwarded-Prefix": "/id", "X-Forwarded-Host": "localhost:8080", "X-Forwarded-For": self.address})


def fail(browser: Browser, times: int) -> None:
    page = browser.begin()
    for _ in range(times):
        page = browser.enter_password(WRONG, page)


class TestStranger:
    def test_locks_out_the_own_address_and_no_other(self, identity: Identity, browser: Browser):
        fail(Elsewhere(identity), 5)

        assert Elsewhere(identity).enter_password(CASEMANAGER).status_code == 401
        assert browser.enter_password(CASEMANAGER).status_code == 303

    def test_does_not_lock_out_a_device_of_the_owner_from_the_same_address(self, identity: Identity, browser: Browser):
        browser.log_in(CASEMANAGER)
        browser.client.delete_cookie("aanmelden", domain="localhost")
        fail(Browser(identity), 5)

        assert Browser(identity).enter_password(CASEMANAGER).status_code == 401
        identity.wait(seconds=30)
        assert browser.enter_password(CASEMANAGER).status_code == 303

    def test_is_bounded_over_many_addresses(self, identity: Identity):
        for number in range(5):
            stranger = Elsewhere(identity)
            stranger.address = f"192.0.2.{number}"
            fail(stranger, 4)

        fresh = Elsewhere(identity)
        fresh.address = "198.51.100.1"
        assert fresh.enter_password(CASEMANAGER).status_code == 401

    def test_uses_one_source_for_a_whole_ipv6_connection(self, identity: Identity):
        for number in range(5):
            stranger = Elsewhere(identity)
            stranger.address = f"2001:db8:1:2::{number}"
            fail(stranger, 1)

        assert identity.failures_of(CASEMANAGER.username)["address:2001:db8:1:2::/64"] == 5


class TestLockout:
    def test_is_forgotten_after_a_day_without_wrong_answers(self, identity: Identity, browser: Browser):
        fail(browser, 4)
        identity.wait(hours=24)

        fail(browser, 1)

        assert identity.failures_of(CASEMANAGER.username) == {"address:127.0.0.1": 1, "elsewhere": 1}

    def test_ends_with_the_owners_second_factor_on_a_known_device(self, identity: Identity, browser: Browser):
        browser.log_in(CASEMANAGER)
        browser.client.delete_cookie("aanmelden", domain="localhost")
        fail(Browser(identity), 5)
        identity.wait(seconds=30)

        browser.log_in(CASEMANAGER)

        assert identity.failures_of(CASEMANAGER.username) == {}
        assert "ACCOUNT_UNLOCKED" in [row.kind for row in rows_of(identity, CASEMANAGER.username)]
        assert Browser(identity).enter_password(CASEMANAGER).status_code == 303

    @pytest.mark.parametrize(("role", "status"), [("camas_helpdesk", 200), ("insurer_acceptance", 200), ("platform_admin", 403)])
    def test_is_ended_by_the_helpdesk(self, identity: Identity, browser: Browser, role: str, status: int):
        fail(browser, 5)
        page = browser.begin()
        token = identity.issuer.token(roles=(role,), employer_id=None, rights=(), account_id="staff-helpdesk", kind="STAFF",
                                      iss="http://localhost/id")

        answer = identity.api.test_client().post("/admin/v1/accounts/staff-casemanager/unlock", headers={
            "Authorization": f"Bearer {token}"})

        assert answer.status_code == status
        assert browser.enter_password(CASEMANAGER, page).status_code == (303 if status == 200 else 401)
        if status == 200:
            row = next(row for row in rows_of(identity, CASEMANAGER.username) if row.kind == "ACCOUNT_UNLOCKED")
            assert row.actor_id == "staff-helpdesk"

    def test_leaves_a_row_for_unknown_names_without_the_name(self, identity: Identity, browser: Browser):
        from sqlalchemy import select

        from services.identity.store import SecurityEvent

        browser.enter_password(Member("my-secret-typed-here", PASSWORD, "", ""))

        rows = identity.query(lambda session: session.scalars(select(SecurityEvent)).all())
        assert [(row.kind, row.account_id, row.actor_id) for row in rows] == [("LOGIN_FAILED", None, "unknown")]


class TestMail:
    def test_is_sent_after_the_answer_by_the_worker(self, identity: Identity, browser: Browser):
        sent: list[object] = []
        identity.app.extensions["post"].deliver = sent.append

        fail(browser, 5)

        assert sent == [()] * 5
        assert [mail.subject for mail in identity.messages(CASEMANAGER.email)] == ["Uw account is tijdelijk op slot"]
