"""Tokens name one employer; a person with several switches by a refresh."""
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import update

from services.identity.hashing import hash_password
from services.identity.store import Account, Grant, SecurityEvent
from services.identity.tests.conftest import Browser, Identity, Member

ANS = Member("araad", "Duin-Kompas-1", "+31612345690", "ans@raad.nl")


def grant(employer_id: str, rights: list[str], **changed: Any) -> Grant:
    return Grant(account_id="ans", employer_id=employer_id, rights=rights, granted_by="system", version=1, **changed)


@pytest.fixture
def ans(identity: Identity) -> Member:
    """An adviser with grants for two employers."""
    def add(session: Any) -> None:
        now = session.clock.now()
        session.add(Account(
            id="ans", kind="THIRD_PARTY", state="ACTIVE", employer_id="employer-1", username=ANS.username, email=ANS.email,
            phone=ANS.phone, salutation="Mevr.", first_name="Ans", last_name="Raad", roles=[],
            password_hash=hash_password(ANS.password), created_at=now, activated_at=now, version=1))
        session.flush()
        session.add_all([grant("employer-1", ["SICK_REPORTS"], granted_at=now),
                         grant("employer-2", ["EMPLOYEE_DATA"], granted_at=now)])
    identity.run(add)
    return ANS


def claims(identity: Identity, tokens: dict[str, Any]) -> dict[str, Any]:
    keys = KeySet.import_key_set(identity.app.test_client().get("/oauth/jwks").json)
    return jwt.decode(tokens["access_token"], keys).claims


def refresh(browser: Browser, tokens: dict[str, Any], **form: str):
    return browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"], **form)


def whom(identity: Identity, tokens: dict[str, Any]) -> tuple[str, list[str], str]:
    found = claims(identity, tokens)
    return found["employer_id"], found["rights"], found["kind"]


class TestPersonWithTwoEmployers:
    def test_switches_by_a_refresh_that_names_the_other(self, identity: Identity, browser: Browser, ans: Member):
        tokens = browser.tokens(ans)

        switched = refresh(browser, tokens, employer_id="employer-2").json

        assert whom(identity, tokens) == ("employer-1", ["SICK_REPORTS"], "THIRD_PARTY")
        assert whom(identity, switched) == ("employer-2", ["EMPLOYEE_DATA"], "THIRD_PARTY")
        assert whom(identity, refresh(browser, switched).json)[0] == "employer-2"
        [row] = identity.query(lambda session: session.query(SecurityEvent).filter_by(kind="EMPLOYER_SWITCHED").all())
        assert (row.account_id, row.employer_id) == ("ans", "employer-2")

    def test_begins_at_the_next_sign_in_where_she_worked_last(self, identity: Identity, browser: Browser, ans: Member):
        tokens = browser.tokens(ans)
        identity.wait(seconds=5)
        refresh(browser, tokens, employer_id="employer-2")

        assert whom(identity, Browser(identity).tokens(ans))[0] == "employer-2"

    @pytest.mark.parametrize("employer_id", ["employer-3", "\x00"])
    def test_cannot_switch_to_an_employer_without_a_grant(self, browser: Browser, ans: Member, employer_id: str):
        answer = refresh(browser, browser.tokens(ans), employer_id=employer_id)

        assert answer.status_code == 400

    def test_gets_no_token_for_the_other_when_one_ends(self, identity: Identity, browser: Browser, ans: Member):
        tokens = browser.tokens(ans)
        assert browser.ask_introspection(tokens["access_token"])["active"] is True
        identity.run(lambda session: session.execute(update(Grant).where(
            Grant.employer_id == "employer-1").values(ends_on=session.clock.today())))

        assert browser.ask_introspection(tokens["access_token"]) == {"active": False}
        assert refresh(browser, tokens).status_code == 400
        assert whom(identity, Browser(identity).tokens(ans))[0] == "employer-2"

    def test_sees_whom_she_works_for(self, identity: Identity, ans: Member):
        answer = identity.api.test_client().get("/v1/own-account/employers", headers={
            "Authorization": "Bearer " + identity.issuer.token(account_id="ans", employer_id="employer-2", kind="THIRD_PARTY",
                                                               iss="http://localhost/id")})

        assert [(one["employer_id"], one["rights"], one["is_current"]) for one in answer.json["items"]] == [
            ("employer-1", ["SICK_REPORTS"], False), ("employer-2", ["EMPLOYEE_DATA"], True)]


class TestGuestWhoseLastGrantEnded:
    def test_is_refused_at_sign_in_like_a_wrong_password(self, identity: Identity, browser: Browser, ans: Member):
        identity.run(lambda session: session.execute(update(Grant).values(ends_on=session.clock.today())))
        refused = browser.enter_password(ans)

        wrong = Browser(identity).enter_password(Member(ans.username, "Anders-2026-x", ans.phone, ans.email))

        assert refused.status_code == wrong.status_code == 401
        assert identity.messages(ans.phone) == []

    def test_is_refused_between_password_and_code(self, identity: Identity, browser: Browser, ans: Member):
        page = browser.follow(browser.enter_password(ans))
        identity.run(lambda session: session.execute(update(Grant).values(ended_at=session.clock.now())))

        answer = browser.submit(page, "/inloggen/code", code=identity.code_for(ans.phone))

        assert answer.status_code == 401
