"""Acceptance's pages: the form with the eight fields, the queue to call back, and what comes of it."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

ACCEPTANCE = Person("staff-acceptatie", "Anja Bos", None, (), ("insurer_acceptance",))
QUEUE, NEW, ONE = "/acceptatie", "/acceptatie/hoofdcontactpersoon", "/acceptatie/hoofdcontactpersonen/acc-9"
API = "/v1/main-contacts"
TYPED = {"polisnummer": "POL-1", "bedrijfsnaam": "Bakkerij De Jong B.V.", "aanhef": "Dhr.", "voornaam": "Jan",
         "tussenvoegsels": "de", "achternaam": "Jong", "email": "jan@bakkerij.example", "telefoon": "06 87654321"}


def contact(**more: Any) -> dict[str, Any]:
    """A main contact as identity answers."""
    return {"id": "acc-9", "state": "PENDING_VERIFICATION", "employer_id": "emp-1", "username": "jdejong", "salutation": "Dhr.",
            "first_name": "Jan", "infix": "de", "last_name": "Jong", "email": "jan@bakkerij.example", "phone": "+31687654321",
            "landline": "+31118683305", "policy_number": "POL-1", "company_name": "Bakkerij Jansen",
            "policy_company_name": "Bakkerij De Jong B.V.", "doubt": "OTHER_COMPANY", "verified_at": None, "verified_by": None,
            "created_at": "2026-06-15T07:05:00+00:00", "temporary_until": None, "version": 1} | more


def account(**more: Any) -> dict[str, Any]:
    """The account of the main contact as identity answers after an act."""
    return {"id": "acc-9", "kind": "MAIN_CONTACT", "state": "TEMPORARY", "employer_id": "emp-1", "username": "jdejong",
            "salutation": "Dhr.", "first_name": "Jan", "infix": "de", "last_name": "Jong", "email": "jan@bakkerij.example",
            "phone": "+31687654321", "rights": ["RIGHTS_MANAGEMENT"], "ends_on": None,
            "created_at": "2026-06-15T07:05:00+00:00", "temporary_until": "2026-06-29", "activated_at": None,
            "last_used_at": None, "last_reviewed_at": None, "version": 2} | more


@pytest.fixture
def desk(platform: Platform) -> Platform:
    """A platform on which one main contact waits for a call-back."""
    platform.identity.api |= {
        f"GET {API}": {"items": [contact()], "next": "later"}, f"GET {API}/acc-9": contact(),
        f"POST {API}": (201, account()), f"POST {API}/acc-9/verifications": account(),
        f"POST {API}/acc-9/refusal": account(state="CLOSED")}
    return platform


def send(browser: requests.Session, desk: Platform, page: str, action: str, **typed: str) -> requests.Response:
    """Fill in a form of a page."""
    form = browser.get(desk.url + page).text.split(f'action="{action}"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.post(desk.url + action, data=hidden | typed)


def writes(desk: Platform) -> list[tuple[str, Any]]:
    """The writes that reached identity."""
    return [(call["path"], call["body"]) for call in desk.identity.received if call["method"] == "POST"]


class TestForm:
    @pytest.mark.requirement("R-186")
    def test_asks_the_eight_fields_in_the_order_and_words_of_the_seed(self, desk: Platform, log_in: LogIn):
        page = log_in(ACCEPTANCE).get(desk.url + NEW).text

        labels = re.findall(r'<(?:label class="form-label" for="\w+"|legend class="form-label")>([^<]+?)\s*(?:<|$)', page)
        assert labels[:8] == ["Polisnummer", "Bedrijfsnaam", "Aanhef", "Voornaam", "Tussenvoegsels", "Achternaam",
                              "E-mailadres", "Telefoonnummer"]

    def test_sends_what_was_typed(self, desk: Platform, log_in: LogIn):
        answer = send(log_in(ACCEPTANCE), desk, NEW, NEW, **TYPED)

        assert writes(desk) == [(API, {
            "policy_number": "POL-1", "company_name": "Bakkerij De Jong B.V.", "salutation": "Dhr.", "first_name": "Jan",
            "infix": "de", "last_name": "Jong", "email": "jan@bakkerij.example", "phone": "+31687654321", "landline": None,
            "doubtful": False})]
        assert answer.url == desk.url + ONE
        assert "tijdelijk wachtwoord" in answer.text

    @pytest.mark.parametrize("name", sorted(set(TYPED) - {"tussenvoegsels"}))
    def test_names_a_field_that_is_missing(self, desk: Platform, log_in: LogIn, name: str):
        answer = send(log_in(ACCEPTANCE), desk, NEW, NEW, **TYPED | {name: ""})

        assert (answer.status_code, writes(desk)) == (422, [])
        assert f'<a href="#{name}">' in answer.text

    def test_shows_a_refusal_at_its_field(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"POST {API}"] = (422, {"code": "policy.unknown", "status": 422, "errors": [
            {"field": "policy_number", "code": "policy.unknown", "message": "Wij kennen geen lopende polis met dit nummer."}]})

        answer = send(log_in(ACCEPTANCE), desk, NEW, NEW, **TYPED)

        assert answer.status_code == 422
        assert '<a href="#polisnummer">Wij kennen geen lopende polis met dit nummer.</a>' in answer.text
        assert 'value="jan@bakkerij.example"' in answer.text


class TestQueue:
    def test_says_why_and_where_to_call(self, desk: Platform, log_in: LogIn):
        page = log_in(ACCEPTANCE).get(desk.url + QUEUE).text

        for words in ("Bakkerij Jansen", "POL-1 (Bakkerij De Jong B.V.)", "De bedrijfsnaam wijkt af van de polis",
                      "0118 683 305"):
            assert words in page

    def test_shows_other_lists(self, desk: Platform, log_in: LogIn):
        log_in(ACCEPTANCE).get(f"{desk.url}{QUEUE}?stand=TEMPORARY")

        assert desk.identity.received[-1]["query"]["state"] == "TEMPORARY"

    @pytest.mark.parametrize("person", [EMPLOYER, CASEMANAGER, ADMINISTRATOR])
    @pytest.mark.parametrize("path", [QUEUE, NEW, ONE])
    def test_is_closed_to_others_and_not_in_their_menu(self, desk: Platform, log_in: LogIn, person: Person, path: str):
        browser = log_in(person)

        assert browser.get(desk.url + path).status_code == 403
        assert 'href="/acceptatie"' not in browser.get(desk.url).text


class TestCallBack:
    def test_confirms_the_request(self, desk: Platform, log_in: LogIn):
        answer = send(log_in(ACCEPTANCE), desk, ONE, f"{ONE}/teruggebeld", gebeld="ja")

        assert writes(desk) == [(f"{API}/acc-9/verifications", {})]
        assert "bevestigd" in answer.text

    def test_is_needed(self, desk: Platform, log_in: LogIn):
        answer = send(log_in(ACCEPTANCE), desk, ONE, f"{ONE}/teruggebeld")

        assert (answer.status_code, writes(desk)) == (422, [])
        assert "Bel eerst terug." in answer.text

    def test_that_fails_ends_in_a_refusal_with_a_reason(self, desk: Platform, log_in: LogIn):
        browser = log_in(ACCEPTANCE)
        without = send(browser, desk, ONE, f"{ONE}/weigeren")
        answer = send(browser, desk, ONE, f"{ONE}/weigeren", reden="MISUSE")

        assert without.status_code == 422
        assert writes(desk) == [(f"{API}/acc-9/refusal", {"reason": "MISUSE"})]
        assert "geweigerd" in answer.text

    def test_by_somebody_else_meanwhile_is_said(self, desk: Platform, log_in: LogIn):
        desk.identity.api[f"POST {API}/acc-9/verifications"] = (
            409, {"code": "account.nothing_to_verify", "status": 409, "detail": "Dit account wacht niet meer."})

        answer = send(log_in(ACCEPTANCE), desk, ONE, f"{ONE}/teruggebeld", gebeld="ja")

        assert answer.status_code == 422
        assert "Dit account wacht niet meer." in answer.text


class TestReplacement:
    PAGE = f"{ONE}/vervangen"

    @pytest.fixture
    def replacing(self, desk: Platform) -> Platform:
        """A platform on which the main contact is in use and has one colleague."""
        desk.identity.api |= {
            f"GET {API}/acc-9": contact(state="ACTIVE", version=3), f"POST {API}/acc-9/replacement": (201, account(id="acc-8")),
            f"GET {API}/acc-8": contact(id="acc-8", state="ACTIVE"),
            f"GET {API}/acc-9/colleagues": {"items": [account(id="acc-8", kind="COLLEAGUE", first_name="Eva", infix=None,
                                                              last_name="Smit", email="eva@bakkerij.example")], "next": None}}
        return desk

    def test_is_by_a_colleague(self, replacing: Platform, log_in: LogIn):
        browser = log_in(ACCEPTANCE)
        assert f'href="{self.PAGE}"' in browser.get(replacing.url + ONE).text

        answer = send(browser, replacing, self.PAGE, self.PAGE, wie="acc-8", blijft="ja")

        assert writes(replacing) == [(f"{API}/acc-9/replacement", {"account_id": "acc-8", "keeps_account": True})]
        assert replacing.identity.received[-2]["version"] == '"3"'
        assert (answer.url, "is vervangen" in answer.text) == (f"{replacing.url}{QUEUE}/hoofdcontactpersonen/acc-8", True)

    def test_is_by_somebody_without_an_account(self, replacing: Platform, log_in: LogIn):
        send(log_in(ACCEPTANCE), replacing, self.PAGE, self.PAGE, wie="nieuw", blijft="nee",
             **{name: TYPED[name] for name in ("aanhef", "voornaam", "tussenvoegsels", "achternaam", "email", "telefoon")})

        assert writes(replacing) == [(f"{API}/acc-9/replacement", {"keeps_account": False, "owner": {
            "salutation": "Dhr.", "first_name": "Jan", "infix": "de", "last_name": "Jong", "email": "jan@bakkerij.example",
            "phone": "+31687654321"}})]

    def test_asks_who_and_what_becomes_of_the_former_one(self, replacing: Platform, log_in: LogIn):
        browser = log_in(ACCEPTANCE)
        nothing = send(browser, replacing, self.PAGE, self.PAGE)
        nameless = send(browser, replacing, self.PAGE, self.PAGE, wie="nieuw", blijft="ja")

        assert [re.findall(r'<li><a href="#(\w+)"', answer.text) for answer in (nothing, nameless)] == [
            ["blijft", "wie"], ["aanhef", "voornaam", "achternaam", "email", "telefoon"]]
        assert writes(replacing) == []

    def test_shows_a_refusal_at_its_field(self, replacing: Platform, log_in: LogIn):
        replacing.identity.api[f"POST {API}/acc-9/replacement"] = (422, {"code": "x", "status": 422, "errors": [
            {"field": "owner.email", "code": "input.email", "message": "Dit adres kan niet."}]})

        answer = send(log_in(ACCEPTANCE), replacing, self.PAGE, self.PAGE, wie="acc-8", blijft="ja")

        assert (answer.status_code, '<a href="#email">Dit adres kan niet.</a>' in answer.text) == (422, True)


class TestBlock:
    ROOT = "/hoofdcontactpersonen/acc-9"

    @pytest.fixture
    def blocking(self, desk: Platform) -> Platform:
        """A platform on which the main contact is in use."""
        person = account(state="ACTIVE", roles=[], work_phone=None, companies=[])
        desk.identity.api |= {
            f"GET {API}/acc-9": contact(state="ACTIVE"), "GET /admin/v1/accounts/acc-9": person,
            "GET /admin/v1/security-events": {"items": [], "next": None},
            f"POST {API}/acc-9/block": account(state="BLOCKED"), f"POST {API}/acc-9/unblock": account(state="TEMPORARY")}
        return desk

    @pytest.mark.parametrize(("person", "page"), [(ACCEPTANCE, ONE), (ADMINISTRATOR, "/beheer/accounts/acc-9")],
                             ids=["acceptance", "administrator"])
    def test_and_its_end_need_a_reason(self, blocking: Platform, log_in: LogIn, person: Person, page: str):
        browser = log_in(person)
        block, unblock = f"{self.ROOT}/blokkeren", f"{self.ROOT}/deblokkeren"
        assert f'href="{block}"' in browser.get(blocking.url + page).text
        without = send(browser, blocking, block, block)

        blocked = send(browser, blocking, block, block, reden="MISUSE")
        shown = account(state="BLOCKED", roles=[], work_phone=None, companies=[])
        blocking.identity.api |= {f"GET {API}/acc-9": contact(state="BLOCKED"), "GET /admin/v1/accounts/acc-9": shown}
        offered = f'href="{unblock}"' in browser.get(blocking.url + page).text
        unblocked = send(browser, blocking, unblock, unblock, reden="SOLVED")

        assert (without.status_code, offered) == (422, True)
        assert writes(blocking) == [(f"{API}/acc-9/block", {"reason": "MISUSE"}), (f"{API}/acc-9/unblock", {"reason": "SOLVED"})]
        assert (blocked.url, unblocked.url) == (blocking.url + page, blocking.url + page)
        assert "tijdelijk wachtwoord" in unblocked.text

    def test_is_closed_to_others(self, blocking: Platform, log_in: LogIn):
        for person in (EMPLOYER, CASEMANAGER):
            browser = log_in(person)
            pages = [browser.get(f"{blocking.url}{self.ROOT}/{act}") for act in ("blokkeren", "deblokkeren")]
            assert [page.status_code for page in pages] == [403, 403]
