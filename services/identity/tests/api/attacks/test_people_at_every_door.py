"""Names, addresses and numbers: every door through which a person gets an account takes and refuses the same (faults §4)."""
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.identity.store import Account, AccountRequest, HelpdeskRequest
from services.identity.tests.api.helpdesk.test_helpdesk_queue import Helpdesk, ask
from services.identity.tests.api.test_acceptance_queue import BODY, Acceptance
from services.identity.tests.api.test_account_requests import send
from services.identity.tests.api.test_administration import Administrator
from services.identity.tests.callers import EVA, Caller
from services.identity.tests.conftest import Browser, Identity, policy

Person = dict[str, str]
NOOR: Person = {"salutation": "Mevr.", "first_name": "Noor", "infix": "van", "last_name": "Vos", "email": "noor@vos.nl",
                "phone": "06 12345611"}
IN_THE_FORM = {"salutation": "aanhef", "first_name": "voornaam", "infix": "tussenvoegsels", "last_name": "achternaam",
               "email": "email", "phone": "telefoon"}


def doors(identity: Identity, jan: Caller) -> dict[str, Callable[[Person], TestResponse]]:
    """What sends a person, by whose door it is."""
    identity.deliver(policy("POL-3", "employer-3", "Kwekerij Smit"))
    form = Browser(identity)
    account = {"kind": "COLLEAGUE", "rights": []}
    return {
        "acceptance": lambda person: Acceptance(identity)("POST", "/main-contacts", {
            "policy_number": "POL-3", "company_name": "Kwekerij Smit"} | person),
        "main contact": lambda person: jan("POST", "/accounts", account | person),
        "main contact, for an adviser": lambda person: jan("POST", "/accounts", account | {"kind": "THIRD_PARTY"} | person),
        "helpdesk": lambda person: jan("POST", "/helpdesk-requests", {"kind": "EXTRA_ACCOUNT"} | person),
        "administrator": lambda person: Administrator(identity)("POST", "/staff-accounts", {"role": "casemanager"} | person),
        "replacement": lambda person: Acceptance(identity)(
            "POST", f"/main-contacts/{jan.account_id}/replacement", {"owner": person, "keeps_account": True}),
        "form for strangers": lambda person: send(form, polisnummer="POL-3", bedrijfsnaam="Kwekerij Smit", **{
            IN_THE_FORM[name]: value for name, value in person.items()})}


def newest(identity: Identity) -> Iterator[tuple[str, str | None, str, str]]:
    """The persons at the doors as they are stored."""
    with identity.database.reading() as session:
        for table in (Account, AccountRequest, HelpdeskRequest):
            for row in session.query(table).filter(table.phone == "+31612345611"):
                yield row.first_name, row.infix, row.last_name, row.email


class TestNames:
    @pytest.mark.parametrize(("typed", "stored"), [
        ({"last_name": "'t Hart"}, "'t Hart"), ({"infix": "'t"}, "'t"), ({"first_name": "Zoe\u0301"}, "Zo\u00e9"),
        ({"last_name": "De\u00a0Boer"}, "De Boer"), ({"last_name": "  Vos  "}, "Vos")],
        ids=["apostrophe", "infix of an apostrophe", "decomposed", "no-break space", "spaces around"])
    def test_are_taken_and_stored_alike(self, identity: Identity, jan: Caller, typed: Person, stored: str):
        opened = doors(identity, jan)

        answers = {door: send_to(NOOR | typed | {"email": f"noor{number}@vos.nl"}).status_code
                   for number, (door, send_to) in enumerate(opened.items())}

        assert answers == dict.fromkeys(opened, 201) | {"form for strangers": 303}
        people = list(newest(identity))
        assert len(people) == len(opened)
        assert all(stored in person for person in people)

    @pytest.mark.parametrize("typed", [
        {"last_name": "R2D2"}, {"first_name": "No\nor"}, {"first_name": "Noor\u202e"}, {"last_name": "V\u200bos"},
        {"infix": "van1"}, {"last_name": "x" * 81}, {"first_name": "\uff1cb\uff1e"},
        {"last_name": "V?s"}, {"salutation": "Jhr."}, {"email": "noor@vos"}, {"email": "noor@vos.nl\n.x"},
        {"email": "noor@vos.nl, jan@vos.nl"}, {"phone": "0118 683305"}, {"phone": "+49 30 123456"}, {"phone": "06 1234567"},
        {"phone": "06 12345611 toestel 3"}])
    def test_are_refused_alike_at_their_field(self, identity: Identity, jan: Caller, typed: Person):
        [field] = typed
        answers = {door: send_to(NOOR | typed) for door, send_to in doors(identity, jan).items()}

        form = answers.pop("form for strangers")
        assert (form.status_code, f'href="#{IN_THE_FORM[field]}"' in form.text) == (422, True)
        assert {door: (answer.status_code, [error["field"].removeprefix("owner.") for error in answer.json["errors"]])
                for door, answer in answers.items()} == dict.fromkeys(answers, (422, [field]))
        assert list(newest(identity)) == []


