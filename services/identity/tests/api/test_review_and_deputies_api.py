"""The main contact confirms rights every year, and names a deputy; the insurer replaces and blocks main contacts."""
from datetime import timedelta
from typing import Any

import pytest

from services.identity.metrics import gauges_of
from services.identity.store import SecurityEvent
from services.identity.tests.callers import ALL, EVA, Caller, activate
from services.identity.tests.conftest import Identity
from shared.events.identity import RightsChanged

NEW = {"salutation": "Dhr.", "first_name": "Kees", "last_name": "Vos", "email": "kees@bakkerijdejong.nl", "phone": "0612345695"}


class Staff(Caller):
    """Calls the API as a member of staff."""

    def __init__(self, identity: Identity, role: str = "insurer_acceptance") -> None:
        self._identity = identity
        token = identity.issuer.token(roles=(role,), employer_id=None, account_id="staff-acceptatie", iss="http://localhost/id")
        self._headers = {"Authorization": f"Bearer {token}"}


@pytest.fixture
def eva(identity: Identity, jan: Caller) -> str:
    """A colleague, after her first login."""
    account_id = str(jan("POST", "/accounts", EVA).json["id"])
    activate(identity, account_id)
    return account_id


def overdue(identity: Identity) -> float:
    [gauge] = gauges_of(365)
    return float(identity.query(gauge.value))


class TestReview:
    def test_lists_who_was_not_confirmed_for_a_year(self, identity: Identity, jan: Caller, eva: str):
        identity.wait(days=364)
        before = jan("GET", "/rights-review").json
        identity.wait(days=1)

        due = jan("GET", "/rights-review").json

        assert before == {"items": [], "overdue": 0}
        assert ([one["id"] for one in due["items"]], due["overdue"]) == ([eva], 0)

    def test_is_overdue_after_a_month_for_the_main_contact_and_in_the_metric(self, identity: Identity, jan: Caller, eva: str):
        identity.wait(days=365 + 29)
        assert overdue(identity) == 0
        identity.wait(days=1)

        assert (jan("GET", "/rights-review").json["overdue"], overdue(identity)) == (1, 1)

    def test_confirms_an_account_for_a_year(self, identity: Identity, jan: Caller, eva: str):
        identity.wait(days=365)

        answer = jan("POST", f"/accounts/{eva}/review")

        assert (answer.status_code, answer.json["last_reviewed_at"] is not None) == (200, True)
        assert jan("GET", "/rights-review").json["items"] == []
        [row] = identity.query(lambda session: session.query(SecurityEvent).filter_by(kind="RIGHTS_REVIEWED").all())
        assert (row.account_id, row.actor_id, row.employer_id) == (eva, jan.account_id, "employer-1")

    def test_extends_the_access_of_a_third_party(self, identity: Identity, jan: Caller):
        guest = jan("POST", "/accounts", EVA | {"kind": "THIRD_PARTY"}).json
        identity.wait(days=100)

        confirmed = jan("POST", f"/accounts/{guest['id']}/review").json

        today = identity.clock.today()
        assert confirmed["ends_on"] == today.replace(year=today.year + 1).isoformat()

    def test_is_refused_for_oneself_and_others_employees(self, jan: Caller, stranger: Caller, eva: str):
        own = jan("POST", f"/accounts/{jan.account_id}/review")

        assert (own.status_code, own.json["code"]) == (409, "review.own_account")
        assert stranger("POST", f"/accounts/{eva}/review").status_code == 404
        assert stranger("GET", "/rights-review").json["items"] == []


