"""The administrator's pages on accounts: find, make, another role, close; without JavaScript."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.pages.accounts.test_helpdesk_pages import ACCOUNT
from services.gateway.tests.pages.accounts.test_security_log_pages import HELPDESK, event
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.view.accounts.administration import REASONS, SALUTATIONS
from services.gateway.view.accounts.roles import ROLES

LIST, NEW, ONE, API = "/beheer/accounts", "/beheer/accounts/nieuw", "/beheer/accounts/staff-7", "/admin/v1"
ROLE, AT_WORK, CLOSING = f"{ONE}/rol", f"{ONE}/werktelefoon", f"{ONE}/sluiten"
TYPED = {"aanhef": "Mevr.", "voornaam": "Els", "tussenvoegsels": "van den", "achternaam": "Bos", "email": "els@bos.example",
         "mobiel": "06 12345677", "werktelefoon": "0341 438 705", "rol": "casemanager"}


def staff(**more: Any) -> dict[str, Any]:
    """An account of staff as identity answers it."""
    return ACCOUNT | {"id": "staff-7", "kind": "STAFF", "state": "ACTIVE", "employer_id": None, "username": "ebos",
                      "first_name": "Els", "infix": None, "last_name": "Bos", "email": "els@bos.example", "rights": [],
                      "companies": [], "roles": ["casemanager"], "activated_at": "2026-01-06T09:00:00+00:00",
                      "version": 4} | more


@pytest.fixture
def staffed(platform: Platform) -> Platform:
    """A platform with one casemanager and one colleague at an employer."""
    platform.identity.api |= {
        f"GET {API}/accounts": {"items": [staff(), ACCOUNT], "next": "later"}, f"GET {API}/accounts/staff-7": staff(),
        f"GET {API}/accounts/acc-2": ACCOUNT, f"POST {API}/staff-accounts": (201, staff()),
        f"PUT {API}/staff-accounts/staff-7/role": staff(), f"PUT {API}/staff-accounts/staff-7/work-phone": staff(),
        f"POST {API}/accounts/staff-7/closure": staff(state="CLOSED"),
        f"GET {API}/security-events": {"items": [event("RIGHTS_CHANGED", details={
            "before": ["casemanager"], "after": ["company_doctor"]})], "next": None}}
    return platform


def hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of a form."""
    form = page.split(f'action="{action}"')[1].split("</form>")[0]
    return {name: value.replace("&#34;", '"') for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}


def send(browser: requests.Session, staffed: Platform, page: str, action: str, **typed: str) -> requests.Response:
    """Fill in a form of a page."""
    return browser.post(staffed.url + action, data=hidden(browser.get(staffed.url + page).text, action) | typed)


def confirm(browser: requests.Session, staffed: Platform, check: requests.Response, action: str) -> requests.Response:
    """Press the button of the page to check."""
    return browser.post(staffed.url + action, data=hidden(check.text, action) | {"actie": "versturen"})


def writes(staffed: Platform) -> list[tuple[str, str, Any, str | None]]:
    """The writes that reached identity, with the version they change."""
    return [(call["method"], call["path"], call["body"], call["version"]) for call in staffed.identity.received
            if call["method"] != "GET"]


class TestWords:
    def test_are_dutch_for_everything_that_identity_accepts(self):
        from services.identity.api.schemas import REASONS as ACCEPTED
        from services.identity.domain.accounts.person import Salutation
        from services.identity.domain.accounts.roles import StaffRole

        assert ROLES.keys() == {role.value for role in StaffRole}
        assert REASONS.keys() == set(ACCEPTED)
        assert SALUTATIONS.keys() == {salutation.value for salutation in Salutation}


class TestSearch:
    def test_finds_staff_by_role_and_others_by_kind(self, staffed: Platform, log_in: LogIn):
        page = log_in(ADMINISTRATOR).get(f"{staffed.url}{LIST}?zoek=bos").text

        for words in (f'href="{ONE}"', "Casemanager", "In gebruik", "Collega", "Tijdelijk op slot",
                      f'rel="next" href="{LIST}?zoek=bos&amp;vanaf=later"'):
            assert words in page
        assert staffed.identity.received[-1]["query"]["search"] == "bos"

    def test_does_not_list_accounts_without_a_text(self, staffed: Platform, log_in: LogIn):
        page = log_in(ADMINISTRATOR).get(f"{staffed.url}{LIST}?zoek=%20").text

        assert "ebos" not in page
        assert staffed.identity.received == []

    def test_is_in_the_menu_of_the_administrator(self, staffed: Platform, log_in: LogIn):
        assert f'href="{LIST}"' in log_in(ADMINISTRATOR).get(staffed.url + "/hulp").text

    @pytest.mark.parametrize("person", [CASEMANAGER, EMPLOYER, HELPDESK], ids=["casemanager", "employer", "helpdesk"])
    def test_and_all_other_pages_are_for_the_administrator_only(self, staffed: Platform, log_in: LogIn, person: Person):
        browser = log_in(person)

        assert [browser.get(staffed.url + path).status_code for path in (LIST, NEW, ONE)] == [403, 403, 403]
        assert f'href="{LIST}"' not in browser.get(staffed.url + "/hulp").text


