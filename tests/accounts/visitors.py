"""People at a browser, with a mouse or with the keyboard alone. Each act names the page that follows, and waits for it."""
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from services.identity.tests.conftest import Member
from tests.accounts.portal import Portal

MOST_STOPS = 60
FOCUS = """target => {
    const at = document.activeElement;
    const outline = each => getComputedStyle(each).outlineStyle === "none" ? 0 : parseFloat(getComputedStyle(each).outlineWidth);
    const marked = each => each && outline(each) >= 2;
    const box = at.getBoundingClientRect();
    return {arrived: at === target, skips: at.getAttribute("href") === "#inhoud",
            group: at.type === "radio" && at.name === target.name, name: at.outerHTML.slice(0, 120),
            seen: (marked(at) || marked(at.closest(".choice"))) && box.bottom > 0 && box.top < innerHeight && box.left >= 0};
}"""
"""Where the focus is: at the target, at the link that skips the menu, in the target's radio group; and whether it can be seen."""


@dataclass
class Visitor:
    """Somebody with a mouse.

    :ivar scripts: whether the browser runs JavaScript, which axe needs
    """

    page: Page
    portal: Portal
    scripts: bool = True

    def open(self, path: str, title: str) -> None:
        """Go to an address."""
        self.page.goto(path if path.startswith("http") else self.portal.url + path)
        self.sees(title)

    def sees(self, title: str) -> None:
        """Wait for the page with this title; those of the way in are checked, the others are in the tests of the gateway."""
        expect(self.page).to_have_title(re.compile(f"^{re.escape(title)} [·–] "))
        if self.scripts and "/id/" in self.page.url:
            self.page.wait_for_load_state()
            self.portal.check(self.page)

    def reads(self, text: str) -> None:
        """Wait for what the page says after an act."""
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str) -> None:
        """Choose a radio button, or tick a box."""
        self.page.get_by_label(label).check()

    def press(self, name: str, then: str) -> None:
        """Press a button, and wait for the page with a title."""
        self.act(self.page.get_by_role("button", name=name))
        self.sees(then)

    def follow(self, name: str, then: str) -> None:
        """Follow a link, and wait for the page with a title."""
        self.act(self.page.get_by_role("link", name=name))
        self.sees(then)

    def act(self, target: Locator) -> None:
        """Use a button or a link."""
        target.click()


class KeyboardVisitor(Visitor):
    """Somebody without a mouse, who has to see where the focus is at each stop."""

    def fill(self, label: str, text: str) -> None:
        """Tab to a field and type."""
        self._tab_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, label: str) -> None:
        """Tab to a box or a group of radio buttons, and choose with the space bar or the arrows."""
        target = self.page.get_by_label(label)
        self._tab_to(target)
        while not target.evaluate("target => target === document.activeElement"):
            self.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def act(self, target: Locator) -> None:
        """Tab to a button or a link, and press Enter."""
        self._tab_to(target)
        self.page.keyboard.press("Enter")

    def _tab_to(self, target: Locator) -> None:
        expect(target).to_be_visible()
        for _ in range(MOST_STOPS):
            focus = target.evaluate(FOCUS)
            if focus["arrived"] or focus["group"]:
                return
            self.page.keyboard.press("Enter" if focus["skips"] else "Tab")
            focus = target.evaluate(FOCUS)
            assert focus["seen"] or focus["name"].startswith("<main"), focus["name"]
        raise AssertionError(f"{target} is not reached by Tab")


Arrive = Callable[..., Visitor]
"""A visitor with a new browser."""


def give_password(visitor: Visitor, member: Member, password: str = "", *, stays: bool = False,
                  then: str = "Vul de code in") -> None:
    """The first step of signing in.

    :param password: another one than the member's first
    """
    visitor.open("/login", "Inloggen")
    expect(visitor.page.get_by_label("Ingelogd blijven op dit apparaat")).not_to_be_checked()
    visitor.fill("Gebruikersnaam", member.username)
    visitor.fill("Wachtwoord", password or member.password)
    if stays:
        visitor.choose("Ingelogd blijven op dit apparaat")
    visitor.press("Verder", then)


def give_code(visitor: Visitor, phone: str, *, then: str) -> None:
    """The code of the newest SMS."""
    visitor.fill("Code", visitor.portal.identity.code_for(phone))
    visitor.press("Inloggen", then)


def enter(visitor: Visitor, member: Member, password: str = "", *, stays: bool = False, then: str = "Start") -> None:
    """Password and code."""
    give_password(visitor, member, password, stays=stays)
    give_code(visitor, member.phone, then=then)


def enter_first(visitor: Visitor, member: Member, *, choosing: str, stays: bool = False) -> None:
    """Sign in with the temporary password, and choose an own one."""
    enter(visitor, member, stays=stays, then="Kies een eigen wachtwoord")
    choose_password(visitor, choosing)


def choose_password(visitor: Visitor, password: str) -> None:
    """A new password, after one that is too common."""
    for typed, then in (("Welkom01", "Fout: Kies een eigen wachtwoord"), (password, "Start")):
        visitor.fill("Nieuw wachtwoord", typed)
        visitor.fill("Nieuw wachtwoord, nog een keer", typed)
        visitor.press("Wachtwoord opslaan", then)


def replace_forgotten_password(visitor: Visitor, member: Member, *, new: str) -> None:
    """Ask for a link, use it, give the code and choose a password."""
    visitor.open("/login", "Inloggen")
    visitor.follow("Wachtwoord vergeten?", "Wachtwoord vergeten")
    visitor.fill("Gebruikersnaam", member.username)
    visitor.press("Stuur mij een link", "Kijk in uw mail")
    link = next(mail.text for mail in visitor.portal.identity.messages(member.email) if "/wachtwoord-herstellen/" in mail.text)
    visitor.open(re.search(r"http\S+", link)[0], "Nieuw wachtwoord kiezen")  # type: ignore[index]
    visitor.press("Stuur mij de code", "Vul de code in")
    give_code(visitor, member.phone, then="Kies een eigen wachtwoord")
    choose_password(visitor, new)


def is_signed_in(visitor: Visitor) -> bool:
    """Whether the start page opens after the browser was closed, which ends the portal's own session."""
    visitor.page.context.clear_cookies(name="ontzorg")
    visitor.page.goto(f"{visitor.portal.url}/")
    return "/id/" not in visitor.page.url
