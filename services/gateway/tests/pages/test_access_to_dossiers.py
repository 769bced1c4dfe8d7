"""Who read a dossier, and opening one that is assigned to others."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_data import reading
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, REPORTER, Person
from services.gateway.tests.pages.accounts.test_colleagues_pages import account as colleague
from services.gateway.tests.platform_of_tests import Platform

NUMBER = "V-2026-0002"
ADVISER = Person("acc-adviser", "Ria Raad", "emp-1", ("SICK_REPORTS",), kind="THIRD_PARTY")


@pytest.fixture
def assigned_to_others(platform: Platform) -> None:
    """A dossier of another casemanager."""
    platform.services.data["assigned_to_others"].append(NUMBER)


def open_dossier(platform: Platform, browser: Any, page: str, **form: str) -> Any:
    """Send the form that asks for the reason."""
    hidden = dict(re.findall(r'name="(csrf_token|sleutel)" value="([^"]*)"', page))
    return browser.post(f"{platform.url}/dossier/{NUMBER}/noodtoegang", data=hidden | form)


class TestADossierOfOthers:
    def test_asks_for_a_reason_and_opens(self, platform: Platform, log_in: LogIn, assigned_to_others: None) -> None:
        browser = log_in(CASEMANAGER)
        asked = browser.get(f"{platform.url}/dossier/{NUMBER}")

        opened = open_dossier(platform, browser, asked.text, reden="REPLACEMENT")

        assert asked.status_code == 403
        assert "niet aan u toegewezen" in asked.text
        assert "De 104 weken" not in asked.text
        assert (opened.status_code, "De 104 weken" in opened.text) == (200, True)
        assert "U heeft dit dossier geopend" in opened.text

    def test_stays_closed_without_a_reason(self, platform: Platform, log_in: LogIn, assigned_to_others: None) -> None:
        browser = log_in(CASEMANAGER)
        asked = browser.get(f"{platform.url}/dossier/{NUMBER}")

        answer = open_dossier(platform, browser, asked.text, reden="ZOMAAR")

        assert answer.status_code == 422
        assert "Kies waarom u dit dossier moet openen." in answer.text
        assert browser.get(f"{platform.url}/dossier/{NUMBER}").status_code == 403

    def test_leads_no_casemanager_to_the_benefit(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CASEMANAGER)

        page = browser.get(f"{platform.url}/dossier/{NUMBER}").text

        assert ("De 104 weken" in page, "/uitkeringen/" in page) == (True, False)
        assert browser.get(f"{platform.url}/uitkeringen/{NUMBER}").status_code == 403


class TestWhoLooked:
    def test_names_role_and_reason_to_the_main_contact(self, platform: Platform, log_in: LogIn,
                                                       assigned_to_others: None) -> None:
        browser = log_in(CASEMANAGER)
        open_dossier(platform, browser, browser.get(f"{platform.url}/dossier/{NUMBER}").text, reden="COMPLAINT")
        main_contact = log_in(EMPLOYER)

        page = main_contact.get(f"{platform.url}/dossier/{NUMBER}/inzage").text

        assert "Wie keek" in main_contact.get(f"{platform.url}/dossier/{NUMBER}").text
        assert "Casemanager" in page
        assert "Er is een klacht of vraag over dit dossier" in page

    def test_names_colleagues_to_the_main_contact(self, platform: Platform, log_in: LogIn) -> None:
        platform.identity.api["GET /v1/accounts"] = {"items": [colleague()], "next": None}
        platform.services.data["readings"].append(reading("DEADLINE") | {
            "account_id": "acc-2", "role": "employer", "emergency_reason": None})

        page = log_in(EMPLOYER).get(f"{platform.url}/dossier/{NUMBER}/inzage").text

        assert ("Uw bedrijf" in page, "Piet Maas" in page, "acc-2" in page) == (True, True, False)

    def test_names_staff_by_function(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["readings"].append(reading("DEADLINE") | {"name": "Carla Mulder"})

        page = log_in(EMPLOYER).get(f"{platform.url}/dossier/{NUMBER}/inzage").text

        assert re.search(r'data-label="Functie">Casemanager</td><td data-label="Naam">Carla Mulder</td>', page)

    def test_is_offered_to_no_colleague(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(REPORTER).get(f"{platform.url}/dossier/{NUMBER}").text

        assert "De 104 weken" in page
        assert "Wie keek" not in page


class TestADossierForAnAdviser:
    def test_shows_the_report_without_the_plan(self, platform: Platform, log_in: LogIn) -> None:
        platform.identity.api["GET /v1/own-account/employers"] = {"next": None, "items": [
            {"employer_id": "emp-1", "company_name": "Bakkerij De Schelde B.V.", "rights": ["SICK_REPORTS"], "is_current": True}]}

        page = log_in(ADVISER).get(f"{platform.url}/dossier/{NUMBER}").text

        assert "Het dossier is voor het bedrijf zelf" in page
        assert "Stappen volgens de Wet verbetering poortwachter" in page
        assert "Plan van aanpak" not in page
