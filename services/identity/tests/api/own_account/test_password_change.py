"""A person changes the own password, with the old one and a code; every other session ends."""
import re

import pytest

from services.identity.tests.api.own_account.conftest import Enter, Visitor
from services.identity.tests.api.test_security_log_rows import rows_of
from services.identity.tests.conftest import CASEMANAGER, Browser, Identity, Member

NEW = "Fiets-Kruk-31"


def change(visitor: Visitor, *, code: str, old: str = CASEMANAGER.password, new: str = NEW, again: str | None = None):
    return visitor.call("POST", "/own-account/password", {
        "old_password": old, "new_password": new, "new_password_again": again or new, "code": code})


def ask_code(visitor: Visitor, identity: Identity) -> str:
    """Ask for the code of the change, a minute after the one of the login."""
    identity.wait(seconds=60)
    assert visitor.call("POST", "/own-account/password/codes").json == {"sending": "ALLOWED"}
    return identity.code_for(visitor.member.phone)


class TestPasswordChange:
    @pytest.mark.requirement("R-173", "R-199")
    def test_ends_every_other_session_and_notifies_the_owner(self, enter: Enter, identity: Identity):
        other, staying, own = enter(), enter(stays=True), enter()

        answer = change(own, code=ask_code(own, identity))

        assert answer.status_code == 204, answer.text
        assert [visitor.refresh() for visitor in (other, staying, own)] == [400, 400, 200]
        assert own.is_signed_in()
        assert "Uw wachtwoord is gewijzigd" in [mail.subject for mail in identity.messages(CASEMANAGER.email)]
        assert rows_of(identity, CASEMANAGER.username)[-1].kind == "PASSWORD_CHANGED"
        assert Browser(identity).enter_password(CASEMANAGER).status_code == 401
        assert Browser(identity).enter_password(Member(CASEMANAGER.username, NEW, "", "")).status_code == 303

    def test_makes_a_session_that_stayed_signed_in_end_with_the_day(self, enter: Enter, identity: Identity):
        own = enter(stays=True)

        assert change(own, code=ask_code(own, identity)).status_code == 204

        identity.wait(hours=1)
        assert own.refresh() == 200
        identity.wait(minutes=66)
        assert own.refresh() == 400
        assert not own.is_signed_in()

    @pytest.mark.requirement("R-195", "R-196", "R-197", "R-198", "R-199")
    def test_applies_every_rule_and_reports_all_violations_at_their_fields(self, enter: Enter, identity: Identity):
        own = enter()
        code = ask_code(own, identity)

        answer = change(own, code=code, old="Fout-Wachtw-1", new="case #", again="anders")

        assert answer.status_code == 422
        assert {(one["field"], one["code"]) for one in answer.json["errors"]} == {
            ("old_password", "password.old_wrong"), ("new_password", "password.length"),
            ("new_password", "password.contains_username"), ("new_password", "password.forbidden_character"),
            ("new_password", "password.categories"), ("new_password_again", "password.not_repeated")}
        assert change(own, code=code).status_code == 204

    def test_needs_a_right_code_of_the_same_session(self, enter: Enter, identity: Identity):
        other, own = enter(), enter()
        others_code = ask_code(other, identity)

        answer = change(own, code=others_code)

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "code")
        assert Browser(identity).enter_password(CASEMANAGER).status_code == 303

    def test_says_what_the_code_is_for(self, enter: Enter, identity: Identity):
        own = enter()
        ask_code(own, identity)

        assert "uw wachtwoord te wijzigen" in identity.messages(CASEMANAGER.phone)[0].text

    def test_counts_wrong_old_passwords_towards_the_lockout_of_the_device(self, enter: Enter, identity: Identity):
        own = enter()
        code = ask_code(own, identity)
        for _ in range(5):
            change(own, code=code, old="Fout-Wachtw-1")

        answer = change(own, code=code)

        assert answer.json["code"] == "password.old_wrong"
        [source] = identity.failures_of(CASEMANAGER.username).items()
        assert source[0].startswith("device:")
        assert source[1] == 5

    @pytest.mark.parametrize("body", [
        None, [], {}, {"old_password": 1, "new_password": NEW, "new_password_again": NEW, "code": "1"},
        {"old_password": "x\x00", "new_password": NEW, "new_password_again": NEW, "code": "1"},
        {"old_password": "x" * 2000, "new_password": NEW, "new_password_again": NEW, "code": "1"}])
    def test_refuses_bad_input_with_a_sentence(self, enter: Enter, body):
        answer = enter().call("POST", "/own-account/password", body)

        assert answer.status_code in (400, 415, 422)
        assert answer.json["detail"]


class TestForgottenPassword:
    def link(self, identity: Identity) -> str:
        """The path of the link in the newest mail."""
        return re.search(r"/id(/wachtwoord-herstellen/\S+)", identity.messages(CASEMANAGER.email)[0].text)[1]

    def ask(self, browser: Browser, username: str = CASEMANAGER.username):
        return browser.submit(browser.get("/wachtwoord-vergeten"), "/wachtwoord-vergeten", username=username)

    def test_is_replaced_by_mail_and_code(self, enter: Enter, identity: Identity, browser: Browser):
        other = enter()
        self.ask(browser)
        identity.wait(minutes=1)

        asked = browser.follow(browser.post(self.link(identity)))
        page = browser.follow(browser.submit(asked, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone)))
        done = browser.submit(page, "/wachtwoord-wijzigen", new_password=NEW, new_password_again=NEW)

        assert done.location == "http://localhost:8080/login"
        assert "code=" in browser.authorize().location
        assert other.refresh() == 400
        assert [row.kind for row in rows_of(identity, CASEMANAGER.username)][-2:] == ["PASSWORD_CHANGED", "LOGIN_SUCCEEDED"]
        assert Browser(identity).enter_password(CASEMANAGER).status_code == 401

    def test_answers_alike_for_unknown_and_known_names(self, identity: Identity, browser: Browser):
        known, unknown = self.ask(browser), self.ask(browser, "nobody-of-ours")

        assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
        assert browser.follow(known).text == browser.follow(unknown).text
        assert len(identity.messages(CASEMANAGER.email)) == 1

    def test_link_works_once_within_thirty_minutes(self, identity: Identity, browser: Browser):
        self.ask(browser)
        path = self.link(identity)
        assert browser.get(path).status_code == 200
        assert browser.post(path).status_code == 303

        assert 'data-code="reset.link_invalid"' in browser.post(path).text

        self.ask(browser)
        late = self.link(identity)
        identity.wait(minutes=30)
        assert browser.post(late).status_code == 400

    def test_link_alone_gives_no_access(self, identity: Identity, browser: Browser):
        self.ask(browser)
        browser.post(self.link(identity))

        for path in ("/wachtwoord-wijzigen", "/oauth/authorize"):
            assert "code=" not in (browser.get(path).location or "")
        assert "/inloggen/code" in browser.get("/wachtwoord-wijzigen").location

    def test_mails_at_most_three_links_an_hour(self, identity: Identity, browser: Browser):
        for _ in range(5):
            self.ask(browser)

        assert len(identity.messages(CASEMANAGER.email)) == 3

    def test_asks_for_the_username_at_its_field(self, browser: Browser):
        answer = self.ask(browser, " ")

        assert answer.status_code == 422
        assert 'aria-invalid="true" aria-describedby="username-error"' in answer.text
