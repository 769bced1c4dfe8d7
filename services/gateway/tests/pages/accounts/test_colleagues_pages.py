"""The main contact's pages about colleagues, third parties, reviews, deputies and requests."""
import html
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.fake_identity import EMPLOYER, REPORTER, Person
from services.gateway.tests.platform_of_tests import Platform

ROOT = "/account/collegas"
DEPUTISING = Person("acc-deputy", "Eva Smit", "emp-1", ("RIGHTS_MANAGEMENT", "SICK_REPORTS"), kind="COLLEAGUE")


def account(**more: Any) -> dict[str, Any]:
    """A colleague as identity answers it."""
    return {"id": "acc-2", "kind": "COLLEAGUE", "state": "ACTIVE", "employer_id": "emp-1", "username": "pmaas",
            "salutation": "Dhr.", "first_name": "Piet", "infix": None, "last_name": "Maas", "email": "p.maas@bakkerij.example",
            "phone": "+31612345699", "rights": ["SICK_REPORTS"], "created_at": "2026-01-05T09:00:00+00:00",
            "ends_on": None, "temporary_until": None, "last_used_at": "2026-06-12T09:00:00+00:00", "last_reviewed_at": None,
            "activated_at": "2026-01-05T09:00:00+00:00", "version": 3} | more


INVITED = account(id="acc-3", state="TEMPORARY", first_name="Ans", last_name="Raad", kind="THIRD_PARTY", username=None,
                  email="ans@raad.example", temporary_until="2026-06-29", ends_on="2026-12-31", activated_at=None,
                  last_used_at=None)
MAIN = account(id=EMPLOYER.account_id, kind="MAIN_CONTACT", first_name="Sanne", last_name="Wit", infix="de",
               rights=["RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS"])
DEPUTY = {"id": "d-1", "account_id": "acc-2", "first": "2026-06-20", "last": "2026-06-30",
          "named_at": "2026-06-15T07:05:00+00:00", "ended_at": None, "version": 1}
REQUEST = {"id": "r-1", "kind": "NEW_EMAIL", "state": "REFUSED", "account_id": "acc-2", "salutation": None, "first_name": None,
           "infix": None, "last_name": None, "email": "piet@nieuw.example", "phone": None, "version": 2,
           "requested_at": "2026-06-15T07:05:00+00:00", "decided_at": "2026-06-15T08:05:00+00:00",
           "decision_reason": "Niet bereikt"}
API = {
    "GET /v1/accounts": {"items": [account(), INVITED, MAIN], "next": None},
    "GET /v1/accounts/acc-2": account(), "GET /v1/accounts/acc-3": INVITED,
    "POST /v1/accounts": (201, INVITED), "PUT /v1/accounts/acc-2/rights": account(version=4),
    "POST /v1/accounts/acc-2/block": account(state="BLOCKED"), "POST /v1/accounts/acc-2/review": account(version=4),
    "GET /v1/rights-review": {"items": [account()], "overdue": 1},
    "GET /v1/deputies": {"items": [DEPUTY], "next": None}, "POST /v1/deputies": (201, DEPUTY),
    "POST /v1/deputies/d-1/end": DEPUTY,
    "GET /v1/helpdesk-requests": {"items": [REQUEST], "next": None}, "POST /v1/helpdesk-requests": (201, REQUEST),
}
PERSON = {"soort": "THIRD_PARTY", "aanhef": "Mevr.", "voornaam": "Ans", "tussenvoegsel": "", "achternaam": "Raad",
          "email": "ans@raad.example", "telefoon": "06 12345690", "meldingen": "ja", "tot": "31-12-2026"}


@pytest.fixture
def desk(platform: Platform) -> Platform:
    """A platform with three accounts."""
    platform.identity.api |= API
    return platform


@pytest.fixture
def sanne(desk: Platform, log_in: Any) -> requests.Session:
    """The main contact's browser."""
    return log_in(EMPLOYER)


def text_of(browser: requests.Session, address: str) -> str:
    return html.unescape(browser.get(address).text)


