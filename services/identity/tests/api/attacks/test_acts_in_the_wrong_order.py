"""Acts on accounts that ended, and what people asked who lost their account since: refused, nothing changes (faults §3, §8)."""
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from services.identity.store import Account, Grant
from services.identity.tests.api.helpdesk.test_helpdesk_queue import Helpdesk, ask
from services.identity.tests.api.test_administration import Administrator
from services.identity.tests.callers import EVA, Caller, Staff, activate
from services.identity.tests.conftest import Identity

Act = tuple[Callable[[Identity, Caller], Callable[..., TestResponse]], Any]
KEES = {"salutation": "Dhr.", "first_name": "Kees", "last_name": "Vos", "email": "kees@vos.nl", "phone": "0612345695"}


def main_contact(identity: Identity, jan: Caller) -> Caller:
    """The main contact, whose token outlives a change of rights in these tests."""
    return Caller(identity, jan.account_id, generation=99)


def acceptance(identity: Identity, jan: Caller) -> Staff:
    """A member of acceptance."""
    return Staff(identity)


def helpdesk(identity: Identity, jan: Caller) -> Helpdesk:
    """A member of the helpdesk."""
    return Helpdesk(identity)


def administrator(identity: Identity, jan: Caller) -> Administrator:
    """The platform administrator."""
    return Administrator(identity)


ACTS: dict[str, Act] = {
    "PUT /v1/accounts/<account_id>/rights": (main_contact, {"rights": ["EMPLOYEE_DATA"]}),
    "POST /v1/accounts/<account_id>/review": (main_contact, None),
    "POST /v1/accounts/<account_id>/block": (main_contact, {"reason": "LEFT"}),
    "POST /v1/accounts/<account_id>/unblock": (main_contact, {"reason": "MISTAKE"}),
    "POST /v1/accounts/<account_id>/temporary-password": (main_contact, None),
    "POST /v1/main-contacts/<account_id>/verifications": (acceptance, None),
    "POST /v1/main-contacts/<account_id>/refusal": (acceptance, {"reason": "OTHER"}),
    "POST /v1/main-contacts/<account_id>/block": (acceptance, {"reason": "OTHER"}),
    "POST /v1/main-contacts/<account_id>/unblock": (acceptance, {"reason": "SOLVED"}),
    "POST /v1/main-contacts/<account_id>/replacement": (acceptance, {"keeps_account": True, "owner": KEES}),
    "POST /admin/v1/accounts/<account_id>/temporary-password": (helpdesk, {"called_back": True}),
    "POST /admin/v1/accounts/<account_id>/contact": (helpdesk, {"called_back": True, "phone": "0612345677"}),
    "POST /admin/v1/accounts/<account_id>/unlock": (helpdesk, None),
    "POST /admin/v1/accounts/<account_id>/closure": (administrator, {"reason": "LEFT"}),
    "PUT /admin/v1/staff-accounts/<account_id>/role": (administrator, {"role": "insurer_vra"}),
    "PUT /admin/v1/staff-accounts/<account_id>/work-phone": (administrator, {"work_phone": None}),
}
"""Every act on an account by its route, with who does it and the body."""
STILL_POSSIBLE = {
    ("BLOCKED", "COLLEAGUE"): {"POST /v1/accounts/<account_id>/unblock", "POST /admin/v1/accounts/<account_id>/closure"},
    ("BLOCKED", "THIRD_PARTY"): {"POST /v1/accounts/<account_id>/block", "POST /admin/v1/accounts/<account_id>/closure"},
    ("BLOCKED", "MAIN_CONTACT"): {"POST /v1/main-contacts/<account_id>/unblock", "POST /admin/v1/accounts/<account_id>/closure",
                                  "POST /v1/main-contacts/<account_id>/replacement"},
    ("BLOCKED", "STAFF"): {"POST /admin/v1/accounts/<account_id>/closure"},
    ("CLOSED", "THIRD_PARTY"): {"POST /v1/accounts/<account_id>/block"},
    ("CLOSED", "MAIN_CONTACT"): {"POST /v1/main-contacts/<account_id>/replacement"},
}
"""What an end does not forbid: it is undone, made final, or taken out of an employer's list."""


