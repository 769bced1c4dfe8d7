"""A main contact manages the accounts of colleagues and third parties."""
from typing import Any

import pytest

from services.identity.tests.callers import ALL, EVA, Caller, activate
from services.identity.tests.conftest import Identity, Member
from shared.events.identity import AccessRevoked, AccountBlocked, AccountCreated, RightsChanged
from shared.testing.statements import assert_same_number, count_statements


class TestCreatingAccounts:
    @pytest.mark.requirement("R-184")
    @pytest.mark.parametrize("kind", ["COLLEAGUE", "THIRD_PARTY"])
    def test_is_possible_for_colleagues_and_third_parties(self, identity: Identity, jan: Caller, kind: str):
        answer = jan("POST", "/accounts", EVA | {"kind": kind})

        assert answer.status_code == 201
        assert (answer.json["kind"], answer.json["employer_id"], answer.json["state"]) == (kind, "employer-1", "TEMPORARY")
        assert answer.json["rights"] == ["SICK_REPORTS"]
        [event] = identity.published(AccountCreated)
        assert (event.kind, event.rights) == (kind, ("SICK_REPORTS",))
        assert identity.temporary_password("eva@bakkerijdejong.nl") not in answer.text

    @pytest.mark.requirement("R-184")
    def test_requires_the_first_login_of_the_manager(self, identity: Identity, main_contact: Member):
        early = Caller(identity, identity.account(main_contact.username).id)

        answer = early("POST", "/accounts", EVA)

        assert (answer.status_code, answer.json["code"]) == (403, "account.not_activated")

    @pytest.mark.requirement("R-181")
    def test_requires_the_right_to_manage_accounts(self, identity: Identity, jan: Caller):
        clerk = Caller(identity, jan.account_id, rights=("EMPLOYEE_DATA", "SICK_REPORTS"))

        for method, path in (("GET", "/accounts"), ("POST", "/accounts"), ("PUT", f"/accounts/{jan.account_id}/rights"),
                             ("POST", f"/accounts/{jan.account_id}/block")):
            assert clerk(method, path, {} if method != "GET" else None).status_code == 403

    @pytest.mark.requirement("R-185")
    @pytest.mark.parametrize("rights", [[], ["EMPLOYEE_DATA"], list(ALL)])
    def test_grants_any_subset_of_rights(self, jan: Caller, rights: list[str]):
        assert jan("POST", "/accounts", EVA | {"rights": rights}).json["rights"] == rights

    def test_grants_no_right_that_the_manager_lacks(self, identity: Identity, jan: Caller):
        eva = jan("POST", "/accounts", EVA | {"rights": ["RIGHTS_MANAGEMENT", "SICK_REPORTS"]}).json["id"]
        activate(identity, eva)

        answer = Caller(identity, eva)("POST", "/accounts", EVA | {"email": "x@y.nl", "rights": ["EMPLOYEE_DATA"]})

        assert (answer.status_code, answer.json["code"]) == (403, "right.not_held")

    @pytest.mark.parametrize(("field", "value"), [
        ("kind", "MAIN_CONTACT"), ("kind", "STAFF"), ("rights", None), ("roles", ["insurer_claims"]),
        ("employer_id", "employer-2"), ("password", "Zomer-2026")])
    def test_refuses_fields_that_the_caller_may_not_set(self, jan: Caller, field: str, value: Any):
        assert jan("POST", "/accounts", EVA | {field: value}).status_code == 422

    @pytest.mark.requirement("R-185")
    def test_refuses_an_unknown_right(self, jan: Caller):
        assert jan("POST", "/accounts", EVA | {"rights": ["ALLES"]}).status_code == 422


class TestListingAccounts:
    def test_pages_through_the_accounts_of_the_own_employer(self, jan: Caller, stranger: Caller):
        eva = jan("POST", "/accounts", EVA).json["id"]

        first = jan("GET", "/accounts?limit=1").json
        second = jan("GET", f"/accounts?limit=1&cursor={first['next']}").json

        assert [item["id"] for item in first["items"] + second["items"]] == [jan.account_id, eva]
        assert second["next"] is None

    def test_shows_no_secret(self, jan: Caller):
        assert not {"password_hash", "password", "roles", "failures"} & set(jan("GET", "/accounts").json["items"][0])

    def test_needs_as_many_statements_for_thirty_rows_as_for_one(self, identity: Identity, jan: Caller, stranger: Caller):
        jan("GET", "/accounts?limit=100")  # the first request of a connection also asks the server about itself
        with count_statements(identity.database) as one:
            assert len(jan("GET", "/accounts?limit=100").json["items"]) == 1
        for number in range(29):
            jan("POST", "/accounts", EVA | {"email": f"eva{number}@bakkerijdejong.nl"})

        with count_statements(identity.database) as thirty:
            assert len(jan("GET", "/accounts?limit=100").json["items"]) == 30

        assert_same_number(one, thirty)


