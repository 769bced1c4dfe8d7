"""What people do at the way in, in a browser."""
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from services.identity.tests.conftest import Identity, Member
from shared.kernel.clock import PlatformClock

OpenBrowser = Callable[..., Page]


@dataclass
class Portal:
    """The portal's address and the identity service behind it.

    :ivar clock_file: the gateway's clock
    """

    url: str
    identity: Identity
    clock_file: Path
    _checked: set[tuple[str, int]] = field(default_factory=set)

    def wait(self, days: int) -> None:
        """Let days pass, and run identity's jobs of the last one; tokens keep the machine's time."""
        clock = self.identity.clock
        clock.set(clock.now() + timedelta(days=days))
        PlatformClock(self.clock_file).set(clock.now())
        self.identity.run_jobs(clock.today())

    def check(self, page: Page) -> None:
        """The page is accessible and not wider than the screen; measured once for each title and width."""
        page.wait_for_load_state()
        width = page.viewport_size["width"]  # type: ignore[index]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        if (page.title(), width) not in self._checked:
            assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == [], page.url
            self._checked.add((page.title(), width))

    def invited(self, email: str, phone: str) -> Member:
        """The person to whom a temporary password was mailed."""
        text = next(mail.text for mail in self.identity.messages(email) if "Tijdelijk wachtwoord" in mail.text)
        username, password = (re.search(rf"{name}: (\S+)", text)[1] for name in ("Gebruikersnaam", "Tijdelijk wachtwoord"))  # type: ignore[index]
        return Member(username, password, phone, email)


def give_password(page: Page, portal: Portal, member: Member, password: str = "", *, stays: bool = False) -> None:
    """The first step of signing in.

    :param password: another one than the member's first
    """
    page.goto(f"{portal.url}/login")
    portal.check(page)
    expect(page.get_by_label("Ingelogd blijven op dit apparaat")).not_to_be_checked()
    page.get_by_label("Gebruikersnaam").fill(member.username)
    page.get_by_label("Wachtwoord", exact=True).fill(password or member.password)
    page.get_by_label("Ingelogd blijven op dit apparaat").set_checked(stays)
    page.get_by_role("button", name="Verder").click()


def give_code(page: Page, portal: Portal, phone: str) -> None:
    """The code of the newest SMS."""
    portal.check(page)
    page.get_by_label("Code").fill(portal.identity.code_for(phone))
    page.get_by_role("button", name="Inloggen").click()


def enter(page: Page, portal: Portal, member: Member, password: str = "", *, stays: bool = False) -> None:
    """Password and code."""
    give_password(page, portal, member, password, stays=stays)
    give_code(page, portal, member.phone)


def choose(page: Page, portal: Portal, password: str) -> None:
    """A new password, after one that is too common."""
    for typed in ("Welkom01", password):
        portal.check(page)
        page.get_by_label("Nieuw wachtwoord", exact=True).fill(typed)
        page.get_by_label("Nieuw wachtwoord, nog een keer").fill(typed)
        page.get_by_role("button", name="Wachtwoord opslaan").click()


def replace_forgotten_password(page: Page, portal: Portal, member: Member, *, new: str) -> None:
    """Ask for a link, use it, give the code and choose a password."""
    page.goto(f"{portal.url}/login")
    page.get_by_role("link", name="Wachtwoord vergeten?").click()
    portal.check(page)
    page.get_by_label("Gebruikersnaam").fill(member.username)
    page.get_by_role("button", name="Stuur mij een link").click()
    portal.check(page)
    link = next(mail.text for mail in portal.identity.messages(member.email) if "/wachtwoord-herstellen/" in mail.text)
    page.goto(re.search(r"http\S+", link)[0])  # type: ignore[index]
    portal.check(page)
    page.get_by_role("button", name="Stuur mij de code").click()
    give_code(page, portal, member.phone)
    choose(page, portal, new)


def is_signed_in(page: Page, portal: Portal) -> bool:
    """Whether the start page opens after the browser was closed, which ends the portal's own session."""
    page.context.clear_cookies(name="ontzorg")
    page.goto(f"{portal.url}/")
    return "/id/" not in page.url
