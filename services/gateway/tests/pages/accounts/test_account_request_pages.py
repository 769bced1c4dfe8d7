"""Acceptance's pages of requests by the form for strangers: what does not fit, the call-back, and the decision (R-191)."""
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, EMPLOYER
from services.gateway.tests.pages.accounts.test_acceptance_pages import ACCEPTANCE, account, send
from services.gateway.tests.platform_of_tests import Platform

QUEUE, ONE = "/acceptatie/aanvragen", "/acceptatie/aanvragen/req-1"
API = "/v1/account-requests"


def asked(**more: Any) -> dict[str, Any]:
    """A request as identity answers."""
    return {"id": "req-1", "state": "OPEN", "policy_number": "POL-1", "company_name": "Bakkerij Jansen",
            "policy_company_name": "Bakkerij De Jong B.V.", "salutation": "Dhr.", "first_name": "Jan", "infix": "de",
            "last_name": "Jong", "email": "jan@bakkerij.example", "phone": "+31687654321", "remarks": ["OTHER_COMPANY"],
            "requested_at": "2026-06-15T07:05:00+00:00", "decided_by": None, "decided_at": None, "reason": None,
            "account_id": None, "version": 1} | more


@pytest.fixture
def desk(platform: Platform) -> Platform:
    """A platform on which one request waits."""
    platform.identity.api |= {
        f"GET {API}": {"items": [asked()], "next": "later"}, f"GET {API}/req-1": asked(),
        f"POST {API}/req-1/acceptance": (201, account()), f"POST {API}/req-1/refusal": asked(state="REFUSED", reason="MISUSE"),
        "GET /v1/main-contacts": {"items": [], "next": None}}
    return platform


def decisions(desk: Platform) -> list[tuple[str, Any, Any]]:
    """The writes that reached identity."""
    return [(call["path"], call["body"], call["version"]) for call in desk.identity.received if call["method"] == "POST"]


class TestQueue:
    def test_says_who_asks_and_what_does_not_fit(self, desk: Platform, log_in: LogIn):
        browser = log_in(ACCEPTANCE)
        page = browser.get(desk.url + QUEUE).text

        for words in ("Bakkerij Jansen", "POL-1 (Bakkerij De Jong B.V.)", "De bedrijfsnaam wijkt af van de polis", "06 8765"):
            assert words in page
        assert f'href="{QUEUE}"' in browser.get(f"{desk.url}/acceptatie").text

    def test_is_closed_to_others(self, desk: Platform, log_in: LogIn):
        for person in (EMPLOYER, ADMINISTRATOR):
            browser = log_in(person)
            assert [browser.get(desk.url + path).status_code for path in (QUEUE, ONE)] == [403, 403]


class TestDecision:
    def test_makes_the_account_after_the_call_back(self, desk: Platform, log_in: LogIn):
        browser = log_in(ACCEPTANCE)
        without = send(browser, desk, ONE, f"{ONE}/teruggebeld")
        answer = send(browser, desk, ONE, f"{ONE}/teruggebeld", gebeld="ja")

        assert (without.status_code, "Bel eerst terug." in without.text) == (422, True)
        assert decisions(desk) == [(f"{API}/req-1/acceptance", {"called_back": True}, '"1"')]
        assert (answer.url, "Het account is gemaakt." in answer.text) == (desk.url + QUEUE, True)

    def test_is_a_refusal_with_a_reason(self, desk: Platform, log_in: LogIn):
        browser = log_in(ACCEPTANCE)
        without = send(browser, desk, ONE, f"{ONE}/weigeren")
        answer = send(browser, desk, ONE, f"{ONE}/weigeren", reden="MISUSE")

        assert without.status_code == 422
        assert decisions(desk) == [(f"{API}/req-1/refusal", {"reason": "MISUSE"}, '"1"')]
        assert "geweigerd" in answer.text

    def test_offers_no_account_where_none_can_be_made(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"GET {API}/req-1"] = asked(remarks=["POLICY_UNKNOWN"], policy_company_name=None)

        page = log_in(ACCEPTANCE).get(desk.url + ONE).text

        assert "Er is geen lopende polis met dit nummer." in page
        assert "/teruggebeld" not in page

    def test_shows_a_refusal_of_identity(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"POST {API}/req-1/acceptance"] = (
            409, {"code": "account.single_email", "status": 409, "detail": "Dit e-mailadres hoort al bij een account."})

        answer = send(log_in(ACCEPTANCE), desk, ONE, f"{ONE}/teruggebeld", gebeld="ja")

        assert answer.status_code == 422
        assert "Dit e-mailadres hoort al bij een account." in answer.text