class TestNewAccount:
    def test_is_sent_and_shown(self, staffed: Platform, log_in: LogIn):
        answer = send(log_in(ADMINISTRATOR), staffed, NEW, NEW, **TYPED)

        assert answer.url == staffed.url + ONE
        assert "Het tijdelijke wachtwoord is gemaild." in answer.text
        assert writes(staffed) == [("POST", f"{API}/staff-accounts", {
            "salutation": "Mevr.", "first_name": "Els", "infix": "van den", "last_name": "Bos",
            "email": "els@bos.example", "phone": "+31612345677", "work_phone": "+31341438705", "role": "casemanager"}, None)]

    def test_needs_no_infix_and_no_number_at_work(self, staffed: Platform, log_in: LogIn):
        send(log_in(ADMINISTRATOR), staffed, NEW, NEW, **TYPED | {"tussenvoegsels": "", "werktelefoon": ""})

        [(_, _, body, _)] = writes(staffed)
        assert not {"infix", "work_phone"} & body.keys()

    @pytest.mark.parametrize(("field", "value", "sentence"), [
        ("aanhef", "", "Kies een aanhef."), ("voornaam", "", "Vul een voornaam in."), ("achternaam", "B0s", "Gebruik letters"),
        ("tussenvoegsels", "1", "Gebruik letters"), ("email", "els@", "Vul een geldig e-mailadres in"),
        ("mobiel", "0118 123456", "Vul een geldig mobiel nummer in"),
        ("werktelefoon", "toestel 7", "Geef een telefoonnummer"), ("rol", "baas", "Kies een rol.")])
    def test_is_not_sent_with_a_mistake(self, staffed: Platform, log_in: LogIn, field: str, value: str, sentence: str):
        answer = send(log_in(ADMINISTRATOR), staffed, NEW, NEW, **TYPED | {field: value})

        assert (answer.status_code, writes(staffed)) == (422, [])
        assert sentence in answer.text.split(f'id="{field}-fout"')[1].split("</p>")[0]

    def test_shows_a_refusal_at_its_field_and_keeps_what_was_typed(self, staffed: Platform, log_in: LogIn):
        staffed.identity.api[f"POST {API}/staff-accounts"] = (409, {
            "code": "email.taken", "status": 409, "detail": "Controleer het.",
            "errors": [{"field": "email", "code": "email.taken", "message": "Dit e-mailadres is al in gebruik."}]})

        answer = send(log_in(ADMINISTRATOR), staffed, NEW, NEW, **TYPED)

        assert answer.status_code == 422
        assert "Dit e-mailadres is al in gebruik." in answer.text.split('id="email-fout"')[1].split("</p>")[0]
        assert 'value="van den"' in answer.text


class TestAccount:
    def test_shows_facts_and_the_latest_events_in_dutch(self, staffed: Platform, log_in: LogIn):
        page = log_in(ADMINISTRATOR).get(staffed.url + ONE).text

        for words in ("Casemanager", "els@bos.example", "06 12345699", "In gebruik", "was: Casemanager; wordt: Bedrijfsarts"):
            assert words in page
        assert staffed.identity.received[-1]["query"] == {"accountId": "staff-7", "limit": "10"}

    def test_of_an_employer_has_rights_and_no_role_to_change(self, staffed: Platform, log_in: LogIn):
        page = log_in(ADMINISTRATOR).get(f"{staffed.url}{LIST}/acc-2").text

        assert "ziek- en herstelmeldingen" in page
        assert f'action="{LIST}/acc-2/rol"' not in page
        assert f'action="{LIST}/acc-2/sluiten"' in page

    def test_that_is_closed_has_no_forms(self, staffed: Platform, log_in: LogIn):
        staffed.identity.api[f"GET {API}/accounts/staff-7"] = staff(state="CLOSED")

        page = log_in(ADMINISTRATOR).get(staffed.url + ONE).text

        assert "Gesloten" in page
        assert f'action="{ONE}' not in page


