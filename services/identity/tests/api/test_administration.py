"""The platform administrator makes, changes and closes accounts; ended accounts lose their personal data."""
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.identity.domain.accounts.roles import StaffRole
from services.identity.store import Device, HelpdeskRequest
from services.identity.tests.callers import EVA, Caller
from services.identity.tests.conftest import CASEMANAGER, Browser, Identity, Member
from services.identity.usecases.accounts.seed_staff import STAFF
from shared.events.identity import AccountBlocked, AccountCreated, RolesChanged, StaffPerson

NOOR = {"salutation": "Mevr.", "first_name": "Noor", "last_name": "Vos", "email": "noor@perspectief.example",
        "phone": "0612345611", "work_phone": "0341 438 711", "role": "casemanager"}


class Administrator:
    """Calls the administration, as Petra Jansen of the development platform by default."""

    def __init__(self, identity: Identity, role: str = "platform_admin", account_id: str = "staff-beheer") -> None:
        self._identity = identity
        token = identity.issuer.token(roles=(role,), account_id=account_id, iss="http://localhost/id")
        self._headers = {"Authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self._identity.api.test_client().open(f"/admin/v1{path}", method=method, json=body,
                                                     headers=self._headers | headers)


@pytest.fixture
def petra(identity: Identity) -> Administrator:
    """The administrator."""
    return Administrator(identity)


def is_refused(browser: Browser, tokens: dict[str, Any]) -> bool:
    """Whether neither the access token nor the refresh token of a session has any worth."""
    refreshed = browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    return (refreshed.status_code, browser.ask_introspection(tokens["access_token"])) == (400, {"active": False})


class TestStaff:
    def test_gets_an_account_with_one_role_and_a_mailed_password(self, identity: Identity, petra: Administrator):
        answer = petra("POST", "/staff-accounts", NOOR)

        assert (answer.status_code, answer.json["roles"], answer.json["state"]) == (201, ["casemanager"], "TEMPORARY")
        assert identity.temporary_password("noor@perspectief.example") not in answer.text
        [event] = identity.published(AccountCreated)
        assert (event.kind, event.roles) == ("STAFF", ("casemanager",))
        assert event.person == StaffPerson(name="Noor Vos", phone="+31341438711")

    @pytest.mark.parametrize(("change", "field"), [
        ({"role": "chief"}, "role"), ({"email": "no address"}, "email"), ({"rights": []}, "rights"), ({"role": None}, "role"),
        ({"work_phone": "toestel 7"}, "work_phone")])
    def test_is_refused_wrong_input_by_name(self, petra: Administrator, change: dict[str, Any], field: str):
        answer = petra("POST", "/staff-accounts", NOOR | change)

        assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (422, [field])

    @pytest.mark.parametrize("role", [role for role in StaffRole if role is not StaffRole.PLATFORM_ADMIN])
    def test_is_made_by_nobody_else(self, identity: Identity, role: StaffRole):
        assert Administrator(identity, role)("POST", "/staff-accounts", NOOR).status_code == 403


    def test_is_listed_by_name_and_role_for_those_who_assign_it(self, identity: Identity, petra: Administrator):
        identity.block("staff-claims")

        lists = [Administrator(identity, role)("GET", "/staff-accounts").json["items"]
                 for role in ("platform_admin", "casemanager")]

        assert lists[0] == lists[1]
        assert [one["last_name"] for one in lists[0]] == sorted(one["last_name"] for one in lists[0])
        assert lists[0][0] == {"id": "staff-acceptatie", "first_name": "Anja", "infix": None, "last_name": "Bos",
                               "roles": ["insurer_acceptance"]}
        assert {one["id"] for one in lists[0]} == {f"staff-{name}" for name in STAFF} - {"staff-claims"}
        assert Administrator(identity, "company_doctor")("GET", "/staff-accounts").status_code == 403


