"""The way in, in Chromium, through the real gateway and the real identity: from the first login to a forgotten password."""
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from services.gateway.app import create_app
from services.gateway.settings import Settings
from services.gateway.tests.browser.conftest import chromium
from services.gateway.tests.conftest import gateway_database
from services.gateway.tests.fake_services import FakeServices
from services.gateway.tests.platform_of_tests import SERVICES, reserve, served
from services.identity.tests.conftest import PORTAL_SECRET, Identity, Member, main_contact, prepared
from shared.testing.postgres import TemporaryServer
from shared.testing.service import Issuer

__all__ = ["chromium", "gateway_database", "main_contact", "prepared"]

pytestmark = pytest.mark.browser

OWN, NEXT, LAST = "Fiets-Kruk-31", "Tafel-Boot-58", "Lamp-Stoep-77"


@dataclass
class Portal:
    """The portal's address and the identity service behind it."""

    url: str
    identity: Identity


@pytest.fixture
def portal(postgres_server: TemporaryServer, token_issuer: Issuer, prepared: str, gateway_database: str,
           tmp_path: Path) -> Iterator[Portal]:
    """A gateway with the real identity; the other services are fakes."""
    with ExitStack() as stack:
        port, shell = reserve(stack)
        url = f"http://localhost:{port}"
        database = stack.enter_context(postgres_server.passing_database("identity", template=prepared))
        own = Identity(database, token_issuer, ONTZORG_ISSUER=f"{url}/id", ONTZORG_JWKS_URL=f"{url}/id/oauth/jwks")
        stack.callback(own.database.dispose)
        identity_port = stack.enter_context(served(own.app))
        services = FakeServices(f"http://127.0.0.1:{identity_port}/oauth/jwks", f"{url}/id")
        ports = {name: stack.enter_context(served(services.app(name))) for name in SERVICES} | {"identity": identity_port}
        app = create_app(Settings(
            public_url=url, service_urls={name: f"http://127.0.0.1:{ports[name]}" for name in ports},
            database_url=gateway_database, secret="a secret of at least thirty-two characters", client_secret=PORTAL_SECRET,
            environment="test", log_level="ERROR", requests_a_minute=100_000, logins_a_minute=100_000))
        stack.callback(app.extensions["database"].dispose)
        shell.wsgi_app = app.wsgi_app  # type: ignore[method-assign]
        yield Portal(url, own)


@pytest.fixture
def identity(portal: Portal) -> Identity:
    """The identity service behind the portal, for the fixtures of its people."""
    return portal.identity


@pytest.fixture
def open_browser(chromium: Browser) -> Iterator[object]:
    """Factory: the page of a new browser."""
    contexts: list[BrowserContext] = []

    def open_at(width: int = 1440) -> Page:
        contexts.append(chromium.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", reduced_motion="reduce"))
        return contexts[-1].new_page()

    yield open_at
    for context in contexts:
        context.close()


def check(page: Page) -> None:
    """The page is accessible and not wider than the screen."""
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url  # type: ignore[index]


def enter(page: Page, portal: Portal, member: Member, password: str, *, stays: bool = False) -> None:
    """Password and code."""
    page.goto(f"{portal.url}/login")
    check(page)
    expect(page.get_by_label("Ingelogd blijven op dit apparaat")).not_to_be_checked()
    page.get_by_label("Gebruikersnaam").fill(member.username)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    if stays:
        page.get_by_label("Ingelogd blijven op dit apparaat").check()
    page.get_by_role("button", name="Verder").click()
    give_code(page, portal, member)


def give_code(page: Page, portal: Portal, member: Member) -> None:
    """The code of the newest SMS."""
    check(page)
    page.get_by_label("Code").fill(portal.identity.code_for(member.phone))
    page.get_by_role("button", name="Inloggen").click()


def choose(page: Page, password: str) -> None:
    """A new password, after one that is too common."""
    for typed in ("Welkom01", password):
        check(page)
        page.get_by_label("Nieuw wachtwoord", exact=True).fill(typed)
        page.get_by_label("Nieuw wachtwoord, nog een keer").fill(typed)
        page.get_by_role("button", name="Wachtwoord opslaan").click()


def is_signed_in(page: Page, portal: Portal) -> bool:
    """Whether the start page opens after the browser was closed, which ends the portal's own session."""
    page.context.clear_cookies(name="ontzorg")
    page.goto(f"{portal.url}/")
    return "/id/" not in page.url


def forget_staying_device(page: Page, portal: Portal) -> None:
    """Forget the one device that stays signed in."""
    page.goto(f"{portal.url}/account/apparaten")
    expect(page.get_by_text("Blijft ingelogd tot")).to_have_count(1)
    page.locator("section", has_text="Blijft ingelogd tot").get_by_role("button", name=re.compile("Vergeten")).click()
    expect(page.get_by_text("Dit apparaat is vergeten en afgemeld.")).to_be_visible()


def change_password(page: Page, portal: Portal, member: Member, *, old: str, new: str) -> None:
    """Change the password at Account, with a code."""
    page.goto(f"{portal.url}/account/wachtwoord")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code").fill(portal.identity.code_for(member.phone))
    page.get_by_label("Huidig wachtwoord").fill(old)
    page.get_by_label("Nieuw wachtwoord", exact=True).fill(new)
    page.get_by_label("Nieuw wachtwoord, nog een keer").fill(new)
    page.get_by_role("button", name="Wachtwoord wijzigen").click()
    expect(page.get_by_text("Uw wachtwoord is gewijzigd.")).to_be_visible()


def replace_forgotten_password(page: Page, portal: Portal, member: Member, *, new: str) -> None:
    """Ask for a link, use it, give the code and choose a password."""
    page.goto(f"{portal.url}/login")
    page.get_by_role("link", name="Wachtwoord vergeten?").click()
    check(page)
    page.get_by_label("Gebruikersnaam").fill(member.username)
    page.get_by_role("button", name="Stuur mij een link").click()
    check(page)
    link = next(mail.text for mail in portal.identity.messages(member.email) if "/wachtwoord-herstellen/" in mail.text)
    page.goto(re.search(r"http\S+", link)[0])  # type: ignore[index]
    check(page)
    page.get_by_role("button", name="Stuur mij de code").click()
    give_code(page, portal, member)
    choose(page, new)


class TestAccount:
    @pytest.mark.requirement("R-173", "R-174")
    def test_from_first_login_to_forgotten_password(self, portal: Portal, main_contact: Member, open_browser):
        first, staying = open_browser(375), open_browser()
        enter(first, portal, main_contact, main_contact.password)
        choose(first, OWN)
        assert is_signed_in(first, portal)

        enter(staying, portal, main_contact, OWN, stays=True)
        assert is_signed_in(staying, portal)
        forget_staying_device(first, portal)
        assert not is_signed_in(staying, portal)

        enter(staying, portal, main_contact, OWN)
        first.goto(f"{portal.url}/account/sessies")
        expect(first.get_by_text("U bent op 2 plaatsen ingelogd.")).to_be_visible()
        change_password(first, portal, main_contact, old=OWN, new=NEXT)
        assert (is_signed_in(staying, portal), is_signed_in(first, portal)) == (False, True)

        replace_forgotten_password(staying, portal, main_contact, new=LAST)
        assert (is_signed_in(staying, portal), is_signed_in(first, portal)) == (True, False)
