"""The insurer's queue of main contacts: whom to call back, why, and what comes of it (R-187, R-190)."""
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.identity.tests.conftest import Identity, policy

BODY = {"policy_number": "POL-1", "company_name": "Bakkerij De Jong B.V.", "salutation": "Dhr.", "first_name": "Jan",
        "infix": "de", "last_name": "Jong", "email": "jan@bakkerijdejong.nl", "phone": "06 87654321"}


class Acceptance:
    """Calls the API with the role of acceptance."""

    def __init__(self, identity: Identity, role: str = "insurer_acceptance") -> None:
        self._identity = identity
        token = identity.issuer.token(roles=(role,), account_id="staff-acceptatie", iss="http://localhost/id")
        self._headers = {"Authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self._identity.api.test_client().open(f"/v1{path}", method=method, json=body, headers=self._headers | headers)


@pytest.fixture
def anja(identity: Identity) -> Acceptance:
    """A member of acceptance; a policy exists."""
    identity.deliver(policy())
    return Acceptance(identity)


class TestQueue:
    @pytest.mark.requirement("R-187")
    def test_shows_a_request_for_another_company_beside_the_policy(self, anja: Acceptance):
        anja("POST", "/main-contacts", BODY | {"company_name": "Bakkerij Jansen"})

        [contact] = anja("GET", "/main-contacts").json["items"]

        assert (contact["state"], contact["doubt"]) == ("PENDING_VERIFICATION", "OTHER_COMPANY")
        assert (contact["company_name"], contact["policy_company_name"]) == ("Bakkerij Jansen", "Bakkerij De Jong B.V.")
        assert (contact["policy_number"], contact["phone"]) == ("POL-1", "+31687654321")

    @pytest.mark.requirement("R-190")
    def test_shows_a_doubtful_request_with_the_landline_for_the_call_back(self, anja: Acceptance):
        anja("POST", "/main-contacts", BODY | {"doubtful": True, "landline": "0118 683 305"})

        [contact] = anja("GET", "/main-contacts").json["items"]

        assert (contact["doubt"], contact["landline"]) == ("DOUBTFUL", "+31118683305")

    def test_is_left_after_the_call_back_which_names_who_called(self, identity: Identity, anja: Acceptance):
        made = anja("POST", "/main-contacts", BODY | {"doubtful": True}).json

        answer = anja("POST", f"/main-contacts/{made['id']}/verifications")

        assert answer.status_code == 200
        assert anja("GET", "/main-contacts").json["items"] == []
        [contact] = anja("GET", "/main-contacts?state=TEMPORARY").json["items"]
        assert (contact["verified_by"], contact["verified_at"] is not None) == ("staff-acceptatie", True)
        assert identity.temporary_password("jan@bakkerijdejong.nl")

    @pytest.mark.parametrize("role", ["insurer_claims", "camas_helpdesk", "platform_admin", "casemanager"])
    def test_is_closed_to_others(self, identity: Identity, anja: Acceptance, role: str):
        made = anja("POST", "/main-contacts", BODY | {"doubtful": True}).json
        other = Acceptance(identity, role)

        answers = [other("GET", "/main-contacts"), other("GET", f"/main-contacts/{made['id']}"),
                   other("POST", f"/main-contacts/{made['id']}/refusal", {})]

        assert [answer.status_code for answer in answers] == [403, 403, 403]

    @pytest.mark.parametrize("state", ["LOCKED", "pending_verification", "x"])
    def test_refuses_a_state_that_is_not_stored(self, anja: Acceptance, state: str):
        assert anja("GET", f"/main-contacts?state={state}").status_code == 422


class TestVersion:
    def test_of_the_queue_is_the_one_that_every_decision_compares(self, anja: Acceptance):
        made = anja("POST", "/main-contacts", BODY | {"doubtful": True}).json
        answers = []

        for decision in ("verifications", "temporary-password", "temporary-password"):
            shown = anja("GET", f"/main-contacts/{made['id']}")
            path = f"/main-contacts/{made['id']}/verifications" if decision == "verifications" else (
                f"/accounts/{made['id']}/temporary-password")
            answers.append(anja("POST", path, None, **{"If-Match": shown.headers["ETag"]}))

        assert [answer.status_code for answer in answers] == [200, 202, 202]


class TestRefusal:
    def test_closes_the_account_and_lets_the_employer_ask_again(self, identity: Identity, anja: Acceptance):
        made = anja("POST", "/main-contacts", BODY | {"doubtful": True}).json

        refused = anja("POST", f"/main-contacts/{made['id']}/refusal", {"reason": "MISTAKE"})
        again = anja("POST", "/main-contacts", BODY | {"email": "jan.de.jong@bakkerijdejong.nl"})

        assert (refused.status_code, refused.json["state"]) == (200, "CLOSED")
        assert again.status_code == 201, again.text
        assert identity.messages("jan@bakkerijdejong.nl") == []

    def test_leaves_the_address_free_for_who_asks_again(self, identity: Identity, anja: Acceptance):
        made = anja("POST", "/main-contacts", BODY | {"doubtful": True}).json
        anja("POST", f"/main-contacts/{made['id']}/refusal", {"reason": "MISTAKE"})

        again = anja("POST", "/main-contacts", BODY)

        assert (again.status_code, again.json["state"]) == (201, "TEMPORARY"), again.text
        assert identity.temporary_password("jan@bakkerijdejong.nl")
        assert anja("GET", f"/main-contacts/{made['id']}").json["email"].endswith("@verwijderd.invalid")

    def test_is_not_of_who_was_confirmed(self, anja: Acceptance):
        made = anja("POST", "/main-contacts", BODY).json

        answer = anja("POST", f"/main-contacts/{made['id']}/refusal", {})

        assert (answer.status_code, answer.json["code"]) == (409, "account.nothing_to_verify")

    def test_needs_the_version_that_was_read(self, anja: Acceptance):
        made = anja("POST", "/main-contacts", BODY | {"doubtful": True}).json

        assert anja("POST", f"/main-contacts/{made['id']}/refusal", {}, **{"If-Match": '"7"'}).status_code == 412

    def test_of_an_unknown_account_is_not_found(self, anja: Acceptance):
        assert anja("POST", "/main-contacts/unheard-of/refusal", {}).status_code == 404
        assert anja("GET", "/main-contacts/staff-claims").status_code == 404

    def test_sends_no_password_before_the_call_back(self, identity: Identity, anja: Acceptance):
        made = anja("POST", "/main-contacts", BODY | {"doubtful": True}).json

        answer = anja("POST", f"/accounts/{made['id']}/temporary-password")

        assert (answer.status_code, answer.json["code"]) == (409, "account.not_confirmed")
        assert identity.messages("jan@bakkerijdejong.nl") == []
