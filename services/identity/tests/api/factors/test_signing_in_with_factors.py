"""Signing in with an app, a recovery code or a passkey instead of the code by SMS."""
import html
import json
import re
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import update
from werkzeug.test import TestResponse

from services.identity.store import Account
from services.identity.tests.api.factors.conftest import Owner, SoftwareKey
from services.identity.tests.api.test_security_log_rows import rows_of
from services.identity.tests.conftest import CASEMANAGER, CLAIMS, Browser, Identity


def claims_after(browser: Browser, answer: TestResponse) -> dict[str, Any]:
    """The claims of the access token of a completed login."""
    token = browser.redeem(browser.arrive(answer)["code"]).json["access_token"]
    return jwt.decode(token, KeySet.import_key_set(browser.get("/oauth/jwks").json), algorithms=["RS256"]).claims


def options_of(page: TestResponse) -> dict[str, Any]:
    """The options for the browser in the page of the passkey."""
    return json.loads(html.unescape(re.search(r'data-options="([^"]+)"', page.text).group(1)))


class TestApp:
    def test_completes_the_login_without_a_message(self, owner: Owner, identity: Identity):
        totp, browser = owner.add_app(), Browser(identity)
        sent = len(identity.messages(CASEMANAGER.phone))
        page = browser.at_second_step(CASEMANAGER)

        claims = claims_after(browser, browser.submit(page, "/inloggen/app", code=owner.code_of(totp)))

        assert (claims["amr"], claims["acr"]) == (["pwd", "otp", "totp"], "https://refeds.org/profile/mfa")
        assert len(identity.messages(CASEMANAGER.phone)) == sent

    def test_code_is_accepted_once(self, owner: Owner, identity: Identity):
        totp = owner.add_app()
        browsers = [Browser(identity), Browser(identity)]
        pages = [browser.at_second_step(CASEMANAGER) for browser in browsers]

        answers = [browser.submit(page, "/inloggen/app", code=owner.code_of(totp)).status_code
                   for browser, page in zip(browsers, pages, strict=True)]

        assert answers == [303, 401]

    @pytest.mark.parametrize(("seconds", "status"), [(-30, 303), (30, 303), (-90, 401), (90, 401)])
    def test_code_may_be_a_step_early_or_late(self, owner: Owner, identity: Identity, seconds: int, status: int):
        totp, browser = owner.add_app(), Browser(identity)
        identity.wait(minutes=5)
        page = browser.at_second_step(CASEMANAGER)
        code = totp.at(int(identity.machine_clock.now().timestamp()) + seconds)

        assert browser.submit(page, "/inloggen/app", code=code).status_code == status

    def test_wrong_codes_lock_out(self, owner: Owner, identity: Identity):
        totp, browser = owner.add_app(), Browser(identity)
        page = browser.at_second_step(CASEMANAGER)
        right = owner.code_of(totp)
        wrong = f"{(int(right) + 1) % 1_000_000:06d}"

        answers = [browser.submit(page, "/inloggen/app", code=code).status_code for code in [wrong] * 5 + [right]]

        assert answers == [401] * 6

    def test_does_not_keep_the_code_by_sms_away(self, owner: Owner, identity: Identity):
        owner.add_app()
        browser = Browser(identity)
        page = browser.at_second_step(CASEMANAGER)
        ways = browser.get("/inloggen/andere-manier")

        asked = browser.follow(browser.submit(ways, "/inloggen/code/opnieuw"))

        assert 'action="/id/inloggen/app"' in page.text
        assert "code" in browser.arrive(browser.submit(asked, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone)))

    def test_of_another_account_is_refused(self, owner: Owner, identity: Identity):
        totp, browser = owner.add_app(), Browser(identity)
        browser.at_second_step(CLAIMS)

        answer = browser.submit(browser.get("/inloggen/app"), "/inloggen/app", code=owner.code_of(totp))

        assert answer.status_code == 401


