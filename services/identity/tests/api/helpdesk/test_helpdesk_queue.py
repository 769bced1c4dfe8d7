"""The helpdesk calls back and executes or refuses what a main contact asked (R-177, R-178, R-201)."""
from typing import Any

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from services.identity.store import Account
from services.identity.tests.callers import EVA, Caller
from services.identity.tests.conftest import CASEMANAGER, Browser, Identity
from shared.events.identity import EmailChanged

NEW_ACCOUNT = {"kind": "EXTRA_ACCOUNT", "salutation": "Mevr.", "first_name": "Noor", "last_name": "Vos",
               "email": "noor@bakkerijdejong.nl", "phone": "0612345611"}


class Helpdesk:
    """Calls the administration with the role of the helpdesk."""

    def __init__(self, identity: Identity, role: str = "camas_helpdesk") -> None:
        self._identity = identity
        token = identity.issuer.token(roles=(role,), account_id="staff-helpdesk", iss="http://localhost/id")
        self._headers = {"Authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self._identity.api.test_client().open(f"/admin/v1{path}", method=method, json=body,
                                                     headers=self._headers | headers)


@pytest.fixture
def helpdesk(identity: Identity) -> Helpdesk:
    """A member of the helpdesk."""
    return Helpdesk(identity)


@pytest.fixture
def eva(jan: Caller) -> str:
    """The account id of a colleague."""
    return str(jan("POST", "/accounts", EVA).json["id"])


