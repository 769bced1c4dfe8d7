"""An account from invitation to closing, in Chromium: each step by the person who is responsible for it, and in the log."""
import pytest
from playwright.sync_api import expect

from services.identity.queries.security_log import STAFF
from services.identity.tests.conftest import Member, policy
from tests.accounts.portal import Portal
from tests.accounts.visitors import (
    Arrive,
    Visitor,
    enter,
    enter_first,
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


def fill(visitor: Visitor, choice: str = "", **fields: str) -> None:
    """Fill in the fields by their names, after a choice of one of the radio buttons with these words."""
    if choice:
        visitor.page.get_by_label(choice, exact=True).check()
    for name, typed in fields.items():
        visitor.page.locator(f"[name={name}]").fill(typed)


def press(visitor: Visitor, button: str, then: str) -> None:
    """Press a button, and read what the next page says."""
    visitor.page.get_by_role("button", name=button).click()
    visitor.reads(then)


def signed_in(visitor: Visitor, username: str) -> Visitor:
    """A member of staff, signed in."""
    enter(visitor, visitor.portal.identity.member(username))
    return visitor


def invite_main_contact(acceptance: Visitor, portal: Portal) -> Member:
    """Acceptance makes the account of the main contact."""
    portal.identity.deliver(policy())
    acceptance.open("/acceptatie/hoofdcontactpersoon", "Hoofdcontactpersoon aanmelden")
    fill(acceptance, "Dhr.", polisnummer="POL-1", bedrijfsnaam="Bakkerij De Jong B.V.", voornaam="Jan",
         tussenvoegsels="de", achternaam="Jong", email=JAN, telefoon="06 87654321")
    press(acceptance, "Aanmelden", "Het account is gemaakt.")
    return portal.invited(JAN, JAN_PHONE)


def invite_colleague(main_contact: Visitor, portal: Portal) -> Member:
    """The main contact makes the account of a colleague."""
    main_contact.open("/account/collegas/toevoegen", "Collega of derde toevoegen")
    fill(main_contact, "Mevr.", voornaam="Eva", achternaam="Smit", email=EVA, telefoon="0612345699")
    main_contact.choose("Ziek- en herstelmeldingen doen")
    press(main_contact, "Uitnodigen", f"De uitnodiging is verstuurd aan {EVA}.")
    return portal.invited(EVA, LOST_PHONE)


def change_number(main_contact: Visitor, helpdesk: Visitor) -> None:
    """The main contact asks for another number, and the helpdesk calls back before it changes it."""
    main_contact.open("/account/aanvragen", "Aanvragen bij de helpdesk")
    main_contact.follow("Een ander telefoonnummer", "Aanvragen bij de helpdesk")
    fill(main_contact, f"Eva Smit{EVA}", telefoon="06 12345698")
    press(main_contact, "Aanvragen", "De helpdesk belt u terug op uw eigen nummer.")
    helpdesk.open("/helpdesk", "Verzoeken")
    helpdesk.follow("Ander telefoonnummer", "Ander telefoonnummer")
    expect(helpdesk.page.get_by_text("Bel Jan de Jong op 06 87654321.")).to_be_visible()
    helpdesk.choose("Ik heb Jan de Jong gesproken en het verzoek klopt")
    press(helpdesk, "Uitvoeren", "Het is uitgevoerd.")


def review(main_contact: Visitor, portal: Portal) -> None:
    """The main contact confirms the rights after the yearly mail."""
    assert any("rechten-controleren" in mail.text for mail in portal.identity.messages(JAN))
    main_contact.open("/account/rechten-controleren", "Rechten controleren")
    expect(main_contact.page.get_by_text("Laatst ingelogd")).to_be_visible()
    press(main_contact, "Klopt nog voor Eva Smit", "U heeft de rechten bevestigd.")


def block(main_contact: Visitor) -> None:
    """The main contact blocks the colleague."""
    main_contact.open("/account/collegas", "Collega's en rechten")
    main_contact.follow("Wijzigen van Eva Smit", "Eva Smit")
    main_contact.follow("Blokkeren", "Toegang weghalen")
    press(main_contact, "Blokkeren", "De toegang is weg. Dit geldt meteen.")


def close(administrator: Visitor) -> None:
    """The administrator closes the account."""
    administrator.open(f"/beheer/accounts?zoek={EVA}", "Accounts")
    administrator.follow("Eva Smit", "Eva Smit")
    fill(administrator, "Werkt hier niet meer")
    administrator.page.locator("[action$='/sluiten']").get_by_role("button", name="Verder").click()
    administrator.sees("Account sluiten")
    press(administrator, "Account sluiten", "Het account is gesloten.")


def what_happened(visitor: Visitor) -> list[str]:
    """What the log on the page tells, from first to last, without the details."""
    cells = visitor.page.locator("[data-label=Wat] > span").evaluate_all("found => found.map(one => one.firstChild.textContent)")
    return list(reversed(cells))


def events_of(visitor: Visitor, account: str) -> list[tuple[str, str]]:
    """What the log on the page tells of an account and who did it, from first to last."""
    rows = visitor.page.locator("tbody tr").filter(
        has=visitor.page.locator("[data-label='Account van']", has_text=account)).evaluate_all(
        "rows => rows.map(row => [row.querySelector('[data-label=Wat] > span').firstChild.textContent,"
        " row.querySelector('[data-label=Wie]').textContent])")
    return [tuple(row) for row in reversed(rows)]


class TestAccount:
    def test_is_invited_used_changed_reviewed_blocked_and_closed(self, portal: Portal, arrive: Arrive):
        main_contact, phone, laptop = arrive(), arrive(375), arrive()
        jan = invite_main_contact(signed_in(arrive(), "acceptatie"), portal)
        enter_first(main_contact, jan, choosing=OWN)

        eva = invite_colleague(main_contact, portal)
        enter_first(phone, eva, choosing=OWN, stays=True)
        assert is_signed_in(phone)

        change_number(main_contact, signed_in(arrive(), "helpdesk"))
        assert "Dit nummer hoort niet meer bij uw account" in portal.identity.messages(LOST_PHONE)[0].text
        assert not is_signed_in(phone)

        eva.phone = NEW_PHONE
        replace_forgotten_password(laptop, eva, new=NEXT)
        assert is_signed_in(laptop)

        portal.wait(days=365)
        enter(main_contact, jan, OWN)
        review(main_contact, portal)

        enter(laptop, eva, NEXT)
        laptop.open("/account/logboek", "Logboek")
        assert what_happened(laptop) == [what for what, _ in EVENTS[:-3]]
        block(main_contact)
        give_password(laptop, eva, NEXT, then="Fout: Inloggen")

        administrator = signed_in(arrive(), "beheer")
        close(administrator)

        administrator.open("/beheer/logboek", "Logboek")
        assert events_of(administrator, "Eva Smit") == EVENTS
        main_contact.open("/account/logboek/bedrijf", "Logboek")
        assert events_of(main_contact, "Eva Smit") == [
            (what, STAFF if who in (HELPDESK, ADMINISTRATOR) else who) for what, who in EVENTS]