class TestRecoveryCode:
    def test_completes_one_login(self, owner: Owner, identity: Identity):
        code = owner.recovery_codes()[0]
        browsers = [Browser(identity), Browser(identity)]
        for browser in browsers:
            browser.at_second_step(CASEMANAGER)
        first, second = (browser.submit(browser.get("/inloggen/herstelcode"), "/inloggen/herstelcode", code=code)
                         for browser in browsers)

        claims = claims_after(browsers[0], first)

        assert claims["amr"] == ["pwd", "otp", "recovery"]
        assert second.status_code == 401
        assert owner.factors()["recovery_codes"] == 9
        assert "RECOVERY_CODE_USED" in [row.kind for row in rows_of(identity, "casemanager")]

    def test_may_be_typed_in_capitals_without_hyphen(self, owner: Owner, identity: Identity):
        code, browser = owner.recovery_codes()[3], Browser(identity)
        browser.at_second_step(CASEMANAGER)

        typed = code.upper().replace("-", " ")
        answer = browser.submit(browser.get("/inloggen/herstelcode"), "/inloggen/herstelcode", code=typed)

        assert answer.status_code == 303

    def test_of_another_account_is_refused(self, owner: Owner, identity: Identity):
        code, browser = owner.recovery_codes()[0], Browser(identity)
        browser.at_second_step(CLAIMS)

        answer = browser.submit(browser.get("/inloggen/herstelcode"), "/inloggen/herstelcode", code=code)

        assert answer.status_code == 401


class TestPasskey:
    @pytest.fixture
    def key(self, owner: Owner) -> SoftwareKey:
        """The casemanager's passkey."""
        key = SoftwareKey()
        assert owner.add_passkey(key).status_code == 201
        return key

    def give(self, browser: Browser, key: SoftwareKey, **how: Any) -> TestResponse:
        """Answer the page of the passkey."""
        page = browser.get("/inloggen/passkey")
        return browser.submit(page, "/inloggen/passkey", credential=key.get(options_of(page), **how))

    def test_signs_in_without_username_and_password(self, key: SoftwareKey, identity: Identity, browser: Browser):
        browser.begin()

        claims = claims_after(browser, self.give(browser, key))

        assert claims["sub"] == "staff-casemanager"
        assert (claims["amr"], claims["acr"]) == (["pop", "user", "mfa"], "phr")

    @pytest.mark.requirement("R-173", "R-174")
    def test_keeps_the_person_signed_in_if_chosen(self, key: SoftwareKey, identity: Identity, browser: Browser):
        browser.begin()
        page = browser.get("/inloggen/passkey")

        answer = browser.submit(page, "/inloggen/passkey", credential=key.get(options_of(page)), stays="ja")

        assert re.search(r'id="stays"[^>]*aria-describedby="stays-warning">', page.text)
        assert "iemand anders die uw computer gebruikt, kan dan ook bij de gegevens" in page.text
        cookie = browser.client.get_cookie("aanmelden", domain="localhost")
        assert (answer.status_code, cookie.max_age) == (303, 30 * 24 * 3600)

    def test_after_a_password_keeps_what_was_chosen_there(self, key: SoftwareKey, identity: Identity, browser: Browser):
        browser.at_second_step(CASEMANAGER)
        page = browser.get("/inloggen/passkey")

        browser.submit(page, "/inloggen/passkey", credential=key.get(options_of(page)), stays="ja")

        assert 'name="stays"' not in page.text
        assert browser.client.get_cookie("aanmelden", domain="localhost").max_age is None

    def test_signs_in_after_a_password(self, key: SoftwareKey, identity: Identity, browser: Browser):
        browser.at_second_step(CASEMANAGER)

        assert self.give(browser, key).status_code == 303

    def test_of_another_account_is_refused_after_a_password(self, key: SoftwareKey, identity: Identity, browser: Browser):
        browser.at_second_step(CLAIMS)

        assert self.give(browser, key).status_code == 401

    @pytest.mark.parametrize("how", [{"verified": False}, {"counts": False}], ids=["owner not verified", "count did not go up"])
    def test_is_refused(self, key: SoftwareKey, browser: Browser, how: dict[str, bool]):
        browser.begin()
        self.give(browser, key)
        browser.get("/oauth/logout")
        other = Browser(browser.identity)
        other.begin()

        assert self.give(other, key, **how).status_code == 401

    def test_of_a_foreign_site_is_refused(self, key: SoftwareKey, browser: Browser):
        browser.begin()
        key.origin = "https://evil.example"

        assert self.give(browser, key).status_code == 401

    def test_answers_its_own_challenge_once(self, key: SoftwareKey, identity: Identity, browser: Browser):
        browser.begin()
        page, stolen = browser.get("/inloggen/passkey"), Browser(identity)
        stolen.begin()
        answer = key.get(options_of(page))

        elsewhere = stolen.submit(stolen.get("/inloggen/passkey"), "/inloggen/passkey", credential=answer)
        here = browser.submit(page, "/inloggen/passkey", credential=answer)

        assert (elsewhere.status_code, here.status_code) == (401, 303)

    def test_does_not_open_a_blocked_or_locked_account(self, key: SoftwareKey, identity: Identity, browser: Browser):
        browser.begin()
        identity.block("staff-casemanager")

        assert self.give(browser, key).status_code == 401

    def test_does_not_avoid_the_change_of_a_temporary_password(self, key: SoftwareKey, identity: Identity, browser: Browser):
        identity.run(lambda session: session.execute(update(Account).where(Account.id == "staff-casemanager").values(
            state="TEMPORARY", temporary_until=session.clock.today())))
        browser.begin()

        answer = self.give(browser, key)

        assert answer.location.endswith("/id/wachtwoord-wijzigen")

    @pytest.mark.parametrize("credential", ["", "{}", "[]", '{"id": "a\\u0000b"}', '{"id": {"x": 1}}', "x" * 20_000])
    def test_of_broken_json_is_refused(self, key: SoftwareKey, browser: Browser, credential: str):
        browser.begin()
        page = browser.get("/inloggen/passkey")

        assert browser.submit(page, "/inloggen/passkey", credential=credential).status_code == 401

    def test_page_allows_its_own_script_and_nothing_else(self, browser: Browser):
        browser.begin()

        page = browser.get("/inloggen/passkey")

        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert re.findall(r"<script[^>]*>", page.text) == ['<script src="/id/static/passkey.js" defer>']
        with browser.get("/static/passkey.js") as script:
            assert script.content_type.startswith("text/javascript")

    def test_options_are_the_same_for_everybody(self, key: SoftwareKey, identity: Identity):
        known, unknown = Browser(identity), Browser(identity)
        known.at_second_step(CASEMANAGER)
        unknown.begin()

        options = [options_of(browser.get("/inloggen/passkey")) for browser in (known, unknown)]

        assert {len(one.pop("challenge")) for one in options} == {86}
        assert options[0] == options[1]
        assert not options[0].get("allowCredentials")


