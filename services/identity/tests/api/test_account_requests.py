"""The form for an employer without an account, and acceptance's queue of what it brings (R-186, R-187, R-190, R-191)."""
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from services.identity.store import Account, AccountRequest, SentMessage
from services.identity.tests.api.test_acceptance_queue import BODY, Acceptance
from services.identity.tests.callers import Caller
from services.identity.tests.conftest import FORWARDED, PUBLIC, Browser, Identity, policy
from shared.kernel.clock import noon
from shared.testing.service import MONDAY
from shared.testing.statements import assert_same_number, count_statements

FORM = {"polisnummer": "POL-1", "bedrijfsnaam": "Bakkerij De Jong B.V.", "aanhef": "Dhr.", "voornaam": "Jan",
        "tussenvoegsels": "de", "achternaam": "Jong", "email": "jan@bakkerijdejong.nl", "telefoon": "06 87654321"}
MANDATORY = [name for name in FORM if name != "tussenvoegsels"]
OTHERS = ("insurer_claims", "camas_helpdesk", "platform_admin", "casemanager")
WRONG = [("aanhef", "Jhr."), ("voornaam", "J4n"), ("achternaam", "x" * 81), ("email", "jan"), ("telefoon", "0118 683305"),
         ("bedrijfsnaam", "x" * 500), ("voornaam", "<script>"), ("email", "a@b.nl\r\nBcc: c@d.nl"), ("polisnummer", "!")]


@pytest.fixture
def anja(identity: Identity) -> Acceptance:
    """A member of acceptance; a policy exists."""
    identity.deliver(policy())
    return Acceptance(identity)


def send(browser: Browser, *, address: int = 1, **changed: str) -> TestResponse:
    """Fill in the form.

    :param address: the last number of the browser's address, because each has its own limit
    """
    return browser.client.post("/aanvragen", data=FORM | changed, base_url=PUBLIC,
                               headers=FORWARDED | {"X-Forwarded-For": f"192.0.2.{address}"})


def count(identity: Identity, table: type) -> int:
    """The rows of a table."""
    return int(identity.query(lambda session: session.scalar(select(func.count()).select_from(table))))


def named(answer: TestResponse) -> list[str]:
    """The fields that the summary of errors names, in order."""
    return re.findall(r'<li><a href="#(\w+)">', answer.text)


class TestForm:
    @pytest.mark.requirement("R-186")
    def test_asks_the_eight_fields_in_the_order_and_words_of_the_seed(self, browser: Browser):
        page = browser.get("/aanvragen").text

        labels = re.findall(r'<(?:label class="form-label" for="\w+"|legend class="form-label")>([^<(]+?)\s*[<(]', page)
        assert labels == ["Polisnummer", "Bedrijfsnaam", "Aanhef", "Voornaam", "Tussenvoegsels", "Achternaam",
                          "E-mailadres", "Telefoonnummer"]

    def test_is_linked_from_the_page_to_log_in(self, browser: Browser):
        assert 'href="/id/aanvragen"' in browser.begin().text

    def test_ends_as_a_request_in_the_queue_and_sends_nothing(self, identity: Identity, browser: Browser, anja: Acceptance):
        answer = send(browser)

        [asked] = anja("GET", "/account-requests").json["items"]
        assert (answer.status_code, answer.location) == (303, "/id/aanvragen/ontvangen")
        assert asked | {"id": "", "requested_at": ""} == {
            "id": "", "state": "OPEN", "policy_number": "POL-1", "company_name": "Bakkerij De Jong B.V.",
            "policy_company_name": "Bakkerij De Jong B.V.", "salutation": "Dhr.", "first_name": "Jan", "infix": "de",
            "last_name": "Jong", "email": "jan@bakkerijdejong.nl", "phone": "+31687654321", "remarks": [], "requested_at": "",
            "decided_by": None, "decided_at": None, "reason": None, "account_id": None, "version": 1}
        assert count(identity, SentMessage) == 0

    @pytest.mark.requirement("R-186")
    def test_names_each_mandatory_field_that_is_missing(self, identity: Identity, browser: Browser):
        answers = {missing: send(browser, address=number, **{missing: " "}) for number, missing in enumerate(MANDATORY)}
        empty = send(browser, address=99, **dict.fromkeys(FORM, ""))

        assert {name: (answer.status_code, named(answer)) for name, answer in answers.items()} == {
            name: (422, [name]) for name in MANDATORY}
        assert (empty.status_code, named(empty)) == (422, MANDATORY)
        assert re.findall(r'class="field-error" id="(\w+)-error"', empty.text) == MANDATORY
        assert count(identity, AccountRequest) == 0

    def test_refuses_a_wrong_value_at_its_field_and_shows_it_escaped(self, identity: Identity, browser: Browser):
        answers = [(name, send(browser, address=number, **{name: value})) for number, (name, value) in enumerate(WRONG)]

        assert [(answer.status_code, named(answer)) for _, answer in answers] == [(422, [name]) for name, _ in answers]
        assert not any("<script>" in answer.text for _, answer in answers)
        assert count(identity, AccountRequest) == 0

    def test_refuses_what_no_browser_sends(self, identity: Identity, browser: Browser):
        large, nul = send(browser, bedrijfsnaam="x" * 3_000_000), send(browser, voornaam="J\0an")
        elsewhere = browser.client.post("/aanvragen", data=FORM, base_url=PUBLIC, headers={"Origin": "https://elders.example"})

        assert [(answer.status_code, answer.mimetype) for answer in (large, nul, elsewhere)] == [
            (413, "text/html"), (400, "text/html"), (403, "text/html")]
        assert count(identity, AccountRequest) == 0

    def test_answers_the_same_about_every_policy_company_and_address(self, browser: Browser, anja: Acceptance):
        answers = [send(browser, **changed) for changed in (
            {}, {"polisnummer": "POL-404"}, {"bedrijfsnaam": "Bakkerij Jansen", "polisnummer": "POL-405"},
            {"email": "claims@ontzorg.example"})]

        assert {(answer.status_code, answer.location, answer.text) for answer in answers} == {
            (303, "/id/aanvragen/ontvangen", answers[0].text)}
        assert len(anja("GET", "/account-requests").json["items"]) == 4

    def test_sent_again_while_it_waits_makes_no_second_request(self, identity: Identity, browser: Browser):
        send(browser)

        again = send(browser, email="Jan@bakkerijdejong.nl")

        assert (again.status_code, again.location) == (303, "/id/aanvragen/ontvangen")
        assert count(identity, AccountRequest) == 1

    def test_is_limited_for_an_address(self, identity: Identity, browser: Browser):
        answers = [send(browser, email=f"jan{number}@bakkerijdejong.nl") for number in range(6)]

        assert [answer.status_code for answer in answers] == [303] * 5 + [429]
        assert int(answers[-1].headers["Retry-After"]) >= 1
        assert count(identity, AccountRequest) == 5