def ask(jan: Caller, **body: Any) -> str:
    """A request of the main contact."""
    answer = jan("POST", "/helpdesk-requests", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


class TestQueue:
    def test_shows_whom_to_call_and_what_is_asked(self, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_EMAIL", account_id=eva, email="eva.smit@bakkerijdejong.nl")

        [request] = helpdesk("GET", "/helpdesk-requests").json["items"]

        assert (request["id"], request["company_name"]) == (request_id, "Bakkerij De Jong B.V.")
        assert (request["requester_name"], request["requester_phone"]) == ("Jan de Jong", "+31687654321")
        assert (request["account_name"], request["account_email"], request["email"]) == (
            "Eva Smit", "eva@bakkerijdejong.nl", "eva.smit@bakkerijdejong.nl")

    @pytest.mark.parametrize("role", ["insurer_claims", "casemanager", "platform_admin", "insurer_acceptance"])
    def test_is_closed_to_other_roles(self, identity: Identity, jan: Caller, eva: str, role: str):
        request_id = ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345622")
        other = Helpdesk(identity, role)

        answers = [other("GET", "/helpdesk-requests"), other("GET", f"/helpdesk-requests/{request_id}"),
                   other("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True}),
                   other("POST", f"/helpdesk-requests/{request_id}/refusal", {"reason": "Onbekend nummer gebeld"})]

        assert [answer.status_code for answer in answers] == [403, 403, 403, 403]

    def test_keeps_decided_requests_apart(self, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345622")
        helpdesk("POST", f"/helpdesk-requests/{request_id}/refusal", {"reason": "De beller kon zich niet bekendmaken."})

        lists = {state: helpdesk("GET", f"/helpdesk-requests?state={state}").json["items"] for state in ("OPEN", "REFUSED")}

        assert [len(found) for found in lists.values()] == [0, 1]


class TestExecution:
    @pytest.mark.requirement("R-177")
    def test_opens_an_extra_account_without_rights(self, identity: Identity, jan: Caller, helpdesk: Helpdesk):
        request_id = ask(jan, **NEW_ACCOUNT)

        answer = helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True})

        assert (answer.status_code, answer.json["state"]) == (200, "EXECUTED")
        account = jan("GET", f"/accounts/{answer.json['account_id']}").json
        assert (account["kind"], account["rights"], account["state"]) == ("COLLEAGUE", [], "TEMPORARY")
        assert identity.temporary_password("noor@bakkerijdejong.nl") not in answer.text
        colleague = Caller(identity, account["id"], kind="COLLEAGUE")
        assert colleague("POST", "/helpdesk-requests", NEW_ACCOUNT).status_code == 403

    @pytest.mark.requirement("R-178")
    def test_changes_an_address_and_tells_the_old_one(self, identity: Identity, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_EMAIL", account_id=eva, email="Eva.Smit@BakkerijDeJong.nl")

        helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True})

        assert jan("GET", f"/accounts/{eva}").json["email"] == "Eva.Smit@bakkerijdejong.nl"
        assert identity.messages("eva@bakkerijdejong.nl")[0].subject == "Uw e-mailadres is gewijzigd"
        assert identity.messages("Eva.Smit@bakkerijdejong.nl")[0].subject == "Uw e-mailadres is gewijzigd"
        [event] = identity.published(EmailChanged)
        assert (event.account_id, event.requested_by, event.executed_by) == (eva, jan.account_id, "staff-helpdesk")
        assert "eva.smit" not in str(event).lower()

    def test_changes_a_number_and_tells_the_old_one(self, identity: Identity, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_PHONE", account_id=eva, phone="06 1234 5622")

        helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True})

        assert jan("GET", f"/accounts/{eva}").json["phone"] == "+31612345622"
        assert "hoort niet meer bij uw account" in identity.messages("+31612345699")[0].text
        assert identity.messages("eva@bakkerijdejong.nl")[0].subject == "Uw telefoonnummer is gewijzigd"
        assert identity.messages("+31612345622") == []

    def test_is_seen_in_the_security_log(self, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345622")
        helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True})

        events = helpdesk("GET", f"/security-events?accountId={eva}").json["items"]

        assert [event["kind"] for event in events[:3]] == ["HELPDESK_DECIDED", "PHONE_CHANGED", "HELPDESK_REQUESTED"]
        assert events[1]["actor_id"] == "staff-helpdesk"
        assert "0612345622" not in str(events)

    @pytest.mark.parametrize(("body", "status", "code"), [
        ({"called_back": False}, 422, "request.not_called_back"), ({}, 422, "input.required"),
        ({"called_back": "ja"}, 422, "input.boolean"), ({"called_back": True, "phone": "0612345678"}, 422, "input.unknown"),
    ])
    def test_needs_the_call_back(self, jan: Caller, eva: str, helpdesk: Helpdesk, body: dict[str, Any], status: int,
                                 code: str):
        request_id = ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345622")

        answer = helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", body)

        assert (answer.status_code, answer.json["errors"][0]["code"]) == (status, code)
        assert jan("GET", f"/accounts/{eva}").json["phone"] == "+31612345699"

    def test_refuses_an_address_that_another_account_took_meanwhile(self, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_EMAIL", account_id=eva, email="noor@bakkerijdejong.nl")
        jan("POST", "/accounts", EVA | {"email": "NOOR@bakkerijdejong.nl"})

        answer = helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True})

        assert (answer.status_code, answer.json["code"]) == (409, "account.single_email")
        assert helpdesk("GET", f"/helpdesk-requests/{request_id}").json["state"] == "OPEN"

    @pytest.mark.requirement("R-178")
    def test_leaves_a_colleague_alone_who_was_blocked_meanwhile(self, identity: Identity, jan: Caller, eva: str,
                                                                helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_EMAIL", account_id=eva, email="eva.smit@bakkerijdejong.nl")
        jan("POST", f"/accounts/{eva}/block", {"reason": "LEFT"})

        answer = helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True})

        assert (answer.status_code, answer.json["code"]) == (409, "account.blocked")
        assert jan("GET", f"/accounts/{eva}").json["email"] == "eva@bakkerijdejong.nl"
        assert identity.messages("eva.smit@bakkerijdejong.nl") == []

    def test_changes_nothing_of_a_third_party_whose_change_was_asked_before_that_was_refused(
            self, identity: Identity, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_EMAIL", account_id=eva, email="dief@bakkerijdejong.nl")
        identity.run(lambda session: session.execute(update(Account).where(Account.id == eva).values(kind="THIRD_PARTY")))

        answer = helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True})

        assert (answer.status_code, answer.json["code"]) == (409, "request.owner_asks_alone")
        assert helpdesk("GET", f"/accounts/{eva}").json["email"] == "eva@bakkerijdejong.nl"
        assert identity.messages("dief@bakkerijdejong.nl") == []

    def test_refuses_a_guest_whose_access_ended(self, jan: Caller, helpdesk: Helpdesk):
        account_id = str(jan("POST", "/accounts", EVA | {"kind": "THIRD_PARTY"}).json["id"])
        jan("POST", f"/accounts/{account_id}/block", {"reason": "LEFT"})

        answer = jan("POST", "/helpdesk-requests", {"kind": "NEW_PHONE", "account_id": account_id, "phone": "0612345622"})

        assert (answer.status_code, answer.json["code"]) == (409, "account.blocked")

    def test_happens_once(self, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345622")
        helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True})

        again = [helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True}),
                 helpdesk("POST", f"/helpdesk-requests/{request_id}/refusal", {"reason": "Onbekend nummer gebeld."})]

        assert [(answer.status_code, answer.json["code"]) for answer in again] == [(409, "request.closed")] * 2

    def test_refuses_a_stale_version_and_an_unknown_request(self, jan: Caller, eva: str, helpdesk: Helpdesk):
        request_id = ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345622")
        stale = helpdesk("POST", f"/helpdesk-requests/{request_id}/execution", {"called_back": True}, **{"If-Match": '"9"'})
        unknown = helpdesk("POST", "/helpdesk-requests/none/execution", {"called_back": True})

        assert (stale.status_code, unknown.status_code) == (412, 404)


