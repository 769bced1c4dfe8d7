"""An account from invitation to closing, in Chromium: each step by the person who is responsible for it, and in the log."""
import pytest
from playwright.sync_api import Page, expect

from services.identity.queries.security_log import STAFF
from services.identity.tests.conftest import Member, policy
from tests.accounts.portal import (
    OpenBrowser,
    Portal,
    choose,
    enter,
    give_password,
    is_signed_in,
    replace_forgotten_password,
)

pytestmark = pytest.mark.browser

JAN, JAN_PHONE = "jan@bakkerijdejong.nl", "+31687654321"
EVA, LOST_PHONE, NEW_PHONE = "eva@bakkerijdejong.nl", "+31612345699", "+31612345698"
OWN, NEXT = "Fiets-Kruk-31", "Tafel-Boot-58"
OWNER, CONTACT, HELPDESK, ADMINISTRATOR, NOBODY_KNOWN = "Eva Smit", "Jan de Jong", "Hugo Peters", "Petra Jansen", "Onbekend"
EVENTS = [
    ("Account gemaakt", CONTACT),
    ("Code verstuurd", OWNER), ("Wachtwoord gewijzigd", OWNER), ("Voor het eerst ingelogd", OWNER),
    ("Apparaat blijft ingelogd", OWNER), ("Ingelogd", OWNER),
    ("Verzoek aan de helpdesk gedaan", CONTACT), ("Telefoonnummer gewijzigd", HELPDESK),
    ("Verzoek door de helpdesk behandeld", HELPDESK),
    ("Nieuw wachtwoord aangevraagd", NOBODY_KNOWN), ("Code verstuurd", OWNER),
    ("Wachtwoord gewijzigd", OWNER), ("Ingelogd", OWNER),
    ("Rechten gecontroleerd", CONTACT),
    ("Code verstuurd", OWNER), ("Ingelogd", OWNER),
    ("Account geblokkeerd", CONTACT), ("Inloggen mislukt", NOBODY_KNOWN), ("Account gesloten", ADMINISTRATOR)]
"""What happened to Eva's account and who did it, from first to last."""


def fill(page: Page, portal: Portal, choice: str = "", **fields: str) -> None:
    """Fill in the fields by their names, after a choice of one of the radio buttons with these words."""
    portal.check(page)
    if choice:
        page.get_by_label(choice, exact=True).check()
    for name, typed in fields.items():
        page.locator(f"[name={name}]").fill(typed)


def press(page: Page, portal: Portal, button: str, then: str) -> None:
    """Press a button, and read what the next page says."""
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status").filter(has_text=then)).to_be_visible()
    portal.check(page)


def signed_in(page: Page, portal: Portal, username: str) -> Page:
    """A member of staff, signed in."""
    enter(page, portal, portal.identity.member(username))
    return page


def invite_main_contact(acceptance: Page, portal: Portal) -> Member:
    """Acceptance makes the account of the main contact."""
    portal.identity.deliver(policy())
    acceptance.goto(f"{portal.url}/acceptatie/hoofdcontactpersoon")
    fill(acceptance, portal, "Dhr.", polisnummer="POL-1", bedrijfsnaam="Bakkerij De Jong B.V.", voornaam="Jan",
         tussenvoegsels="de", achternaam="Jong", email=JAN, telefoon="06 87654321")
    press(acceptance, portal, "Aanmelden", "Het account is gemaakt.")
    return portal.invited(JAN, JAN_PHONE)


def invite_colleague(main_contact: Page, portal: Portal) -> Member:
    """The main contact makes the account of a colleague."""
    main_contact.goto(f"{portal.url}/account/collegas/toevoegen")
    fill(main_contact, portal, "Mevr.", voornaam="Eva", achternaam="Smit", email=EVA, telefoon="0612345699")
    main_contact.get_by_label("Ziek- en herstelmeldingen doen").check()
    press(main_contact, portal, "Uitnodigen", f"De uitnodiging is verstuurd aan {EVA}.")
    return portal.invited(EVA, LOST_PHONE)


def change_number(main_contact: Page, helpdesk: Page, portal: Portal) -> None:
    """The main contact asks for another number, and the helpdesk calls back before it changes it."""
    main_contact.goto(f"{portal.url}/account/aanvragen")
    main_contact.get_by_role("link", name="Een ander telefoonnummer").click()
    fill(main_contact, portal, f"Eva Smit{EVA}", telefoon="06 12345698")
    press(main_contact, portal, "Aanvragen", "De helpdesk belt u terug op uw eigen nummer.")
    helpdesk.goto(f"{portal.url}/helpdesk")
    helpdesk.get_by_role("link", name="Ander telefoonnummer").click()
    expect(helpdesk.get_by_text("Bel Jan de Jong op 06 87654321.")).to_be_visible()
    fill(helpdesk, portal)
    helpdesk.get_by_label("Ik heb Jan de Jong gesproken en het verzoek klopt").check()
    press(helpdesk, portal, "Uitvoeren", "Het is uitgevoerd.")