class TestQueue:
    @pytest.mark.requirement("R-187")
    def test_says_what_does_not_fit(self, browser: Browser, anja: Acceptance, jan: Caller):
        send(browser, email="eva@bakkerijdejong.nl", tussenvoegsels="")
        send(browser, email="eva@bakkerijdejong.nl", polisnummer="POL-404")
        send(browser, email="Claims@ontzorg.example", bedrijfsnaam="Bakkerij Jansen")
        send(browser, email="ans@bakkerijdejong.nl", bedrijfsnaam="bakkerij  de jong bv")

        assert [one["remarks"] for one in anja("GET", "/account-requests").json["items"]] == [
            ["HAS_MAIN_CONTACT"], ["POLICY_UNKNOWN"], ["OTHER_COMPANY", "HAS_MAIN_CONTACT", "EMAIL_TAKEN"], ["HAS_MAIN_CONTACT"]]

    def test_needs_as_many_statements_for_many_rows_as_for_one(self, identity: Identity, browser: Browser, anja: Acceptance):
        send(browser)
        with count_statements(identity.api.extensions["database"]) as few:
            anja("GET", "/account-requests")
        for number in range(5):
            send(browser, address=2 + number, email=f"p{number}@bakkerijdejong.nl", polisnummer=f"POL-{number}")

        with count_statements(identity.api.extensions["database"]) as many:
            assert len(anja("GET", "/account-requests").json["items"]) == 6

        assert_same_number(few, many)

    def test_is_closed_to_others(self, identity: Identity, browser: Browser, anja: Acceptance):
        send(browser)
        asked = anja("GET", "/account-requests").json["items"][0]["id"]

        answers = [call(*request) for call in (Acceptance(identity, role) for role in OTHERS) for request in (
            ("GET", "/account-requests"), ("GET", f"/account-requests/{asked}"),
            ("POST", f"/account-requests/{asked}/acceptance", {"called_back": True}),
            ("POST", f"/account-requests/{asked}/refusal", {}))]

        assert [answer.status_code for answer in answers] == [403] * 4 * len(OTHERS)

    def test_forgets_requests_after_half_a_year(self, identity: Identity, browser: Browser, anja: Acceptance):
        send(browser)
        identity.clock.set(noon(MONDAY + timedelta(days=170)))
        identity.run_jobs(MONDAY + timedelta(days=170))
        kept = count(identity, AccountRequest)

        identity.clock.set(noon(MONDAY + timedelta(days=190)))
        identity.run_jobs(MONDAY + timedelta(days=190))

        assert (kept, count(identity, AccountRequest)) == (1, 0)


class TestIntake:
    @pytest.mark.requirement("R-191")
    def test_by_form_and_by_mailbox_ends_as_a_request_to_call_back(self, identity: Identity, browser: Browser, anja: Acceptance):
        send(browser, email="eva@bakkerijdejong.nl")
        anja("POST", "/main-contacts", BODY | {"doubtful": True})

        by_form, by_mail = anja("GET", "/account-requests").json["items"], anja("GET", "/main-contacts").json["items"]

        assert [(one["state"], one["company_name"], one["email"]) for one in by_form] == [
            ("OPEN", "Bakkerij De Jong B.V.", "eva@bakkerijdejong.nl")]
        assert [(one["state"], one["company_name"], one["email"]) for one in by_mail] == [
            ("PENDING_VERIFICATION", "Bakkerij De Jong B.V.", "jan@bakkerijdejong.nl")]
        assert count(identity, SentMessage) == 0


