"""The portal with the real identity behind it."""
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from services.identity.tests.conftest import Identity, Member
from shared.kernel.clock import PlatformClock


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
        width = page.viewport_size["width"]  # type: ignore[index]
        if (page.title(), width) not in self._checked:
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
            assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == [], page.url
            self._checked.add((page.title(), width))

    def invited(self, email: str, phone: str) -> Member:
        """The person to whom a temporary password was mailed."""
        text = next(mail.text for mail in self.identity.messages(email) if "Tijdelijk wachtwoord" in mail.text)
        username, password = (re.search(rf"{name}: (\S+)", text)[1] for name in ("Gebruikersnaam", "Tijdelijk wachtwoord"))  # type: ignore[index]
        return Member(username, password, phone, email)
