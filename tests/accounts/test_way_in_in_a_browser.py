"""The way in, in Chromium, through the real gateway and the real identity: staying devices, and a changed password."""
import re

import pytest
from playwright.sync_api import Page, expect

from services.identity.tests.conftest import Member
from tests.accounts.portal import OpenBrowser, Portal, choose, enter, is_signed_in, replace_forgotten_password

pytestmark = pytest.mark.browser

OWN, NEXT, LAST = "Fiets-Kruk-31", "Tafel-Boot-58", "Lamp-Stoep-77"


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


class TestAccount:
    @pytest.mark.requirement("R-173", "R-174")
    def test_from_first_login_to_forgotten_password(self, portal: Portal, main_contact: Member, open_browser: OpenBrowser):
        first, staying = open_browser(375), open_browser()
        enter(first, portal, main_contact)
        choose(first, portal, OWN)
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
