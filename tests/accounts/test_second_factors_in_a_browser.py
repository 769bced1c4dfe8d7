"""Second factors in Chromium, through the real gateway and the real identity: an app, recovery codes and a passkey."""
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright

from services.gateway import app as gateway
from services.gateway.settings import Settings as GatewaySettings
from services.gateway.tests.browser.conftest import ARGUMENTS
from services.gateway.tests.platform_of_tests import reserve, served
from services.identity.app import create_app
from services.identity.queries import list_messages
from services.identity.settings import Settings
from services.identity.usecases.accounts.seed_staff import PASSWORD, seed_staff
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.kernel.services import NAMES

pytestmark = pytest.mark.browser

SECRET = "a secret of at least thirty-two characters"
PHONE = "+31612345675"
ROOT = "/account/tweede-stap"
AUTHENTICATOR = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                 "isUserVerified": True, "automaticPresenceSimulation": True}


@dataclass
class Portal:
    """The gateway and identity on real ports; no other service runs.

    :ivar url: on localhost, because passkeys refuse an IP address
    """

    url: str
    database: Database

    def code(self) -> str:
        """The code in the casemanager's newest SMS."""
        with self.database.reading() as session:
            return re.search(r"\b\d{6}\b", list_messages(session, to=PHONE)[0].text).group()  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def portal(new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with the staff accounts of a development platform."""
    urls = {name: new_database(name) for name in ("identity", "gateway")}
    for name, url in urls.items():
        upgrade(name, url)
    with ExitStack() as stack:
        port, shell = reserve(stack)
        public = f"http://localhost:{port}"
        database = Database(urls["identity"], SystemClock())
        stack.callback(database.dispose)
        with database.transaction() as session:
            seed_staff(session)
        own_port = stack.enter_context(served(_identity(urls["identity"], public, database)))
        app = gateway.create_app(GatewaySettings(
            public_url=public, service_urls=dict.fromkeys(NAMES, "http://127.0.0.1:9") | {"identity": f"http://127.0.0.1:{own_port}"},
            database_url=urls["gateway"], secret=SECRET, client_secret=SECRET, environment="test", log_level="ERROR",
            requests_a_minute=100_000, logins_a_minute=100_000))
        stack.callback(app.extensions["database"].dispose)
        shell.wsgi_app = app.wsgi_app  # type: ignore[method-assign]
        yield Portal(public, database)


def _identity(url: str, public: str, database: Database) -> Flask:
    settings = Settings.from_env({
        "IDENTITY_DATABASE_URL": url, "ONTZORG_BUS_URL": url, "ONTZORG_ISSUER": f"{public}/id",
        "ONTZORG_JWKS_URL": f"{public}/id/oauth/jwks", "ONTZORG_ENVIRONMENT": "development", "IDENTITY_SECRET": SECRET,
        "IDENTITY_PORTAL_CLIENT_SECRET": SECRET})
    return create_app(settings, database=database)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new visitor with a device that makes passkeys."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL", reduced_motion="reduce")
    opened = context.new_page()
    session = context.new_cdp_session(opened)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield opened
    context.close()


def give_password(page: Page, portal: Portal, then: str = ROOT) -> None:
    """Come in at a page, and give username and password."""
    page.goto(f"{portal.url}/login?naar={then}")
    page.get_by_label("Gebruikersnaam").fill("casemanager")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()


def log_in(page: Page, portal: Portal) -> None:
    """Log in by SMS."""
    give_password(page, portal)
    expect(page.get_by_text("Wij stuurden een sms")).to_be_visible()
    page.get_by_label("Code").fill(portal.code())
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", name="Tweede stap", exact=True)).to_be_visible()


def check(page: Page, heading: str) -> None:
    """The page with this heading has no violation of accessibility, and is no wider than a phone or a screen."""
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    page.wait_for_load_state()
    for width in (375, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


class TestPasskey:
    def test_is_made_signs_in_without_password_and_is_removed(self, portal: Portal, page: Page):
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        log_in(page, portal)
        check(page, "Tweede stap")

        page.get_by_role("link", name="Passkey toevoegen").click()
        check(page, "Passkey toevoegen")
        page.get_by_label("Naam").fill("Laptop thuis")
        page.get_by_role("button", name="Passkey maken").click()
        expect(page.get_by_text("De passkey “Laptop thuis” staat klaar")).to_be_visible()
        check(page, "Tweede stap")

        page.context.clear_cookies()
        page.goto(f"{portal.url}/login?naar={ROOT}")
        check(page, "Inloggen")
        page.get_by_role("link", name="Inloggen met een passkey").click()
        check(page, "Inloggen met een passkey")
        page.keyboard.press("Enter")
        expect(page.get_by_text("laatst gebruikt op")).to_be_visible()

        page.get_by_role("button", name="Verwijderen van Laptop thuis").click()
        expect(page.get_by_text("De passkey is verwijderd")).to_be_visible()
        assert complaints == []

    def test_that_the_device_does_not_have_is_explained_with_another_way(self, portal: Portal, page: Page):
        page.goto(f"{portal.url}/login")
        page.get_by_role("link", name="Inloggen met een passkey").click()

        page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')); }")
        page.get_by_role("button", name="Passkey gebruiken").click()

        expect(page.get_by_text("Uw browser gaf geen passkey")).to_be_visible()
        expect(page.get_by_role("link", name="Inloggen met gebruikersnaam en wachtwoord")).to_be_visible()


class TestAppAndRecoveryCodes:
    def test_are_added_and_complete_a_login(self, portal: Portal, page: Page):
        log_in(page, portal)
        page.get_by_role("link", name="App toevoegen").click()
        check(page, "App toevoegen")
        key = page.locator("code.key").inner_text().replace(" ", "")
        page.get_by_label("Code uit de app").fill(pyotp.TOTP(key).now())
        page.get_by_role("button", name="App toevoegen").click()
        expect(page.get_by_text("De app staat klaar")).to_be_visible()
        page.get_by_role("button", name="Tien codes maken").click()
        check(page, "Uw herstelcodes")
        codes = page.locator(".recovery-codes code").all_inner_texts()
        assert len(codes) == 10

        page.context.clear_cookies()
        give_password(page, portal)
        check(page, "Vul de code uit uw app in")
        page.get_by_role("link", name="Kies een andere manier").click()
        check(page, "Kies een andere manier")
        page.get_by_role("link", name="Herstelcode").click()
        check(page, "Vul een herstelcode in")
        page.get_by_label("Herstelcode").fill(codes[0])
        page.get_by_role("button", name="Inloggen").click()
        expect(page.get_by_text("U heeft nog 9 herstelcodes")).to_be_visible()
        page.get_by_role("button", name="Verwijderen van de app").click()
        expect(page.get_by_text("De app is verwijderd")).to_be_visible()


class TestTwoEnvironments:
    def test_camas_sends_its_code_by_mail(self, portal: Portal, page: Page):
        page.goto(f"{portal.url}/camas")
        page.get_by_label("Gebruikersnaam").fill("consultant")
        page.get_by_label("Wachtwoord").fill(PASSWORD)

        page.get_by_role("button", name="Verder").click()

        expect(page.get_by_text("naar uw e-mailadres")).to_be_visible()
        check(page, "Vul de code in")