class TestRole:
    def test_changes_at_once_and_for_all_services(self, identity: Identity, petra: Administrator, browser: Browser):
        tokens = browser.tokens(CASEMANAGER)
        identity.forget_published()

        answer = petra("PUT", "/staff-accounts/staff-casemanager/role", {"role": "insurer_vra"}, **{"If-Match": '"1"'})

        assert (answer.status_code, answer.json["roles"]) == (200, ["insurer_vra"])
        assert [event.roles for event in identity.published(RolesChanged)] == [("insurer_vra",)]
        assert is_refused(browser, tokens)

    def test_of_oneself_stays(self, petra: Administrator):
        answer = petra("PUT", "/staff-accounts/staff-beheer/role", {"role": "casemanager"})

        assert (answer.status_code, answer.json["code"]) == (409, "account.own")

    def test_of_the_last_administrator_stays(self, identity: Identity):
        other = Administrator(identity, account_id="somebody-else")

        answer = other("PUT", "/staff-accounts/staff-beheer/role", {"role": "casemanager"})

        assert (answer.status_code, answer.json["code"]) == (409, "account.last_administrator")

    def test_is_only_of_staff(self, petra: Administrator, jan: Caller):
        answer = petra("PUT", f"/staff-accounts/{jan.account_id}/role", {"role": "casemanager"})

        assert answer.status_code == 404

    def test_of_an_account_that_ended_stays(self, identity: Identity, petra: Administrator):
        petra("POST", "/accounts/staff-casemanager/closure", {"reason": "LEFT"})
        identity.forget_published()

        answer = petra("PUT", "/staff-accounts/staff-casemanager/role", {"role": "insurer_vra"})

        assert (answer.status_code, answer.json["code"]) == (409, "account.state_forbids")
        assert identity.published(RolesChanged) == []

    def test_is_not_changed_by_who_saw_an_older_version(self, petra: Administrator):
        answer = petra("PUT", "/staff-accounts/staff-casemanager/role", {"role": "insurer_vra"}, **{"If-Match": '"9"'})

        assert answer.status_code == 412


class TestNumberAtWork:
    @pytest.mark.parametrize(("typed", "kept"), [("0341 438 712", "+31341438712"), (None, None)])
    def test_is_changed_for_all_services_and_ends_no_session(self, identity: Identity, petra: Administrator, browser: Browser,
                                                             typed: str | None, kept: str | None):
        tokens = browser.tokens(CASEMANAGER)
        identity.forget_published()

        answer = petra("PUT", "/staff-accounts/staff-casemanager/work-phone", {"work_phone": typed}, **{"If-Match": '"1"'})

        assert (answer.status_code, answer.json["work_phone"], answer.json["version"]) == (200, kept, 2)
        [event] = identity.published(RolesChanged)
        assert (event.roles, event.person) == (("casemanager",), StaffPerson(name="Carla Mulder", phone=kept))
        assert not is_refused(browser, tokens)

    @pytest.mark.parametrize(("body", "status"), [({"work_phone": "toestel 7"}, 422), ({}, 422)])
    def test_is_refused_in_another_form(self, petra: Administrator, body: dict[str, Any], status: int):
        assert petra("PUT", "/staff-accounts/staff-casemanager/work-phone", body).status_code == status

    def test_is_of_staff_in_use_only(self, identity: Identity, petra: Administrator, jan: Caller):
        identity.block("staff-claims")

        answers = [petra("PUT", f"/staff-accounts/{account_id}/work-phone", {"work_phone": "0341 438 712"}).status_code
                   for account_id in (jan.account_id, "staff-claims")]

        assert answers == [404, 409]


