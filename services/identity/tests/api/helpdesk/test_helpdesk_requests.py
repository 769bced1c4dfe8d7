"""The main contact asks the helpdesk for accounts and changes."""
from typing import Any

import pytest

from services.identity.store import SecurityEvent
from services.identity.tests.callers import EVA, Caller
from services.identity.tests.conftest import Identity
from shared.testing.statements import assert_same_number, count_statements

EXTRA = {"kind": "EXTRA_ACCOUNT", "salutation": "Dhr.", "first_name": "Piet", "infix": "", "last_name": "Maas",
         "email": "p.maas@bakkerijdejong.nl", "phone": "0612345670"}


@pytest.fixture
def eva(jan: Caller) -> str:
    """The account of a colleague."""
    return str(jan("POST", "/accounts", EVA | {"rights": ["RIGHTS_MANAGEMENT"]}).json["id"])


class TestRequest:
    @pytest.mark.requirement("R-177")
    def test_for_an_extra_account_waits_for_the_helpdesk(self, identity: Identity, jan: Caller):
        answer = jan("POST", "/helpdesk-requests", EXTRA)

        assert (answer.status_code, answer.json["state"], answer.json["phone"]) == (201, "OPEN", "+31612345670")
        assert jan("GET", "/helpdesk-requests").json["items"] == [answer.json]
        [row] = identity.query(lambda session: session.query(SecurityEvent).filter_by(kind="HELPDESK_REQUESTED").all())
        assert (row.actor_id, row.employer_id) == (jan.account_id, "employer-1")
        assert "Maas" not in str(row.details)

    @pytest.mark.requirement("R-177")
    def test_of_somebody_who_is_not_the_contact_is_refused(self, identity: Identity, jan: Caller, eva: str):
        answers = [Caller(identity, eva, rights=("RIGHTS_MANAGEMENT",), kind="COLLEAGUE")("POST", "/helpdesk-requests", EXTRA),
                   Caller(identity, eva, rights=("SICK_REPORTS",), kind="COLLEAGUE")("POST", "/helpdesk-requests", EXTRA)]

        assert [answer.status_code for answer in answers] == [403, 403]
        assert answers[0].json["code"] == "request.contact_only"
        assert jan("GET", "/helpdesk-requests").json["items"] == []

    @pytest.mark.parametrize(("kind", "field", "value"), [
        ("NEW_EMAIL", "email", "eva@nieuw.nl"), ("NEW_PHONE", "phone", "+31612345671")])
    def test_for_a_change_names_a_colleague_and_waits_once(self, jan: Caller, eva: str, kind: str, field: str, value: str):
        body = {"kind": kind, "account_id": eva, field: value}

        first, again = jan("POST", "/helpdesk-requests", body), jan("POST", "/helpdesk-requests", body)

        assert (first.status_code, first.json["account_id"], first.json[field]) == (201, eva, value)
        assert (again.status_code, again.json["code"]) == (409, "request.already_open")

    def test_about_an_account_of_another_employer_is_refused(self, jan: Caller, stranger: Caller):
        answer = jan("POST", "/helpdesk-requests",
                     {"kind": "NEW_PHONE", "account_id": stranger.account_id, "phone": "0612345671"})

        assert (answer.status_code, answer.json["code"]) == (404, "account.unknown")

    def test_about_a_blocked_account_is_refused(self, jan: Caller, eva: str):
        jan("POST", f"/accounts/{eva}/block", {"reason": "LEFT"})

        answer = jan("POST", "/helpdesk-requests", {"kind": "NEW_PHONE", "account_id": eva, "phone": "0612345671"})

        assert (answer.status_code, answer.json["code"]) == (409, "account.blocked")

    @pytest.mark.parametrize(("body", "field"), [
        (EXTRA | {"last_name": None}, "last_name"), (EXTRA | {"account_id": "x"}, "account_id"),
        (EXTRA | {"phone": "0118123456"}, "phone"), ({"kind": "NEW_EMAIL", "account_id": "x"}, "email"),
        ({"kind": "NEW_EMAIL", "account_id": "x", "email": "a@b.nl", "phone": "0612345671"}, "phone"),
        ({"kind": "CLOSE"}, "kind")])
    def test_with_wrong_fields_is_refused_at_the_field(self, jan: Caller, body: dict[str, Any], field: str):
        answer = jan("POST", "/helpdesk-requests", body)

        assert answer.status_code == 422
        assert field in [error["field"] for error in answer.json["errors"]]


class TestListOfRequests:
    def test_holds_those_of_the_own_employer_only(self, jan: Caller, stranger: Caller):
        jan("POST", "/helpdesk-requests", EXTRA)

        assert stranger("GET", "/helpdesk-requests").json["items"] == []

    def test_needs_as_many_statements_for_many_rows_as_for_one(self, identity: Identity, jan: Caller):
        jan("POST", "/helpdesk-requests", EXTRA)
        with count_statements(identity.api.extensions["database"]) as few:
            jan("GET", "/helpdesk-requests")
        for number in range(5):
            jan("POST", "/helpdesk-requests", EXTRA | {"email": f"p{number}@bakkerijdejong.nl"})

        with count_statements(identity.api.extensions["database"]) as many:
            assert len(jan("GET", "/helpdesk-requests").json["items"]) == 6

        assert_same_number(few, many)