class TestChangingRights:
    @pytest.fixture
    def eva(self, identity: Identity, jan: Caller) -> str:
        made: str = jan("POST", "/accounts", EVA).json["id"]
        identity.forget_published()
        return made

    def test_replaces_them_and_publishes_old_and_new_rights(self, identity: Identity, jan: Caller, eva: str):
        answer = jan("PUT", f"/accounts/{eva}/rights", {"rights": ["EMPLOYEE_DATA"]})

        assert (answer.json["rights"], answer.json["version"], answer.headers["ETag"]) == (["EMPLOYEE_DATA"], 2, '"2"')
        [revoked] = identity.published(AccessRevoked)
        assert (revoked.kind, revoked.subject_id, revoked.generation, revoked.reason) == ("ACCOUNT", eva, 2, "RIGHTS_CHANGED")
        [event] = identity.published(RightsChanged)
        assert (event.before, event.after, event.changed_by) == (("SICK_REPORTS",), ("EMPLOYEE_DATA",), jan.account_id)

    def test_publishes_nothing_without_a_change(self, identity: Identity, jan: Caller, eva: str):
        assert jan("PUT", f"/accounts/{eva}/rights", {"rights": ["SICK_REPORTS"]}).json["version"] == 1
        assert identity.published(RightsChanged, AccessRevoked) == []

    def test_refuses_a_stale_version(self, jan: Caller, eva: str):
        path, body = f"/accounts/{eva}/rights", {"rights": []}

        assert jan("PUT", path, body, **{"If-Match": '"1"'}).status_code == 200
        assert jan("PUT", path, body, **{"If-Match": '"1"'}).status_code == 412

    @pytest.mark.requirement("R-185")
    def test_keeps_all_three_rights_of_the_main_contact(self, jan: Caller):
        answer = jan("PUT", f"/accounts/{jan.account_id}/rights", {"rights": ["SICK_REPORTS"]})

        assert (answer.status_code, answer.json["code"]) == (409, "account.main_contact_rights")

    @pytest.mark.requirement("R-185")
    def test_is_refused_for_another_employer(self, stranger: Caller, eva: str):
        for method, path, body in (("PUT", f"/accounts/{eva}/rights", {"rights": []}), ("POST", f"/accounts/{eva}/block", {}),
                                   ("GET", f"/accounts/{eva}", None), ("POST", f"/accounts/{eva}/temporary-password", None),
                                   ("GET", "/accounts/staff-claims", None), ("GET", "/accounts/onbekend", None)):
            assert stranger(method, path, body).status_code == 404

    def test_may_remove_but_not_grant_a_right_that_the_manager_lacks(self, identity: Identity, jan: Caller, eva: str):
        jan("PUT", f"/accounts/{eva}/rights", {"rights": ["EMPLOYEE_DATA", "SICK_REPORTS"]})
        bob = jan("POST", "/accounts", EVA | {"email": "bob@x.nl", "rights": ["RIGHTS_MANAGEMENT"]}).json["id"]
        activate(identity, bob)

        assert Caller(identity, bob)("PUT", f"/accounts/{eva}/rights", {"rights": ["EMPLOYEE_DATA"]}).status_code == 200
        assert Caller(identity, bob)("PUT", f"/accounts/{eva}/rights", {"rights": ["SICK_REPORTS"]}).status_code == 403


class TestBlocking:
    def test_ends_the_account_and_publishes_a_reason_code(self, identity: Identity, jan: Caller):
        eva = jan("POST", "/accounts", EVA).json["id"]

        answer = jan("POST", f"/accounts/{eva}/block", {"reason": "LEFT"})

        assert answer.json["state"] == "BLOCKED"
        [revoked] = identity.published(AccessRevoked)
        assert (revoked.kind, revoked.subject_id, revoked.generation, revoked.reason) == ("ACCOUNT", eva, 2, "ACCOUNT_BLOCKED")
        [event] = identity.published(AccountBlocked)
        assert (event.account_id, event.reason, event.blocked_on) == (eva, "LEFT", identity.clock.today())
        assert jan("POST", f"/accounts/{eva}/block", {}).status_code == 409

    def test_refuses_free_text(self, jan: Caller):
        eva = jan("POST", "/accounts", EVA).json["id"]

        assert jan("POST", f"/accounts/{eva}/block", {"reason": "ziek thuis"}).status_code == 422

    def test_is_refused_for_the_main_contact_and_for_oneself(self, identity: Identity, jan: Caller):
        eva = jan("POST", "/accounts", EVA | {"rights": ["RIGHTS_MANAGEMENT"]}).json["id"]
        activate(identity, eva)

        assert jan("POST", f"/accounts/{jan.account_id}/block", {}).json["code"] == "account.cannot_block"
        assert Caller(identity, eva)("POST", f"/accounts/{jan.account_id}/block", {}).status_code == 409
        assert Caller(identity, eva)("POST", f"/accounts/{eva}/block", {}).status_code == 409