def send(browser: requests.Session, desk: Platform, page: str, action: str, **typed: str) -> requests.Response:
    """Fill in the form with this action of a page."""
    form = browser.get(desk.url + page).text.split(f'action="{action}"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.post(desk.url + action, data={name: html.unescape(value) for name, value in hidden.items()} | typed)


def conflict(code: str, message: str, field: str) -> tuple[int, dict[str, Any]]:
    """A conflict at a field, as identity answers it."""
    return 409, {"code": code, "detail": message, "errors": [{"field": field, "code": code, "message": message}]}


def writes(desk: Platform) -> list[tuple[str, Any]]:
    return [(call["path"], call["body"]) for call in desk.identity.received if call["method"] != "GET"]


class TestListOfColleagues:
    def test_shows_rights_end_last_sign_in_and_invitation(self, desk: Platform, sanne: requests.Session):
        page = text_of(sanne, desk.url + ROOT)

        for words in ("Piet Maas", "12 juni 2026", "Verstuurd aan ans@raad.example, geldig tot en met ma 29 juni 2026",
                      "do 31 december 2026", "Hoofdcontactpersoon"):
            assert words in page
        assert "Uitnodiging verlopen" not in page

    def test_counts_expired_invitations(self, desk: Platform, sanne: requests.Session):
        desk.identity.api["GET /v1/accounts"] = {"items": [MAIN, INVITED | {"temporary_until": "2026-06-14"}], "next": None}

        assert "Uitnodiging verlopen: 1" in text_of(sanne, desk.url + ROOT)

    def test_says_so_to_somebody_who_is_alone(self, desk: Platform, sanne: requests.Session):
        desk.identity.api["GET /v1/accounts"] = {"items": [MAIN], "next": None}

        assert "U bent de enige met toegang. Voeg een collega toe voor als u er niet bent." in text_of(sanne, desk.url + ROOT)

    @pytest.mark.parametrize("path", [ROOT, f"{ROOT}/toevoegen", f"{ROOT}/acc-2", "/account/rechten-controleren",
                                      "/account/vervanging", "/account/aanvragen"])
    def test_is_closed_without_the_right(self, desk: Platform, log_in: Any, path: str):
        assert log_in(REPORTER).get(desk.url + path).status_code == 403

    @pytest.mark.requirement("R-185")
    def test_lets_a_manager_leave_a_right_that_he_cannot_give(self, desk: Platform, log_in: Any):
        desk.identity.api["GET /v1/accounts/acc-2"] = account(rights=["EMPLOYEE_DATA"])

        page = log_in(DEPUTISING).get(f"{desk.url}{ROOT}/acc-2").text

        assert re.search(r'name="werknemersgegevens"[^>]*checked', page)
        assert 'name="werknemersgegevens"' not in log_in(DEPUTISING).get(f"{desk.url}{ROOT}/toevoegen").text

    @pytest.mark.parametrize("path", ["/account/vervanging", "/account/aanvragen"])
    def test_leaves_deputies_and_requests_to_the_main_contact(self, desk: Platform, log_in: Any, path: str):
        assert log_in(DEPUTISING).get(desk.url + path).status_code == 403


class TestInvitation:
    def test_is_sent_with_rights_and_end(self, desk: Platform, sanne: requests.Session):
        answer = send(sanne, desk, f"{ROOT}/toevoegen", f"{ROOT}/toevoegen", **PERSON)

        assert "De uitnodiging is verstuurd aan ans@raad.example." in html.unescape(answer.text)
        assert writes(desk) == [("/v1/accounts", {
            "kind": "THIRD_PARTY", "salutation": "Mevr.", "first_name": "Ans", "infix": None, "last_name": "Raad",
            "email": "ans@raad.example", "phone": "+31612345690", "rights": ["SICK_REPORTS"], "ends_on": "2026-12-31"})]

    def test_says_at_the_field_what_is_wrong(self, desk: Platform, sanne: requests.Session):
        answer = send(sanne, desk, f"{ROOT}/toevoegen", f"{ROOT}/toevoegen", **PERSON | {"telefoon": "", "aanhef": ""})

        assert answer.status_code == 422
        assert "Vul een mobiel nummer in, bijvoorbeeld 06 12345678." in answer.text
        assert writes(desk) == []

    def test_shows_the_refusal_of_a_known_address(self, desk: Platform, sanne: requests.Session):
        desk.identity.api["POST /v1/accounts"] = conflict(
            "account.single_email", "Dit e-mailadres hoort al bij een account.", "email")

        answer = send(sanne, desk, f"{ROOT}/toevoegen", f"{ROOT}/toevoegen", **PERSON)

        assert (answer.status_code, "Dit e-mailadres hoort al bij een account." in answer.text) == (422, True)


class TestRights:
    def test_change_after_a_page_with_was_and_becomes(self, desk: Platform, sanne: requests.Session):
        check = send(sanne, desk, f"{ROOT}/acc-2", f"{ROOT}/acc-2/controleren", werknemersgegevens="ja")
        before = writes(desk)
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', check.text.split(f'action="{ROOT}/acc-2"')[1]))

        sanne.post(f"{desk.url}{ROOT}/acc-2", data={name: html.unescape(value) for name, value in hidden.items()})

        assert "<td>nee</td><td><strong>ja</strong></td>" in check.text
        assert "<td>ja</td><td><strong>nee</strong></td>" in check.text
        assert (before, writes(desk)) == ([], [("/v1/accounts/acc-2/rights", {"rights": ["EMPLOYEE_DATA"]})])

    def test_are_taken_by_blocking_after_a_page_that_asks(self, desk: Platform, sanne: requests.Session):
        send(sanne, desk, f"{ROOT}/acc-2/blokkeren", f"{ROOT}/acc-2/blokkeren")

        assert writes(desk) == [("/v1/accounts/acc-2/block", {"reason": "LEFT"})]

    def test_stay_with_the_last_manager(self, desk: Platform, sanne: requests.Session):
        desk.identity.api["PUT /v1/accounts/acc-2/rights"] = conflict(
            "right.last_manager", "Geef eerst een collega dit recht.", "rights")

        answer = send(sanne, desk, f"{ROOT}/acc-2", f"{ROOT}/acc-2/controleren")
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text.split(f'action="{ROOT}/acc-2"')[1]))
        refused = sanne.post(f"{desk.url}{ROOT}/acc-2", data=hidden)

        assert (refused.status_code, "Geef eerst een collega dit recht." in refused.text) == (422, True)


