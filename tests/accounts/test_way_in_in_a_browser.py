"""The way in, in Chromium, through the real gateway and the real identity: with the keyboard alone, and without JavaScript."""
import re

import pytest
from playwright.sync_api import expect

from services.identity.tests.conftest import Member
from tests.accounts.visitors import (
    Arrive,
    KeyboardVisitor,
    Visitor,
    enter,
    enter_first,
    is_signed_in,
    replace_forgotten_password,
)

pytestmark = pytest.mark.browser

OWN, NEXT, LAST = "Fiets-Kruk-31", "Tafel-Boot-58", "Lamp-Stoep-77"


def invite_colleague(visitor: Visitor) -> None:
    """Make an account for a colleague."""
    visitor.open("/account", "Collega's en rechten")
    visitor.follow("Collega of derde toevoegen", "Collega of derde toevoegen")
    for choice in ("Een collega", "Mevr."):
        visitor.choose(choice)
    for label, text in (("Voornaam", "Eva"), ("Achternaam", "Smit"), ("E-mailadres", "eva@bakkerijdejong.nl"),
                        ("Mobiel telefoonnummer", "0612345699")):
        visitor.fill(label, text)
    visitor.choose("Ziek- en herstelmeldingen doen")
    visitor.press("Uitnodigen", "Collega's en rechten")
    visitor.reads("De uitnodiging is verstuurd aan eva@bakkerijdejong.nl.")


def forget_staying_device(visitor: Visitor) -> None:
    """Forget the one device that stays signed in."""
    visitor.follow("Apparaten", "Apparaten")
    expect(visitor.page.get_by_text("Blijft ingelogd tot")).to_have_count(1)
    staying = visitor.page.locator("section", has_text="Blijft ingelogd tot")
    visitor.act(staying.get_by_role("button", name=re.compile("Vergeten")))
    visitor.reads("Dit apparaat is vergeten en afgemeld.")


def change_password(visitor: Visitor, member: Member, *, old: str, new: str) -> None:
    """Change the password at Account, with a code."""
    visitor.follow("Wachtwoord", "Wachtwoord")
    visitor.press("Stuur mij een code", "Wachtwoord")
    visitor.reads("code")
    visitor.fill("Code", visitor.portal.identity.code_for(member.phone))
    visitor.fill("Huidig wachtwoord", old)
    visitor.fill("Nieuw wachtwoord", new)
    visitor.fill("Nieuw wachtwoord, nog een keer", new)
    visitor.press("Wachtwoord wijzigen", "Wachtwoord")
    visitor.reads("Uw wachtwoord is gewijzigd.")


class TestAccount:
    @pytest.mark.requirement("R-173", "R-174")
    def test_is_used_with_the_keyboard_alone_and_without_javascript(self, main_contact: Member, arrive: Arrive):
        first, staying = arrive(of=KeyboardVisitor), arrive(375, scripts=False)
        enter_first(first, main_contact, choosing=OWN)
        assert is_signed_in(first)

        enter(staying, main_contact, OWN, stays=True)
        assert is_signed_in(staying)
        invite_colleague(first)
        forget_staying_device(first)
        assert not is_signed_in(staying)

        enter(staying, main_contact, OWN)
        first.follow("Sessies", "Sessies")
        expect(first.page.get_by_text("U bent op 2 plaatsen ingelogd.")).to_be_visible()
        change_password(first, main_contact, old=OWN, new=NEXT)
        assert (is_signed_in(staying), is_signed_in(first)) == (False, True)

        replace_forgotten_password(staying, main_contact, new=LAST)
        assert (is_signed_in(staying), is_signed_in(first)) == (True, False)