class TestClosing:
    def test_ends_all_access_at_once(self, identity: Identity, petra: Administrator, browser: Browser):
        tokens = browser.tokens(CASEMANAGER)
        identity.forget_published()

        answer = petra("POST", "/accounts/staff-casemanager/closure", {"reason": "LEFT"})

        assert (answer.status_code, answer.json["state"]) == (200, "CLOSED")
        assert [event.reason for event in identity.published(AccountBlocked)] == ["LEFT"]
        assert is_refused(browser, tokens)

    def test_closes_a_main_contact_too(self, identity: Identity, petra: Administrator, jan: Caller):
        answer = petra("POST", f"/accounts/{jan.account_id}/closure", {"reason": "LEFT"})

        assert (answer.status_code, answer.json["kind"], answer.json["state"]) == (200, "MAIN_CONTACT", "CLOSED")

    def test_happens_once(self, petra: Administrator):
        petra("POST", "/accounts/staff-claims/closure", {"reason": "LEFT"})

        answer = petra("POST", "/accounts/staff-claims/closure", {"reason": "LEFT"})

        assert (answer.status_code, answer.json["code"]) == (409, "account.state_forbids")

    def test_of_each_other_leaves_one_of_two_administrators(self, identity: Identity, petra: Administrator):
        petra("PUT", "/staff-accounts/staff-claims/role", {"role": "platform_admin"})
        pairs = [(petra, "staff-claims"), (Administrator(identity, account_id="staff-claims"), "staff-beheer")]

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda pair: pair[0]("POST", f"/accounts/{pair[1]}/closure", {"reason": "LEFT"}), pairs))

        assert sorted(answer.status_code for answer in answers) == [200, 409]

    @pytest.mark.parametrize("role", ["camas_helpdesk", "insurer_acceptance"])
    def test_is_for_nobody_else(self, identity: Identity, role: str):
        assert Administrator(identity, role)("POST", "/accounts/staff-claims/closure", {}).status_code == 403


class TestErasure:
    def test_follows_half_a_year_after_the_end(self, identity: Identity, petra: Administrator):
        petra("POST", "/accounts/staff-claims/closure", {"reason": "LEFT"})
        identity.set_today(date(2026, 9, 2))
        identity.run_jobs(date(2026, 9, 2))
        kept = petra("GET", "/accounts/staff-claims").json
        identity.set_today(date(2026, 9, 3))
        identity.run_jobs(date(2026, 9, 3))
        erased = petra("GET", "/accounts/staff-claims").json

        assert (kept["last_name"], kept["email"]) == ("Yilmaz", "claims@ontzorg.example")
        assert (erased["first_name"], erased["last_name"], erased["phone"], erased["work_phone"]) == (
            "Verwijderd", "Verwijderd", "", None)
        assert "claims@ontzorg" not in str(erased)

    def test_forgets_the_devices(self, identity: Identity, petra: Administrator, browser: Browser):
        browser.tokens(CASEMANAGER)
        petra("POST", "/accounts/staff-casemanager/closure", {"reason": "LEFT"})
        before = identity.query(lambda session: session.query(Device).count())
        identity.set_today(date(2026, 9, 3))
        identity.run_jobs(date(2026, 9, 3))

        assert (before, identity.query(lambda session: session.query(Device).count())) == (1, 0)

    def test_comes_to_what_was_asked_of_the_helpdesk(self, identity: Identity, petra: Administrator, jan: Caller):
        eva = jan("POST", "/accounts", EVA).json["id"]
        jan("POST", "/helpdesk-requests", {"kind": "NEW_EMAIL", "account_id": eva, "email": "eva.smit@bakkerijdejong.nl"})
        jan("POST", f"/accounts/{eva}/block", {"reason": "LEFT"})
        identity.set_today(date(2026, 10, 1))
        identity.run_jobs(date(2026, 10, 1))

        [request] = identity.query(lambda session: session.query(HelpdeskRequest).all())

        assert (request.account_id, request.email) == (eva, None)

    def test_frees_the_address(self, identity: Identity, petra: Administrator):
        petra("POST", "/accounts/staff-claims/closure", {"reason": "LEFT"})
        identity.set_today(date(2026, 9, 3))
        identity.run_jobs(date(2026, 9, 3))

        answer = petra("POST", "/staff-accounts", NOOR | {"email": "claims@ontzorg.example"})

        assert answer.status_code == 201

    def test_comes_to_blocked_colleagues_and_leaves_others(self, identity: Identity, petra: Administrator, jan: Caller,
                                                            main_contact: Member):
        eva = jan("POST", "/accounts", EVA).json["id"]
        jan("POST", f"/accounts/{eva}/block", {"reason": "LEFT"})
        identity.set_today(date(2026, 3, 2) + timedelta(days=200))
        identity.run_jobs(date(2026, 3, 2) + timedelta(days=200))

        names = {account["id"]: account["last_name"] for account in petra("GET", "/accounts").json["items"]}

        assert (names[eva], names[jan.account_id]) == ("Verwijderd", "Jong")
        assert [account["id"] for account in jan("GET", "/accounts").json["items"]] == [jan.account_id]