class TestBlock:
    def test_is_reached_from_the_list_to_end_it_and_ended_access_is_not(self, desk: Platform, sanne: requests.Session):
        listed = [account(state="BLOCKED"), INVITED | {"state": "ENDED"}, MAIN]
        desk.identity.api |= {"GET /v1/accounts": {"items": listed, "next": None}}

        page = text_of(sanne, desk.url + ROOT)

        assert (f'href="{ROOT}/acc-2"' in page, f'href="{ROOT}/acc-3"' in page) == (True, False)

    def test_is_ended_with_a_reason(self, desk: Platform, sanne: requests.Session):
        page, path = f"{ROOT}/acc-2", f"{ROOT}/acc-2/deblokkeren"
        desk.identity.api |= {"GET /v1/accounts/acc-2": account(state="BLOCKED"),
                              "POST /v1/accounts/acc-2/unblock": account(state="TEMPORARY")}
        assert f'href="{path}"' in sanne.get(desk.url + page).text

        without, answer = send(sanne, desk, path, path), send(sanne, desk, path, path, reden="RETURNED")

        assert without.status_code == 422
        assert writes(desk) == [("/v1/accounts/acc-2/unblock", {"reason": "RETURNED"})]
        assert "De blokkade is opgeheven." in answer.text

    @pytest.mark.parametrize(("state", "act"), [("BLOCKED", "blokkeren"), ("ACTIVE", "deblokkeren")])
    def test_is_not_offered_to_who_comes_too_late(self, desk: Platform, sanne: requests.Session, state: str, act: str):
        desk.identity.api |= {"GET /v1/accounts/acc-2": account(state=state)}

        answer = sanne.get(f"{desk.url}{ROOT}/acc-2/{act}", allow_redirects=False)

        assert (answer.status_code, answer.headers["Location"]) == (302, f"{ROOT}/acc-2")

    def test_of_others_is_not_ended_here(self, desk: Platform, sanne: requests.Session):
        pages = [sanne.get(f"{desk.url}{ROOT}/acc-2").text, sanne.get(f"{desk.url}{ROOT}/acc-3").text]

        assert not any("deblokkeren" in page for page in pages)


