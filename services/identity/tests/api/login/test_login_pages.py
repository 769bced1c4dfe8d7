"""The pages themselves: Dutch, safe headers, links with the gateway's prefix, fields with labels."""
import re
from dataclasses import replace

import pytest

from services.identity.app import create_app
from services.identity.tests.conftest import CASEMANAGER, PUBLIC, Browser, Identity, Member, settings_of
from services.identity.usecases.accounts.seed_staff import PASSWORD


@pytest.fixture(params=["password", "code"])
def shown(request: pytest.FixtureRequest, browser: Browser):
    """Each page in turn."""
    return browser.begin() if request.param == "password" else browser.follow(browser.enter_password(CASEMANAGER))


class TestLoginPages:
    def test_are_dutch_and_have_a_title(self, shown):
        assert '<html lang="nl">' in shown.text
        assert re.search(r"<title>[^<]+ – Ontzorg</title>", shown.text)
        assert shown.text.count("<h1") == 1

    def test_contain_no_script_and_forbid_scripts(self, shown):
        assert "<script" not in shown.text
        assert "style=" not in shown.text
        policy = shown.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert shown.headers["Cache-Control"] == "no-store"

    def test_carry_the_prefix_in_every_link_and_form(self, shown):
        own = re.findall(r'(?:action|href)="(/[^"]*)"', shown.text)
        assert own
        assert all(address.startswith(("/id/", "/static/")) for address in own)

    def test_label_every_field(self, shown):
        for name in re.findall(r'<input class="[^"]*" id="([^"]+)"', shown.text):
            assert f'for="{name}"' in shown.text

    def test_link_an_error_to_its_field(self, browser: Browser):
        answer = browser.submit(browser.begin(), "/inloggen", username="x", password="y")

        assert 'aria-invalid="true" aria-describedby="password-error"' in answer.text
        assert 'id="password-error"' in answer.text

    def test_escape_the_input_that_they_show(self, browser: Browser):
        answer = browser.submit(browser.begin(), "/inloggen", username='"><script>alert(1)</script>', password="y")

        assert "<script" not in answer.text

    def test_say_in_dutch_that_an_address_a_method_or_a_sign_is_wrong(self, browser: Browser):
        answers = [browser.get("/inloggen/nergens"), browser.client.delete("/inloggen", base_url=PUBLIC),
                   browser.submit(browser.begin(), "/inloggen", username="x\0y", password="y"), browser.get("/oauth/nergens")]

        assert [(answer.status_code, answer.mimetype) for answer in answers] == [
            (404, "text/html"), (405, "text/html"), (400, "text/html"), (404, "application/problem+json")]
        assert [re.search(r"<h1[^>]*>([^<]+)", answer.text).group(1) for answer in answers[:3]] == [
            "Niet gevonden", "Bewerking bestaat niet", "Onleesbaar verzoek"]
        assert "POST" in answers[1].headers["Allow"]

    def test_serve_their_stylesheet(self, browser: Browser):
        with browser.get("/static/identity.css") as answer:
            assert answer.content_type.startswith("text/css")


class TestPasswordFields:
    def test_are_masked_and_open_to_password_managers(self, browser: Browser, main_contact: Member, identity: Identity):
        page = browser.begin()
        change = browser.follow(browser.submit(browser.at_second_step(main_contact), "/inloggen/code",
                                               code=identity.code_for(main_contact.phone)))

        fields = [[re.search(f'{name}="([^"]+)"', field).group(1) for name in ("type", "autocomplete")]
                  for shown in (page, change) for field in re.findall(r'<input[^>]*id="[^"]*password[^"]*"[^>]*>', shown.text)]
        assert fields == [["password", "current-password"], ["password", "new-password"], ["password", "new-password"]]
        assert "onpaste" not in page.text + change.text

    @pytest.mark.parametrize("typed", [PASSWORD.lower(), PASSWORD.upper(), f"{PASSWORD} ", f" {PASSWORD}", PASSWORD[:-1]])
    def test_are_taken_exactly_as_typed(self, browser: Browser, typed: str):
        assert browser.enter_password(replace(CASEMANAGER, password=typed)).status_code == 401

    def test_an_own_password_is_good_for_years(self, browser: Browser, identity: Identity):
        identity.wait(days=1_100)

        assert "code" in browser.log_in(CASEMANAGER)


class TestLoginCookie:
    def test_is_restricted_to_the_host_and_to_tls(self, identity: Identity):
        app = create_app(settings_of(identity.database.url, ONTZORG_ISSUER="https://portaal.test/id"),
                         database=identity.database)
        browser = Browser(identity)
        browser.client = app.test_client()

        cookie = browser.authorize(redirect_uri="https://portaal.test/callback").headers["Set-Cookie"]

        assert cookie.startswith("__Host-aanmelden=")
        for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie

    def test_holds_only_an_opaque_value(self, browser: Browser):
        cookie = browser.authorize().headers["Set-Cookie"]

        assert re.match(r"aanmelden=[\w-]{43};", cookie)
        assert PUBLIC not in cookie
