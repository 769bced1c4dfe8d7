"""The page of changed accounts, which a second person confirms."""
import re

import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/claims/rekeningen"
CLAIMS = Person("staff-claims", "Karim Yilmaz", None, (), ("insurer_claims",))


def confirm(platform: Platform, browser: requests.Session, **form: str) -> requests.Response:
    """Confirm the first change of the page."""
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|iban)" value="([^"]*)"', browser.get(platform.url + PAGE).text))
    return browser.post(f"{platform.url}{PAGE}/P-2026-1", data=hidden | form)


class TestChangedAccounts:
    def test_are_confirmed_as_they_were_shown(self, platform: Platform, log_in: LogIn) -> None:
        platform.identity.api["GET /admin/v1/staff-accounts"] = {"next": None, "items": [{
            "id": "staff-claims", "first_name": "Karim", "infix": None, "last_name": "Yilmaz", "roles": ["insurer_claims"]}]}

        page = confirm(platform, log_in(CLAIMS))

        assert "De wijziging is bevestigd." in page.text
        assert "door Karim Yilmaz, gebruikt vanaf" in page.text
        assert [one["body"] for one in platform.services.writes("/v1/account-changes/P-2026-1/confirmation")] == [
            {"iban": "NL02ABNA0123456789"}]

    def test_say_that_the_account_is_another_one_meanwhile(self, platform: Platform, log_in: LogIn) -> None:
        page = confirm(platform, log_in(CLAIMS), iban="NL20INGB0001234567")

        assert (page.status_code, "Het rekeningnummer is intussen een ander." in page.text) == (422, True)

    def test_are_for_claims_alone(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(EMPLOYER).get(platform.url + PAGE).status_code == 403
