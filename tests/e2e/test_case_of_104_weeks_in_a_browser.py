"""One absence of 104 weeks: conflict, second track, placement and report, each act by the right person in Chromium."""
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from cli.casefile.reader import read_case
from cli.demo.cast import Cast
from cli.demo.fresh_platform import fresh_platform
from cli.demo.guidance.reporting import OF_STEPS, OTHERS, add_paper
from cli.demo.opening import open_case
from cli.demo.player import Player
from cli.demo.steps import Steps
from cli.people.person import Person
from cli.run.walking import PlatformTime
from services.gateway.tests.browser.conftest import chromium

__all__ = ["chromium"]

FIRST_DAY, LAST_DAY = date(2026, 3, 2), date(2028, 2, 27)
CASE = {
    "name": "104-weeks", "policy": {},
    "employees": [{"key": "anna", "annual_wage": "46656.00"}],
    "timeline": [{"on": "2026-03-02", "do": "report_sick", "employee": "anna", "first_sick_day": "2026-03-02",
                  "labour_conflict": True}],
    "until": str(LAST_DAY)}

expect.set_options(timeout=20_000)  # a busy machine serves a page in more than the five seconds of Playwright


class Desk:
    """The people of the case at their browsers, and the clock of the platform."""

    def __init__(self, chromium: Browser, cast: Cast) -> None:
        self._chromium = chromium
        self._pages: dict[str, Page] = {}
        self.cast = cast
        self.time = PlatformTime(cast.address)
        self.number = ""

    def of(self, role: str, path: str = "") -> Page:
        """The page of somebody, who is logged in; opened if a path is given."""
        if role not in self._pages:
            context = self._chromium.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
            context.set_default_timeout(20_000)
            person: Person = self.cast.holder_of(role)
            context.add_cookies([{"name": each.name, "value": each.value or "", "url": self.cast.address}
                                 for each in person.browser.cookies])
            self._pages[role] = context.new_page()
        page = self._pages[role]
        if path:
            page.goto(self.cast.address + path.replace("<number>", self.number))
        return page

    def send(self, page: Page, button: str, then: str, **fields: str) -> None:
        """Fill in fields by name, press a button, and read what the next page says."""
        for name, typed in fields.items():
            page.locator(f"[name={name}]:visible").first.fill(typed)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("status").filter(has_text=then)).to_be_visible()

    def wait_until(self, day: date) -> None:
        """Let the days pass, with their jobs."""
        self.time.walk_to(day)
        self.time.wait_until_settled()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Desk]:
    """The first sick day, after the report."""
    case = read_case(CASE)
    with fresh_platform(bus="postgresql", today=FIRST_DAY, keep=False) as state:
        cast = Cast(state.address)
        made = Desk(chromium, cast)
        player = Player(case, cast, open_case(case, cast, made.time, Steps()))
        player.play(case.timeline[0])
        made.time.wait_until_settled()
        assert player.refused == []
        made.number = cast.contact.list("absence", "/absences")[0]["absence_number"]
        yield made


def resolve_conflict(desk: Desk) -> None:
    """The employer talks and asks for a mediator; the casemanager finds one and records the outcome."""
    desk.wait_until(date(2026, 3, 9))
    page = desk.of("employer", "/dossier/<number>/conflict")
    page.get_by_label("Nee", exact=True).check()
    desk.send(page, "Gesprek vastleggen", "Het gesprek is vastgelegd.", gesprek_op="09-03-2026")
    desk.send(page, "Mediator vragen", "Uw casemanager zoekt een mediator voor u.")
    page = desk.of("casemanager", "/mediators")
    page.get_by_role("link", name="mediator toewijzen").click()
    desk.send(page, "Mediator toewijzen", "De mediator staat in het dossier.", mediator="M. Bakker", gestart_op="09-03-2026")
    desk.wait_until(date(2026, 4, 20))
    page = desk.of("casemanager", "/dossier/<number>/conflict")
    page.get_by_label("Samen verder").check()
    desk.send(page, "Uitkomst vastleggen", "De uitkomst is vastgelegd.", opgelost_op="20-04-2026")
    expect(page.get_by_text("Er zijn afspraken om samen verder te gaan.").first).to_be_visible()


def place(desk: Desk) -> None:
    """The casemanager starts a second track; the employer logs contact and progress, and seconds the employee."""
    desk.wait_until(date(2027, 2, 8))
    page = desk.of("casemanager", "/dossier/<number>/tweede-spoor")
    page.get_by_label("Ander werk bij een ander bedrijf").check()
    desk.send(page, "Starten", "Het tweede spoor is gestart.", gestart_op="08-02-2027", dienstverlener="Stap Verder B.V.")
    desk.wait_until(date(2027, 3, 15))
    page = desk.of("employer", "/dossier/<number>/tweede-spoor")
    page.get_by_text("Contact vastleggen").first.click()
    desk.send(page, "Contact vastleggen", "Het contact is vastgelegd.", contact_op="15-03-2027")
    page.get_by_text("Voortgang vastleggen").first.click()
    desk.send(page, "Voortgang vastleggen", "De voortgang is vastgelegd.", verslag_op="15-03-2027", orientaties="2",
              sollicitaties="3")
    page.get_by_role("link", name="Detachering vastleggen").click()
    for name, value in (("duurzaam", "ja"), ("overname", "nee")):
        page.locator(f"[name={name}][value={value}]").check()
    desk.send(page, "Detachering vastleggen", "De detachering is vastgelegd.", van="15-03-2027", loonwaarde="1440", loon="3600")
    expect(page.get_by_role("link", name="Deelherstel melden")).to_be_visible()


def seal_report(desk: Desk) -> None:
    """The parties add their papers, and the casemanager seals the report that was refused without them."""
    desk.wait_until(date(2027, 11, 22))
    page = desk.of("casemanager", "/dossier/<number>/verslag")
    expect(page.get_by_role("button", name="Verslag samenstellen en verzegelen")).to_have_count(0)
    for kind, role in {*OF_STEPS.values(), *OTHERS}:
        add_paper(desk.cast.holder_of(role), desk.number, kind, "2027-11-22")
    page = desk.of("casemanager", "/dossier/<number>/verslag")
    desk.send(page, "Verslag samenstellen en verzegelen", "Het verslag is verzegeld.")


@pytest.mark.e2e
@pytest.mark.browser
@pytest.mark.timeout(600)
class TestCaseOf104Weeks:
    @pytest.mark.requirement("R-113")
    @pytest.mark.requirement("R-154")
    def test_runs_from_the_report_to_the_last_day_of_wage(self, desk: Desk) -> None:
        resolve_conflict(desk)
        place(desk)
        seal_report(desk)
        desk.wait_until(LAST_DAY)

        page = desk.of("employer", "/dossier/<number>/geschiedenis")
        told = page.locator("table").inner_text()
        assert all(each in told for each in (
            "Stap bij een conflict of weigering", "Tweede spoor gestart", "Contact in het tweede spoor",
            "Voortgangsrapportage van het tweede spoor", "Detachering vastgelegd", "Re-integratieverslag verzegeld"))
        assert told.count("Casemanager") > 3