class TestAddresses:
    def test_of_another_account_are_refused_in_any_case_at_every_door(self, identity: Identity, jan: Caller):
        jan("POST", "/accounts", EVA)
        opened = doors(identity, jan)
        del opened["form for strangers"]  # it compares nothing, so that a stranger finds out nothing
        del opened["main contact, for an adviser"]  # an adviser works for several employers with one account

        answers = {door: send_to(NOOR | {"email": "EVA@BakkerijDeJong.nl"}) for door, send_to in opened.items()}

        assert {door: (answer.status_code, answer.json["code"]) for door, answer in answers.items()} == dict.fromkeys(
            answers, (409, "account.single_email"))


class TestClaimsOfAPerson:
    """A one, a word or nothing is no confirmation of a call."""

    @pytest.mark.parametrize("value", [1, "true", "ja", 0, None, [], "1"])
    def test_are_true_or_false(self, identity: Identity, jan: Caller, value: Any):
        eva = jan("POST", "/accounts", EVA).json["id"]
        asked = ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345611")
        helpdesk, anja = Helpdesk(identity), Acceptance(identity)

        answers = {
            "called_back": helpdesk("POST", f"/helpdesk-requests/{asked}/execution", {"called_back": value}),
            "called_back ": helpdesk("POST", f"/accounts/{eva}/temporary-password", {"called_back": value}),
            "keeps_account": anja("POST", f"/main-contacts/{jan.account_id}/replacement",
                                  {"account_id": eva, "keeps_account": value}),
            "doubtful": anja("POST", "/main-contacts", BODY | {"doubtful": value})}

        assert {field: (answer.status_code, [error["field"] for error in answer.json["errors"]])
                for field, answer in answers.items()} == {field: (422, [field.strip()]) for field in answers}


class TestVersions:
    @pytest.mark.parametrize(("version", "status"), [
        ('"9"', 412), ('W/"9"', 412), ("9", 412), ("last", 400), ('"-1"', 400), ('"9", "1"', 400)])
    def test_that_are_stale_or_malformed_change_nothing(self, identity: Identity, jan: Caller, version: str, status: int):
        eva = jan("POST", "/accounts", EVA).json["id"]
        jan("PUT", f"/accounts/{eva}/rights", {"rights": ["EMPLOYEE_DATA"]})
        headers = {"If-Match": version}

        answers = [jan("PUT", f"/accounts/{eva}/rights", {"rights": []}, **headers),
                   jan("POST", f"/accounts/{eva}/block", {"reason": "LEFT"}, **headers),
                   jan("POST", f"/accounts/{eva}/temporary-password", **headers),
                   jan("POST", f"/accounts/{eva}/review", **headers),
                   Helpdesk(identity)("POST", f"/accounts/{eva}/temporary-password", {"called_back": True}, **headers),
                   Administrator(identity)("POST", f"/accounts/{eva}/closure", {"reason": "LEFT"}, **headers)]

        assert [answer.status_code for answer in answers] == [status] * len(answers)
        assert jan("GET", f"/accounts/{eva}").json["rights"] == ["EMPLOYEE_DATA"]


class TestQueries:
    @pytest.mark.parametrize("path", [
        "/accounts", "/rights-review", "/deputies", "/helpdesk-requests", "/security-events", "/own-account/sessions",
        "/own-account/devices", "/own-account/security-events"])
    def test_of_unknown_name_are_refused(self, jan: Caller, path: str):
        assert jan("GET", f"{path}?recht=alles").status_code == 422

    def test_of_unknown_name_are_refused_to_staff(self, identity: Identity):
        asked = [(Helpdesk, "/helpdesk-requests"), (Helpdesk, "/accounts"), (Acceptance, "/main-contacts"),
                 (Acceptance, "/account-requests"), (Administrator, "/staff-accounts"), (Administrator, "/security-events")]

        answers = [caller(identity)("GET", f"{path}?recht=alles") for caller, path in asked]

        assert [answer.status_code for answer in answers] == [422] * len(answers)


class TestReasons:
    def test_of_the_helpdesk_say_nothing_about_health(self, identity: Identity, jan: Caller):
        eva = jan("POST", "/accounts", EVA).json["id"]
        asked = ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345611")

        answer = Helpdesk(identity)("POST", f"/helpdesk-requests/{asked}/refusal", {"reason": "Eva heeft een depressie."})

        assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "input.medical")