class TestRole:
    def test_is_changed_after_a_page_with_both_roles(self, staffed: Platform, log_in: LogIn):
        browser = log_in(ADMINISTRATOR)
        check = send(browser, staffed, ONE, ROLE, rol="company_doctor")
        before = writes(staffed)
        answer = confirm(browser, staffed, check, ROLE)

        assert re.search(r"<dt>Was</dt><dd>Casemanager</dd>.*<dt>Wordt</dt><dd>Bedrijfsarts</dd>", check.text)
        assert before == []
        assert writes(staffed) == [("PUT", f"{API}/staff-accounts/staff-7/role", {"role": "company_doctor"}, '"4"')]
        assert answer.url == staffed.url + ONE
        assert "De nieuwe rol geldt vanaf nu." in answer.text

    def test_must_be_chosen(self, staffed: Platform, log_in: LogIn):
        answer = send(log_in(ADMINISTRATOR), staffed, ONE, ROLE)

        assert (answer.status_code, writes(staffed)) == (422, [])
        assert "Kies een rol." in answer.text.split('id="rol-fout"')[1]

    def test_that_the_account_has_already_is_not_sent(self, staffed: Platform, log_in: LogIn):
        answer = send(log_in(ADMINISTRATOR), staffed, ONE, ROLE, rol="casemanager")

        assert (answer.status_code, writes(staffed)) == (422, [])
        assert "Dit account heeft deze rol al." in answer.text.split('id="rol-fout"')[1]

    def test_that_somebody_else_changed_says_what_changed(self, staffed: Platform, log_in: LogIn):
        browser = log_in(ADMINISTRATOR)
        check = send(browser, staffed, ONE, ROLE, rol="company_doctor")
        staffed.identity.api[f"GET {API}/accounts/staff-7"] = staff(roles=["labour_expert"], version=5)
        staffed.identity.api[f"PUT {API}/staff-accounts/staff-7/role"] = (
            412, {"code": "version.stale", "status": 412, "detail": "Dit is intussen gewijzigd."})
        answer = confirm(browser, staffed, check, ROLE)

        assert answer.status_code == 422
        assert "Rol was Casemanager en is nu Arbeidsdeskundige" in answer.text
        assert hidden(answer.text, ROLE)["versie"] == "5"


class TestNumberAtWork:
    @pytest.mark.parametrize(("typed", "sent", "said"), [
        ("0341 438 706", "+31341438706", "met dit nummer"), ("", None, "met het algemene nummer")])
    def test_is_changed_or_taken_away(self, staffed: Platform, log_in: LogIn, typed: str, sent: str | None, said: str):
        staffed.identity.api[f"GET {API}/accounts/staff-7"] = staff(work_phone="+31341438705")
        browser = log_in(ADMINISTRATOR)
        shown = browser.get(staffed.url + ONE).text

        answer = send(browser, staffed, ONE, AT_WORK, werktelefoon=typed)

        assert 'name="werktelefoon" value="0341 438 705"' in shown
        assert writes(staffed) == [("PUT", f"{API}/staff-accounts/staff-7/work-phone", {"work_phone": sent}, '"4"')]
        assert (answer.url, said in answer.text) == (staffed.url + ONE, True)

    def test_is_not_sent_with_a_mistake(self, staffed: Platform, log_in: LogIn):
        answer = send(log_in(ADMINISTRATOR), staffed, ONE, AT_WORK, werktelefoon="toestel 7")

        assert (answer.status_code, writes(staffed)) == (422, [])
        assert "Geef een telefoonnummer" in answer.text.split('id="werktelefoon-fout"')[1].split("</p>")[0]


class TestClosing:
    def test_says_what_happens_before_it_happens(self, staffed: Platform, log_in: LogIn):
        browser = log_in(ADMINISTRATOR)
        check = send(browser, staffed, ONE, CLOSING, reden="LEFT")
        before = writes(staffed)
        answer = confirm(browser, staffed, check, CLOSING)

        for words in ("Werkt hier niet meer", "Alle toegang stopt direct", "na een half jaar gewist"):
            assert words in check.text
        assert before == []
        assert writes(staffed) == [("POST", f"{API}/accounts/staff-7/closure", {"reason": "LEFT"}, '"4"')]
        assert "Het account is gesloten." in answer.text

    def test_needs_a_reason(self, staffed: Platform, log_in: LogIn):
        answer = send(log_in(ADMINISTRATOR), staffed, ONE, CLOSING)

        assert (answer.status_code, writes(staffed)) == (422, [])
        assert "Kies waarom u dit account sluit." in answer.text.split('id="reden-fout"')[1]

    @pytest.mark.parametrize(("code", "sentence"), [
        ("account.own", "Uw eigen account kunt u niet wijzigen of sluiten."),
        ("account.last_administrator", "Dit is de laatste beheerder. Maak eerst een andere.")])
    def test_that_is_refused_shows_why(self, staffed: Platform, log_in: LogIn, code: str, sentence: str):
        staffed.identity.api[f"POST {API}/accounts/staff-7/closure"] = (409, {"code": code, "status": 409, "detail": sentence})
        browser = log_in(ADMINISTRATOR)
        check = send(browser, staffed, ONE, CLOSING, reden="OTHER")
        answer = confirm(browser, staffed, check, CLOSING)

        assert answer.status_code == 422
        assert sentence in answer.text
