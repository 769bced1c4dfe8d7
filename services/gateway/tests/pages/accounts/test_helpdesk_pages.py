"""The helpdesk's pages: the queue, the call-back, accounts without case data."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.pages.accounts.test_security_log_pages import HELPDESK, event
from services.gateway.tests.platform_of_tests import Platform

ACCOUNTS_API = "/admin/v1/accounts/acc-2"
QUEUE, ONE, API = "/helpdesk", "/helpdesk/verzoeken/r-1", "/admin/v1/helpdesk-requests"


def asked(**more: Any) -> dict[str, Any]:
    """A request as identity answers it."""
    return {"id": "r-1", "kind": "NEW_EMAIL", "state": "OPEN", "employer_id": "emp-1", "company_name": "Bakkerij De Jong",
            "requester_name": "Jan de Jong", "requester_phone": "+31687654321", "requester_is_contact": True,
            "requested_at": "2026-06-15T07:05:00+00:00",
            "account_id": "acc-2", "account_name": "Eva Smit", "account_username": "esmit",
            "account_email": "eva@bakkerij.example", "account_phone": "+31612345699", "salutation": None, "first_name": None,
            "infix": None, "last_name": None, "email": "eva.smit@bakkerij.example", "phone": None, "decided_at": None,
            "decision_reason": None, "version": 3} | more


ACCOUNT = {"id": "acc-2", "kind": "COLLEAGUE", "state": "LOCKED", "employer_id": "emp-1", "username": "esmit",
           "salutation": "Mevr.", "first_name": "Eva", "infix": None, "last_name": "Smit", "email": "eva@bakkerij.example",
           "phone": "+31612345699", "rights": ["SICK_REPORTS"], "roles": [], "work_phone": None,
           "companies": ["Bakkerij De Jong B.V."],
           "created_at": "2026-01-05T09:00:00+00:00",
           "ends_on": None, "temporary_until": None, "last_used_at": None, "last_reviewed_at": None,
           "activated_at": None, "version": 2}


@pytest.fixture
def desk(platform: Platform) -> Platform:
    """A platform on which one request waits."""
    body = asked()
    shown = {name: value for name, value in body.items()
             if name not in ("employer_id", "company_name") and not name.startswith(("requester", "account_"))}
    platform.identity.api |= {
        f"GET {API}": {"items": [body], "next": "later"}, f"GET {API}/r-1": body,
        f"POST {API}/r-1/execution": shown | {"account_id": "acc-2", "state": "EXECUTED"},
        f"POST {API}/r-1/refusal": shown | {"account_id": "acc-2", "state": "REFUSED"},
        "GET /admin/v1/accounts": {"items": [ACCOUNT], "next": None}, "GET /admin/v1/accounts/acc-2": ACCOUNT,
        "GET /admin/v1/security-events": {"items": [event("ACCOUNT_LOCKED")], "next": None}}
    return platform


def send(browser: requests.Session, desk: Platform, action: str, **typed: str) -> requests.Response:
    """Fill in a form of the page of the request."""
    page = browser.get(desk.url + ONE).text
    form = page.split(f'action="{ONE}/{action}"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.post(f"{desk.url}{ONE}/{action}", data=hidden | typed)


def act(browser: requests.Session, desk: Platform, action: str, **typed: str) -> requests.Response:
    """Fill in a form of the page of the account."""
    path = f"/helpdesk/accounts/acc-2/{action}"
    form = browser.get(f"{desk.url}/helpdesk/accounts/acc-2").text.split(f'action="{path}"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.post(desk.url + path, data=hidden | typed)


def writes(desk: Platform) -> list[tuple[str, Any]]:
    """The writes that reached identity."""
    return [(call["path"], call["body"]) for call in desk.identity.received if call["method"] == "POST"]


class TestQueue:
    def test_says_whom_to_call_and_leads_on(self, desk: Platform, log_in: LogIn):
        page = log_in(HELPDESK).get(desk.url + QUEUE).text

        assert "Ander e-mailadres" in page
        assert "06 87654321" in page
        assert 'rel="next" href="/helpdesk?vanaf=later"' in page

    def test_is_empty_with_a_kind_word(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"GET {API}"] = {"items": [], "next": None}

        assert "Er wacht geen verzoek op u." in log_in(HELPDESK).get(desk.url + QUEUE).text

    @pytest.mark.parametrize("person", [EMPLOYER, CASEMANAGER, ADMINISTRATOR])
    @pytest.mark.parametrize("path", [QUEUE, ONE, "/helpdesk/accounts", "/helpdesk/accounts/acc-2"])
    def test_is_closed_to_others_and_not_in_their_menu(self, desk: Platform, log_in: LogIn, person: Person, path: str):
        browser = log_in(person)

        assert browser.get(desk.url + path).status_code == 403
        assert 'href="/helpdesk"' not in browser.get(desk.url).text


class TestRequest:
    def test_shows_what_is_and_what_will_be(self, desk: Platform, log_in: LogIn):
        page = log_in(HELPDESK).get(desk.url + ONE).text

        for words in ("Eva Smit (esmit)", "eva@bakkerij.example", "eva.smit@bakkerij.example", "06 87654321"):
            assert words in page

    def test_is_executed_after_the_call_back(self, desk: Platform, log_in: LogIn):
        answer = send(log_in(HELPDESK), desk, "uitvoeren", gebeld="ja")

        assert writes(desk) == [(f"{API}/r-1/execution", {"called_back": True})]
        assert answer.url == desk.url + QUEUE
        assert "Het is uitgevoerd." in answer.text

    def test_is_not_executed_without_it(self, desk: Platform, log_in: LogIn):
        answer = send(log_in(HELPDESK), desk, "uitvoeren")

        assert (answer.status_code, writes(desk)) == (422, [])
        assert "Bel eerst terug." in answer.text

    def test_is_refused_with_a_reason(self, desk: Platform, log_in: LogIn):
        answer = send(log_in(HELPDESK), desk, "weigeren", reden="De beller kon zich niet bekendmaken.")

        assert writes(desk) == [(f"{API}/r-1/refusal", {"reason": "De beller kon zich niet bekendmaken."})]
        assert "geweigerd" in answer.text

    @pytest.mark.parametrize("reason", ["", "nee"])
    def test_is_not_refused_without_one(self, desk: Platform, log_in: LogIn, reason: str):
        answer = send(log_in(HELPDESK), desk, "weigeren", reden=reason)

        assert (answer.status_code, writes(desk)) == (422, [])

    def test_that_somebody_decided_meanwhile_says_so(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"POST {API}/r-1/execution"] = (
            409, {"code": "request.closed", "status": 409, "detail": "Dit verzoek is al behandeld."})

        answer = send(log_in(HELPDESK), desk, "uitvoeren", gebeld="ja")

        assert answer.status_code == 422
        assert "Dit verzoek is al behandeld." in answer.text

    def test_of_a_former_main_contact_is_only_refused(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"GET {API}/r-1"] = asked(requester_is_contact=False)

        page = log_in(HELPDESK).get(desk.url + ONE).text

        assert "Bel niet en weiger dit verzoek." in page
        assert "06 87654321" not in page
        assert [f'action="{ONE}/{what}"' in page for what in ("uitvoeren", "weigeren")] == [False, True]

    def test_that_is_decided_has_no_forms(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"GET {API}/r-1"] = asked(state="REFUSED", decision_reason="Kon zich niet bekendmaken.")

        page = log_in(HELPDESK).get(desk.url + ONE).text

        assert "Kon zich niet bekendmaken." in page
        assert f'action="{ONE}' not in page


class TestAccounts:
    def test_are_found_and_show_what_happened(self, desk: Platform, log_in: LogIn):
        browser = log_in(HELPDESK)
        found = browser.get(f"{desk.url}/helpdesk/accounts?zoek=smit").text
        account = browser.get(f"{desk.url}/helpdesk/accounts/acc-2").text

        assert 'href="/helpdesk/accounts/acc-2"' in found
        assert all("Bakkerij De Jong B.V." in page for page in (found, account))
        for words in ("Tijdelijk op slot", "esmit", "06 12345699", "Nog niet", "Account tijdelijk op slot na verkeerde pogingen"):
            assert words in account

    def test_are_not_listed_without_a_text(self, desk: Platform, log_in: LogIn):
        page = log_in(HELPDESK).get(f"{desk.url}/helpdesk/accounts?zoek=%20").text

        assert "esmit" not in page
        assert not [call for call in desk.identity.received if call["path"] == "/admin/v1/accounts"]

    def test_are_taken_off_the_lock(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"POST {ACCOUNTS_API}/unlock"] = {
            name: value for name, value in ACCOUNT.items() if name not in ("roles", "work_phone", "companies")}

        answer = act(log_in(HELPDESK), desk, "slot")

        assert writes(desk) == [(f"{ACCOUNTS_API}/unlock", {})]
        assert "van het slot" in answer.text

    def test_get_a_temporary_password_after_the_call_back(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"POST {ACCOUNTS_API}/temporary-password"] = ACCOUNT
        browser = log_in(HELPDESK)
        without = act(browser, desk, "wachtwoord")
        answer = act(browser, desk, "wachtwoord", gebeld="ja")

        assert (without.status_code, "Bel eerst terug." in without.text) == (422, True)
        assert writes(desk) == [(f"{ACCOUNTS_API}/temporary-password", {"called_back": True})]
        assert "is gemaild" in answer.text

    def test_that_ended_offer_neither(self, desk: Platform, log_in: LogIn):
        desk.identity.api["GET /admin/v1/accounts/acc-2"] = ACCOUNT | {"state": "CLOSED"}

        page = log_in(HELPDESK).get(f"{desk.url}/helpdesk/accounts/acc-2").text

        assert 'action="/helpdesk/accounts/acc-2' not in page


class TestContactOfThirdParty:
    @pytest.fixture
    def guest(self, desk: Platform) -> Platform:
        """The account is an adviser's."""
        adviser = ACCOUNT | {"kind": "THIRD_PARTY", "state": "ACTIVE"}
        desk.identity.api |= {f"GET {ACCOUNTS_API}": adviser, f"POST {ACCOUNTS_API}/contact": adviser}
        return desk

    @pytest.mark.requirement("R-178", "R-201")
    def test_changes_after_the_call_back(self, guest: Platform, log_in: LogIn):
        browser = log_in(HELPDESK)
        without = act(browser, guest, "contact", email="ans@nieuw.example")
        answer = act(browser, guest, "contact", email="ans@nieuw.example", gesproken="ja")

        assert (without.status_code, "Bel eerst terug." in without.text) == (422, True)
        assert writes(guest) == [("/admin/v1/accounts/acc-2/contact", {
            "email": "ans@nieuw.example", "phone": None, "called_back": True})]
        assert "Het is gewijzigd." in answer.text

    def test_is_not_offered_for_a_colleague(self, desk: Platform, log_in: LogIn):
        assert "/contact" not in log_in(HELPDESK).get(f"{desk.url}/helpdesk/accounts/acc-2").text