class TestOtherWays:
    def test_are_those_that_the_account_has(self, owner: Owner, identity: Identity):
        owner.recovery_codes()
        browser, other = Browser(identity), Browser(identity)
        browser.at_second_step(CASEMANAGER)
        other.at_second_step(CLAIMS)

        own, others = browser.get("/inloggen/andere-manier").text, other.get("/inloggen/andere-manier").text

        assert ("Herstelcode" in own, "Code uit de app" in own, "Code per sms" in own) == (True, False, True)
        assert "U heeft nog geen andere manier" in others

    @pytest.mark.parametrize("path", ["/inloggen/app", "/inloggen/herstelcode", "/inloggen/andere-manier"])
    def test_come_after_the_password(self, browser: Browser, path: str):
        page = browser.begin()
        token = re.search(r'csrf_token" value="([^"]+)', page.text).group(1)

        assert browser.get(path).location == "/id/inloggen"
        assert browser.post(path, csrf_token=token, code="123456").status_code in (400, 405)

    @pytest.mark.requirement("R-201")
    @pytest.mark.parametrize("path", ["/inloggen", "/inloggen/app", "/inloggen/herstelcode", "/inloggen/passkey"])
    def test_refuse_a_number(self, browser: Browser, path: str):
        token = re.search(r'csrf_token" value="([^"]+)', browser.begin().text).group(1)

        assert browser.post(path, csrf_token=token, telefoonnummer="+31600000000").status_code == 403
