"""The insurer replaces and blocks main contacts; a block ends with a temporary password."""
from typing import Any

import pytest
from sqlalchemy import update

from services.identity.store import Account, SecurityEvent
from services.identity.tests.callers import ALL, EVA, Caller, Staff, activate
from services.identity.tests.conftest import Identity
from shared.events.identity import RightsChanged

NEW = {"salutation": "Dhr.", "first_name": "Kees", "last_name": "Vos", "email": "kees@bakkerijdejong.nl", "phone": "0612345695"}


@pytest.fixture
def eva(identity: Identity, jan: Caller) -> str:
    """A colleague, after her first login."""
    account_id = str(jan("POST", "/accounts", EVA).json["id"])
    activate(identity, account_id)
    return account_id


class TestMainContact:
    def test_is_replaced_by_somebody_new_and_stays_as_a_colleague(self, identity: Identity, jan: Caller):
        answer = Staff(identity)("POST", f"/main-contacts/{jan.account_id}/replacement", {"owner": NEW, "keeps_account": True})

        assert (answer.status_code, answer.json["kind"], answer.json["state"]) == (201, "MAIN_CONTACT", "TEMPORARY")
        assert answer.json["rights"] == list(ALL)
        assert identity.temporary_password("kees@bakkerijdejong.nl") not in answer.text
        former = Caller(identity, jan.account_id, kind="COLLEAGUE", generation=9)
        assert former("GET", f"/accounts/{jan.account_id}").json["kind"] == "COLLEAGUE"
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

    def test_has_colleagues_who_can_follow(self, identity: Identity, jan: Caller, eva: str):
        jan("POST", "/accounts", EVA | {"kind": "THIRD_PARTY", "email": "ans@advies.nl"})
        blocked = jan("POST", "/accounts", EVA | {"email": "piet@bakkerijdejong.nl"}).json["id"]
        jan("POST", f"/accounts/{blocked}/block", {})
        path = f"/main-contacts/{jan.account_id}/colleagues"

        assert [one["id"] for one in Staff(identity)("GET", path).json["items"]] == [eva]
        assert [caller("GET", path).status_code for caller in (jan, Staff(identity, "platform_admin"))] == [403, 403]
        assert Staff(identity)("GET", f"/main-contacts/{eva}/colleagues").status_code == 404

    def test_and_the_earlier_one_are_mailed(self, identity: Identity, jan: Caller, eva: str):
        Staff(identity)("POST", f"/main-contacts/{jan.account_id}/replacement", {"account_id": eva, "keeps_account": True})

        assert identity.messages("eva@bakkerijdejong.nl")[0].subject == "U bent nu hoofdcontactpersoon"
        assert identity.messages("jan@bakkerijdejong.nl")[0].subject == "U bent niet langer hoofdcontactpersoon"


class TestUnblock:
    def test_gives_the_main_contact_the_account_back_with_a_temporary_password(self, identity: Identity, jan: Caller):
        path, rights = f"/main-contacts/{jan.account_id}", jan("GET", f"/accounts/{jan.account_id}").json["rights"]
        Staff(identity)("POST", f"{path}/block", {"reason": "MISUSE"})
        mailed = identity.messages("jan@bakkerijdejong.nl")[0].subject

        answer = Staff(identity, "platform_admin")("POST", f"{path}/unblock", {"reason": "SOLVED"})

        assert mailed == "Uw account is geblokkeerd"
        assert (answer.status_code, answer.json["state"], answer.json["rights"]) == (200, "TEMPORARY", rights)
        assert identity.temporary_password("jan@bakkerijdejong.nl") not in answer.text
        [row] = identity.query(lambda session: session.query(SecurityEvent).filter_by(kind="ACCOUNT_UNBLOCKED").all())
        assert (row.account_id, row.actor_id, row.employer_id, row.details["reason"]) == (
            jan.account_id, "staff-acceptatie", "employer-1", "SOLVED")

    def test_gives_a_colleague_the_account_back_by_who_manages_rights(self, identity: Identity, jan: Caller, eva: str):
        jan("POST", f"/accounts/{eva}/block", {"reason": "MISTAKE"})
        mailed = identity.messages("eva@bakkerijdejong.nl")[0].subject

        answer = jan("POST", f"/accounts/{eva}/unblock", {"reason": "RETURNED"})

        assert mailed == "Uw account is geblokkeerd"
        assert (answer.status_code, answer.json["state"], answer.json["rights"]) == (200, "TEMPORARY", ["SICK_REPORTS"])
        assert identity.temporary_password("eva@bakkerijdejong.nl") not in answer.text

    def test_needs_a_reason_and_a_block(self, identity: Identity, jan: Caller, eva: str):
        answers = [jan("POST", f"/accounts/{eva}/unblock", {}), jan("POST", f"/accounts/{eva}/unblock", {"reason": "x"}),
                   jan("POST", f"/accounts/{eva}/unblock", {"reason": "OTHER"}),
                   Staff(identity)("POST", f"/main-contacts/{jan.account_id}/unblock", {"reason": "OTHER"})]

        assert [answer.status_code for answer in answers] == [422, 422, 409, 409]

    def test_is_not_for_others_or_for_more_rights_than_the_actor_has(self, identity: Identity, jan: Caller, stranger: Caller,
                                                                     eva: str):
        jan("PUT", f"/accounts/{eva}/rights", {"rights": ["RIGHTS_MANAGEMENT"]})
        kees = jan("POST", "/accounts", EVA | {"email": "kees@bakkerijdejong.nl"}).json["id"]
        jan("POST", f"/accounts/{kees}/block", {})
        Staff(identity)("POST", f"/main-contacts/{jan.account_id}/block", {"reason": "LEFT"})
        manager = Caller(identity, eva, kind="COLLEAGUE", generation=9)
        reason = {"reason": "OTHER"}

        answers = [stranger("POST", f"/accounts/{kees}/unblock", reason), manager("POST", f"/accounts/{kees}/unblock", reason),
                   manager("POST", f"/accounts/{jan.account_id}/unblock", reason),
                   manager("POST", f"/main-contacts/{jan.account_id}/unblock", reason),
                   Staff(identity, "camas_helpdesk")("POST", f"/main-contacts/{jan.account_id}/unblock", reason),
                   Staff(identity)("POST", f"/main-contacts/{kees}/unblock", reason)]

        assert [answer.status_code for answer in answers] == [404, 403, 409, 403, 403, 404]

    def test_is_not_of_an_account_that_was_never_confirmed_or_was_erased(self, identity: Identity, jan: Caller, eva: str):
        jan("POST", f"/accounts/{eva}/block", {})
        identity.wait(days=200)
        identity.run_jobs(identity.clock.today())
        identity.run(lambda session: session.execute(
            update(Account).where(Account.id == jan.account_id).values(state="BLOCKED", password_hash=None)))

        unconfirmed = Staff(identity)("POST", f"/main-contacts/{jan.account_id}/unblock", {"reason": "OTHER"})
        identity.run(lambda session: session.execute(
            update(Account).where(Account.id == jan.account_id).values(state="ACTIVE")))
        erased = jan("POST", f"/accounts/{eva}/unblock", {"reason": "OTHER"})

        assert [answer.json["code"] for answer in (unconfirmed, erased)] == ["account.state_forbids"] * 2