class TestDeputy:
    def body(self, identity: Identity, account_id: str, first: int = 0, last: int = 7) -> dict[str, Any]:
        today = identity.clock.today()
        return {"account_id": account_id, "first": (today + timedelta(days=first)).isoformat(),
                "last": (today + timedelta(days=last)).isoformat()}

    def test_has_the_rights_of_the_main_contact_in_the_period_only(self, identity: Identity, jan: Caller, eva: str):
        deputy = Caller(identity, eva, kind="COLLEAGUE")
        new = EVA | {"email": "kees@bakkerijdejong.nl", "rights": list(ALL)}
        assert deputy("POST", "/accounts", new).status_code == 403

        named = jan("POST", "/deputies", self.body(identity, eva, first=1, last=2))

        assert named.status_code == 201
        assert deputy("GET", "/own-account/employers").json["items"][0]["rights"] == ["SICK_REPORTS"]
        identity.wait(days=1)
        assert deputy("GET", "/own-account/employers").json["items"][0]["rights"] == list(ALL)
        identity.wait(days=1)
        assert deputy("POST", "/accounts", new).status_code == 201
        identity.wait(days=1)
        assert deputy("POST", "/accounts", new | {"email": "x@y.nl"}).status_code == 403

    def test_loses_them_when_the_main_contact_ends_the_period(self, identity: Identity, jan: Caller, eva: str):
        deputy_id = jan("POST", "/deputies", self.body(identity, eva)).json["id"]

        ended = jan("POST", f"/deputies/{deputy_id}/end")

        assert (ended.status_code, ended.json["ended_at"] is not None) == (200, True)
        assert jan("POST", f"/deputies/{deputy_id}/end").json["code"] == "deputy.ended"
        own = Caller(identity, eva, kind="COLLEAGUE", generation=9)("GET", "/own-account/employers").json["items"][0]
        assert own["rights"] == ["SICK_REPORTS"]
        assert len(jan("GET", "/deputies").json["items"]) == 1

    @pytest.mark.parametrize(("first", "last", "field"), [(2, 1, "last"), (-9, -1, "last"), (0, 367, "last")])
    def test_needs_a_period_of_at_most_a_year_ahead(self, identity: Identity, jan: Caller, eva: str, first: int, last: int,
                                                     field: str):
        answer = jan("POST", "/deputies", self.body(identity, eva, first, last))

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)

    def test_is_a_colleague_one_at_a_time_and_named_by_the_main_contact(self, identity: Identity, jan: Caller, stranger: Caller,
                                                                        eva: str):
        guest = jan("POST", "/accounts", EVA | {"kind": "THIRD_PARTY", "email": "g@x.nl"}).json["id"]
        jan("POST", "/deputies", self.body(identity, eva))

        answers = [jan("POST", "/deputies", self.body(identity, eva, 7, 9)),
                   jan("POST", "/deputies", self.body(identity, guest, 20, 21)),
                   stranger("POST", "/deputies", self.body(identity, eva, 20, 21)),
                   Caller(identity, eva, kind="COLLEAGUE", generation=9)("POST", "/deputies", self.body(identity, eva, 20, 21))]

        assert [(one.status_code, one.json["code"]) for one in answers] == [
            (409, "deputy.overlaps"), (422, "deputy.colleague_only"), (404, "account.unknown"), (403, "deputy.main_contact_only")]


class TestMainContact:
    def test_is_replaced_by_somebody_new_and_stays_as_a_colleague(self, identity: Identity, jan: Caller):
        answer = Staff(identity)("POST", f"/main-contacts/{jan.account_id}/replacement", {"owner": NEW, "keeps_account": True})

        assert (answer.status_code, answer.json["kind"], answer.json["state"]) == (201, "MAIN_CONTACT", "TEMPORARY")
        assert answer.json["rights"] == list(ALL)
        assert identity.temporary_password("kees@bakkerijdejong.nl") not in answer.text
        assert jan("GET", f"/accounts/{jan.account_id}").json["kind"] == "COLLEAGUE"
        [row] = identity.query(lambda session: session.query(SecurityEvent).filter_by(kind="MAIN_CONTACT_REPLACED").all())
        assert (row.account_id, row.details["former_id"]) == (answer.json["id"], jan.account_id)

    def test_is_replaced_by_a_colleague_and_blocked(self, identity: Identity, jan: Caller, eva: str):
        answer = Staff(identity)("POST", f"/main-contacts/{jan.account_id}/replacement",
                                 {"account_id": eva, "keeps_account": False})

        assert (answer.json["id"], answer.json["kind"], answer.json["rights"]) == (eva, "MAIN_CONTACT", list(ALL))
        assert Caller(identity, eva, generation=9)("GET", f"/accounts/{jan.account_id}").json["state"] == "BLOCKED"
        [event] = identity.published(RightsChanged)
        assert (event.account_id, event.before, event.after) == (eva, ("SICK_REPORTS",), ALL)

    def test_is_blocked_and_can_be_replaced_afterwards(self, identity: Identity, jan: Caller, eva: str):
        staff = Staff(identity)

        blocked = Staff(identity, "platform_admin")("POST", f"/main-contacts/{jan.account_id}/block", {"reason": "MISUSE"})

        assert (blocked.status_code, blocked.json["state"]) == (200, "BLOCKED")
        assert staff("POST", f"/main-contacts/{jan.account_id}/replacement",
                     {"account_id": eva, "keeps_account": False}).status_code == 201

    @pytest.mark.parametrize(("body", "status"), [
        ({"keeps_account": True}, 422), ({"keeps_account": True, "account_id": "x", "owner": NEW}, 422),
        ({"owner": NEW}, 422), ({"keeps_account": True, "account_id": "elsewhere"}, 404),
        ({"keeps_account": True, "owner": NEW | {"email": "jan@bakkerijdejong.nl"}}, 409)])
    def test_is_not_replaced_by_nobody_or_by_a_stranger(self, identity: Identity, jan: Caller, body: dict[str, Any], status: int):
        answer = Staff(identity)("POST", f"/main-contacts/{jan.account_id}/replacement", body)

        assert answer.status_code == status
        assert jan("GET", f"/accounts/{jan.account_id}").json["kind"] == "MAIN_CONTACT"

    def test_is_replaced_and_blocked_by_the_insurer_only(self, identity: Identity, jan: Caller, eva: str):
        answers = [caller("POST", f"/main-contacts/{jan.account_id}/{what}", {}) for what in ("replacement", "block")
                   for caller in (jan, Staff(identity, "camas_helpdesk"))]

        assert {answer.status_code for answer in answers} == {403}
        assert Staff(identity)("POST", f"/main-contacts/{eva}/block", {}).status_code == 404