class TestDecision:
    def test_makes_the_main_contact_and_mails_the_password_after_the_call_back(self, identity: Identity, browser: Browser,
                                                                               anja: Acceptance):
        send(browser)
        asked = anja("GET", "/account-requests").json["items"][0]

        made = anja("POST", f"/account-requests/{asked['id']}/acceptance", {"called_back": True}, **{"If-Match": '"1"'})

        assert (made.status_code, made.json["state"], made.json["kind"]) == (201, "TEMPORARY", "MAIN_CONTACT")
        assert len(made.json["rights"]) == 3
        assert identity.temporary_password("jan@bakkerijdejong.nl")
        decided = anja("GET", f"/account-requests/{asked['id']}").json
        assert (decided["state"], decided["decided_by"], decided["account_id"]) == (
            "EXECUTED", "staff-acceptatie", made.json["id"])
        row = identity.account(made.json["username"])
        assert (row.verified_by, row.verified_at is not None) == ("staff-acceptatie", True)

    def test_takes_another_company_name_that_was_confirmed(self, browser: Browser, anja: Acceptance):
        send(browser, bedrijfsnaam="Bakkerij Jansen")
        asked = anja("GET", "/account-requests").json["items"][0]["id"]

        made = anja("POST", f"/account-requests/{asked}/acceptance", {"called_back": True})

        assert (made.status_code, made.json["state"]) == (201, "TEMPORARY")

    def test_makes_no_account_without_the_call_back_or_of_what_does_not_fit(self, identity: Identity, browser: Browser,
                                                                            anja: Acceptance, jan: Caller):
        send(browser, polisnummer="POL-404")
        send(browser, email="eva@bakkerijdejong.nl")
        unknown, second = (one["id"] for one in anja("GET", "/account-requests").json["items"])
        before = count(identity, Account), count(identity, SentMessage)

        answers = [anja("POST", f"/account-requests/{second}/acceptance", {"called_back": False}),
                   anja("POST", f"/account-requests/{second}/acceptance", {}),
                   anja("POST", f"/account-requests/{unknown}/acceptance", {"called_back": True}),
                   anja("POST", f"/account-requests/{second}/acceptance", {"called_back": True})]

        assert [(answer.status_code, answer.json["code"]) for answer in answers] == [
            (422, "request.not_called_back"), (422, "input.invalid"), (422, "policy.unknown"),
            (409, "account.main_contact_exists")]
        assert (count(identity, Account), count(identity, SentMessage)) == before
        assert len(anja("GET", "/account-requests").json["items"]) == 2

    def test_refuses_without_a_mail_and_lets_the_employer_ask_again(self, identity: Identity, browser: Browser,
                                                                    anja: Acceptance):
        send(browser)
        asked = anja("GET", "/account-requests").json["items"][0]["id"]

        refused = anja("POST", f"/account-requests/{asked}/refusal", {"reason": "MISUSE"})
        send(browser)

        assert (refused.status_code, refused.json["state"], refused.json["reason"]) == (200, "REFUSED", "MISUSE")
        assert count(identity, SentMessage) == 0
        assert [one["id"] == asked for one in anja("GET", "/account-requests").json["items"]] == [False]

    def test_is_taken_once_and_on_the_version_that_was_read(self, browser: Browser, anja: Acceptance):
        send(browser)
        asked = anja("GET", "/account-requests").json["items"][0]["id"]

        answers = [anja("POST", f"/account-requests/{asked}/refusal", {}, **{"If-Match": '"7"'}),
                   anja("POST", f"/account-requests/{asked}/acceptance", {"called_back": True}),
                   anja("POST", f"/account-requests/{asked}/acceptance", {"called_back": True}),
                   anja("POST", f"/account-requests/{asked}/refusal", {}),
                   anja("GET", "/account-requests/unheard-of"), anja("POST", "/account-requests/unheard-of/refusal", {})]

        assert [answer.status_code for answer in answers] == [412, 201, 409, 409, 404, 404]

    def test_is_in_the_security_log(self, identity: Identity, browser: Browser, anja: Acceptance):
        send(browser)
        asked = anja("GET", "/account-requests").json["items"][0]["id"]
        anja("POST", f"/account-requests/{asked}/refusal", {"reason": "MISTAKE"})
        token = identity.issuer.token(roles=("platform_admin",), account_id="staff-beheer", iss="http://localhost/id")

        events = identity.api.test_client().get("/admin/v1/security-events", headers={"Authorization": f"Bearer {token}"}).json

        assert [(event["kind"], event["actor_id"], event["details"]["request_id"]) for event in events["items"][:2]] == [
            ("ACCOUNT_REQUEST_DECIDED", "staff-acceptatie", asked), ("ACCOUNT_REQUESTED", "unknown", asked)]