def stored(identity: Identity, account_id: str) -> tuple[Any, ...]:
    """What is stored of an account and its access."""
    def read(session: Any) -> tuple[Any, ...]:
        account, grant = session.get(Account, account_id), session.get(Grant, (account_id, "employer-1"))
        return (account.state, account.roles, account.phone, account.work_phone, account.version,
                (grant.rights, grant.ended_at, grant.last_reviewed_at, grant.version) if grant else None)
    result: tuple[Any, ...] = identity.query(read)
    return result


def account_of(identity: Identity, jan: Caller, kind: str) -> str:
    """An account of each kind, in use."""
    if kind == "STAFF":
        return "staff-claims"
    if kind == "MAIN_CONTACT":
        return jan.account_id
    made = str(jan("POST", "/accounts", EVA | {"kind": kind}).json["id"])
    activate(identity, made)
    return made


class TestActs:
    def test_are_all_those_of_the_service(self, identity: Identity):
        rules = {f"{method} {rule.rule}" for rule in identity.api.url_map.iter_rules() if "<account_id>" in rule.rule
                 for method in (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}}

        assert rules == set(ACTS)

    @pytest.mark.parametrize("state", ["BLOCKED", "CLOSED"])
    @pytest.mark.parametrize("kind", ["COLLEAGUE", "THIRD_PARTY", "MAIN_CONTACT", "STAFF"])
    def test_on_an_account_that_ended_change_nothing(self, identity: Identity, jan: Caller, kind: str, state: str):
        account_id = account_of(identity, jan, kind)
        identity.run(lambda session: session.execute(update(Account).where(Account.id == account_id).values(state=state)))
        before, answers = stored(identity, account_id), {}

        for route in set(ACTS) - STILL_POSSIBLE.get((state, kind), set()):
            actor, body = ACTS[route]
            method, path = route.split()
            relative = path.removeprefix("/admin").removeprefix("/v1").replace("<account_id>", account_id)
            answers[route] = actor(identity, jan)(method, relative, body)

        assert {route: answer.status_code for route, answer in answers.items()
                if answer.status_code not in (403, 404, 409)} == {}
        assert stored(identity, account_id) == before


class TestRequestToTheHelpdesk:
    """A main contact who leaves in anger asks for another number of a colleague before the account is taken."""

    @pytest.mark.parametrize("then", ["replaced", "blocked", "closed"])
    @pytest.mark.requirement("R-177")
    def test_of_a_former_main_contact_is_not_executed(self, identity: Identity, jan: Caller, then: str):
        eva = account_of(identity, jan, "COLLEAGUE")
        asked = [ask(jan, kind="NEW_PHONE", account_id=eva, phone="0612345666"),
                 ask(jan, kind="EXTRA_ACCOUNT", **KEES)]
        root = f"/main-contacts/{jan.account_id}"
        done = {"replaced": lambda: Staff(identity)("POST", f"{root}/replacement", {"account_id": eva, "keeps_account": True}),
                "blocked": lambda: Staff(identity)("POST", f"{root}/block", {"reason": "MISUSE"}),
                "closed": lambda: Administrator(identity)("POST", f"/accounts/{jan.account_id}/closure", {"reason": "LEFT"})}
        assert done[then]().status_code in (200, 201)

        answers = [Helpdesk(identity)("POST", f"/helpdesk-requests/{one}/execution", {"called_back": True}) for one in asked]

        assert [(answer.status_code, answer.json["code"]) for answer in answers] == [(409, "request.requester_gone")] * 2
        queue = Helpdesk(identity)("GET", "/helpdesk-requests").json["items"]
        assert [request["requester_is_contact"] for request in queue] == [False, False]
        assert stored(identity, eva)[2] == "+31612345699"
        assert identity.messages("kees@vos.nl") == []