def review(main_contact: Page, portal: Portal) -> None:
    """The main contact confirms the rights after the yearly mail."""
    assert any("rechten-controleren" in mail.text for mail in portal.identity.messages(JAN))
    main_contact.goto(f"{portal.url}/account/rechten-controleren")
    expect(main_contact.get_by_text("Laatst ingelogd")).to_be_visible()
    portal.check(main_contact)
    press(main_contact, portal, "Klopt nog voor Eva Smit", "U heeft de rechten bevestigd.")


def block(main_contact: Page, portal: Portal) -> None:
    """The main contact blocks the colleague."""
    main_contact.goto(f"{portal.url}/account/collegas")
    portal.check(main_contact)
    main_contact.get_by_role("link", name="Wijzigen van Eva Smit").click()
    main_contact.get_by_role("link", name="Blokkeren").click()
    fill(main_contact, portal)
    press(main_contact, portal, "Blokkeren", "De toegang is weg. Dit geldt meteen.")


def close(administrator: Page, portal: Portal) -> None:
    """The administrator closes the account."""
    administrator.goto(f"{portal.url}/beheer/accounts?zoek={EVA}")
    portal.check(administrator)
    administrator.get_by_role("link", name="Eva Smit").click()
    fill(administrator, portal, "Werkt hier niet meer")
    administrator.locator("[action$='/sluiten']").get_by_role("button", name="Verder").click()
    portal.check(administrator)
    press(administrator, portal, "Account sluiten", "Het account is gesloten.")


def what_happened(page: Page, portal: Portal) -> list[str]:
    """What the log on the page tells, from first to last, without the details."""
    portal.check(page)
    cells = page.locator("[data-label=Wat] > span").evaluate_all("found => found.map(one => one.firstChild.textContent)")
    return list(reversed(cells))


def events_of(page: Page, portal: Portal, account: str) -> list[tuple[str, str]]:
    """What the log on the page tells of an account and who did it, from first to last."""
    portal.check(page)
    rows = page.locator("tbody tr").filter(has=page.locator("[data-label='Account van']", has_text=account)).evaluate_all(
        "rows => rows.map(row => [row.querySelector('[data-label=Wat] > span').firstChild.textContent,"
        " row.querySelector('[data-label=Wie]').textContent])")
    return [tuple(row) for row in reversed(rows)]


class TestAccount:
    def test_is_invited_used_changed_reviewed_blocked_and_closed(self, portal: Portal, open_browser: OpenBrowser):
        main_contact, phone, laptop = open_browser(), open_browser(375), open_browser()
        jan = invite_main_contact(signed_in(open_browser(), portal, "acceptatie"), portal)
        enter(main_contact, portal, jan)
        choose(main_contact, portal, OWN)

        eva = invite_colleague(main_contact, portal)
        enter(phone, portal, eva, stays=True)
        choose(phone, portal, OWN)
        assert is_signed_in(phone, portal)

        change_number(main_contact, signed_in(open_browser(), portal, "helpdesk"), portal)
        assert "Dit nummer hoort niet meer bij uw account" in portal.identity.messages(LOST_PHONE)[0].text
        assert not is_signed_in(phone, portal)

        eva.phone = NEW_PHONE
        replace_forgotten_password(laptop, portal, eva, new=NEXT)
        assert is_signed_in(laptop, portal)

        portal.wait(days=365)
        enter(main_contact, portal, jan, OWN)
        review(main_contact, portal)

        enter(laptop, portal, eva, NEXT)
        laptop.goto(f"{portal.url}/account/logboek")
        assert what_happened(laptop, portal) == [what for what, _ in EVENTS[:-3]]
        block(main_contact, portal)
        give_password(laptop, portal, eva, NEXT)
        expect(laptop.get_by_role("alert")).to_be_visible()

        administrator = signed_in(open_browser(), portal, "beheer")
        close(administrator, portal)

        administrator.goto(f"{portal.url}/beheer/logboek")
        assert events_of(administrator, portal, "Eva Smit") == EVENTS
        main_contact.goto(f"{portal.url}/account/logboek/bedrijf")
        assert events_of(main_contact, portal, "Eva Smit") == [
            (what, STAFF if who in (HELPDESK, ADMINISTRATOR) else who) for what, who in EVENTS]