class TestPassword:
    @pytest.mark.requirement("R-193")
    def test_is_replaced_after_the_call_back_and_must_be_changed(self, identity: Identity, jan: Caller, helpdesk: Helpdesk,
                                                                 browser: Browser):
        tokens = browser.tokens(CASEMANAGER)

        answer = helpdesk("POST", "/accounts/staff-casemanager/temporary-password", {"called_back": True})

        assert (answer.status_code, answer.json["state"]) == (200, "TEMPORARY")
        password = identity.temporary_password(CASEMANAGER.email)
        assert password not in answer.text
        assert "Uw wachtwoord is vervangen." in identity.messages(CASEMANAGER.email)[0].text
        assert "Klopt dit niet?" in identity.messages(CASEMANAGER.phone)[0].text
        refreshed = browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert (refreshed.status_code, browser.ask_introspection(tokens["access_token"])) == (400, {"active": False})

    def test_is_not_replaced_without_the_call_back(self, identity: Identity, helpdesk: Helpdesk):
        answer = helpdesk("POST", "/accounts/staff-casemanager/temporary-password", {"called_back": False})

        assert (answer.status_code, answer.json["code"]) == (422, "request.not_called_back")
        assert identity.messages(CASEMANAGER.email) == []

    def test_of_oneself_and_of_a_closed_account_stays(self, identity: Identity, jan: Caller, helpdesk: Helpdesk):
        own = helpdesk("POST", "/accounts/staff-helpdesk/temporary-password", {"called_back": True})
        identity.block(jan.account_id)
        blocked = helpdesk("POST", f"/accounts/{jan.account_id}/temporary-password", {"called_back": True})

        assert [(one.status_code, one.json["code"]) for one in (own, blocked)] == [
            (409, "account.own"), (409, "account.state_forbids")]

    @pytest.mark.parametrize("role", ["platform_admin", "insurer_acceptance", "casemanager"])
    def test_is_replaced_by_nobody_else(self, identity: Identity, role: str):
        answer = Helpdesk(identity, role)("POST", "/accounts/staff-claims/temporary-password", {"called_back": True})

        assert answer.status_code == 403


class TestContactOfThirdParty:
    @pytest.fixture
    def ans(self, jan: Caller, stranger: Caller) -> str:
        """An adviser of two employers."""
        body = EVA | {"kind": "THIRD_PARTY", "email": "ans@raad.nl"}
        stranger("POST", "/accounts", body)
        return str(jan("POST", "/accounts", body).json["id"])

    def test_is_asked_by_no_employer(self, jan: Caller, stranger: Caller, ans: str):
        alone = str(jan("POST", "/accounts", EVA | {"kind": "THIRD_PARTY", "email": "els@raad.nl"}).json["id"])

        answers = [caller("POST", "/helpdesk-requests", {"kind": "NEW_EMAIL", "account_id": account_id, "email": "dief@x.nl"})
                   for caller, account_id in ((jan, ans), (stranger, ans), (jan, alone))]

        assert {(answer.status_code, answer.json["code"], answer.json["errors"][0]["field"]) for answer in answers} == {
            (409, "request.owner_asks_alone", "account_id")}

    @pytest.mark.requirement("R-178", "R-201")
    def test_changes_after_the_call_back_and_every_employer_is_told(self, identity: Identity, jan: Caller, stranger: Caller,
                                                                    ans: str, helpdesk: Helpdesk):
        path, body = f"/accounts/{ans}/contact", {"email": "ans@nieuw.nl", "phone": "0612345622"}
        refused = helpdesk("POST", path, body | {"called_back": False})

        changed = helpdesk("POST", path, body | {"called_back": True})

        assert (refused.status_code, refused.json["code"]) == (422, "request.not_called_back")
        assert (changed.status_code, changed.json["email"], changed.json["phone"]) == (200, "ans@nieuw.nl", "+31612345622")
        assert "op uw eigen verzoek" in identity.messages("ans@raad.nl")[0].text
        assert "hoort niet meer bij uw account" in identity.messages("+31612345699")[0].text
        for contact in (jan, stranger):
            address = contact("GET", f"/accounts/{contact.account_id}").json["email"]
            assert identity.messages(address)[0].subject == "Gegevens van een adviseur zijn gewijzigd"
            kinds = [event["kind"] for event in contact("GET", f"/security-events?accountId={ans}").json["items"]]
            assert {"EMAIL_CHANGED", "PHONE_CHANGED"} <= set(kinds)
        [event] = identity.published(EmailChanged)
        assert (event.account_id, event.requested_by, event.executed_by) == (ans, ans, "staff-helpdesk")

    def test_is_refused_for_others_and_for_what_does_not_fit(self, identity: Identity, jan: Caller, ans: str, eva: str,
                                                             helpdesk: Helpdesk):
        path, spoken = f"/accounts/{ans}/contact", {"called_back": True}

        answers = [helpdesk("POST", path, spoken), helpdesk("POST", path, spoken | {"email": "jan@bakkerijdejong.nl"}),
                   helpdesk("POST", path, spoken | {"email": "a@b.nl"}, **{"If-Match": '"99"'}),
                   helpdesk("POST", f"/accounts/{eva}/contact", spoken | {"email": "a@b.nl"}),
                   Helpdesk(identity, "insurer_acceptance")("POST", path, spoken | {"email": "a@b.nl"})]

        assert [answer.status_code for answer in answers] == [422, 409, 412, 409, 403]
        assert helpdesk("GET", f"/accounts/{ans}").json["email"] == "ans@raad.nl"