class TestReview:
    def test_is_a_task_on_the_start_page(self, desk: Platform, sanne: requests.Session):
        page = text_of(sanne, desk.url)

        assert 'href="/account/rechten-controleren">Controleer de toegang<' in page
        assert "1 account wacht op uw bevestiging" in page

    def test_is_asked_once_a_day_while_there_is_nothing_to_review(self, desk: Platform, sanne: requests.Session):
        desk.identity.api["GET /v1/rights-review"] = {"items": [], "overdue": 0}
        desk.identity.received.clear()

        for _ in range(3):
            sanne.get(desk.url)

        assert [call["path"] for call in desk.identity.received].count("/v1/rights-review") == 1

    def test_confirms_an_account(self, desk: Platform, sanne: requests.Session):
        page = text_of(sanne, f"{desk.url}/account/rechten-controleren")
        send(sanne, desk, "/account/rechten-controleren", "/account/rechten-controleren/acc-2")

        assert "Voor 1 account is deze controle te laat." in page
        assert writes(desk) == [("/v1/accounts/acc-2/review", {})]


class TestDeputyAndRequests:
    def test_name_a_deputy_and_end_the_period(self, desk: Platform, sanne: requests.Session):
        page = "/account/vervanging"

        send(sanne, desk, page, page, van="01-07-2026", tot_en_met="10-07-2026", vervanger="acc-2")
        send(sanne, desk, page, f"{page}/d-1/beeindigen")

        assert "Piet Maas vervangt u van" in text_of(sanne, desk.url + page)
        assert writes(desk) == [("/v1/deputies", {"account_id": "acc-2", "first": "2026-07-01", "last": "2026-07-10"}),
                                ("/v1/deputies/d-1/end", {})]

    def test_ask_another_address_and_show_the_answer(self, desk: Platform, sanne: requests.Session):
        page = "/account/aanvragen"

        send(sanne, desk, f"{page}?soort=NEW_EMAIL", page, wie="acc-2", email="piet@nieuw.example")

        assert "Geweigerd: Niet bereikt" in text_of(sanne, desk.url + page)
        assert writes(desk) == [("/v1/helpdesk-requests", {
            "kind": "NEW_EMAIL", "account_id": "acc-2", "email": "piet@nieuw.example"})]

    def test_ask_an_extra_account(self, desk: Platform, sanne: requests.Session):
        page = "/account/aanvragen"

        send(sanne, desk, f"{page}?soort=EXTRA_ACCOUNT", page, **{name: PERSON[name] for name in (
            "aanhef", "voornaam", "tussenvoegsel", "achternaam", "email", "telefoon")})

        assert [(path, body["kind"], body["last_name"]) for path, body in writes(desk)] == [
            ("/v1/helpdesk-requests", "EXTRA_ACCOUNT", "Raad")]

    @pytest.mark.parametrize(("page", "call", "typed", "field"), [
        ("/account/vervanging", "deputies", {"van": "01-07-2026", "tot_en_met": "10-07-2026", "vervanger": "acc-2"}, "vervanger"),
        ("/account/aanvragen?soort=NEW_EMAIL", "helpdesk-requests", {"wie": "acc-2", "email": "p@nieuw.example"}, "wie")])
    def test_name_the_field_of_somebody_who_is_gone(self, desk: Platform, sanne: requests.Session, page: str, call: str,
                                                    typed: dict[str, str], field: str):
        desk.identity.api[f"POST /v1/{call}"] = (404, {"code": "account.unknown", "status": 404, "detail": "Bestaat niet."})

        answer = send(sanne, desk, page, page.partition("?")[0], **typed)

        assert answer.status_code == 422
        assert f'<a href="#{field}">Deze collega bestaat niet meer.' in answer.text
