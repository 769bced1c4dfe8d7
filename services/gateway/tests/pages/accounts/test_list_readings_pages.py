"""Who read lists of health data: the main contact sees the own accounts, the administrator everybody (C12)."""
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, REPORTER
from services.gateway.tests.pages.accounts.test_colleagues_pages import MAIN
from services.gateway.tests.pages.accounts.test_colleagues_pages import account as colleague
from services.gateway.tests.platform_of_tests import Platform

OWN, ALL = "/account/logboek/lijsten", "/beheer/logboek/lijsten"


def reading(**more: Any) -> dict[str, Any]:
    """A reading as a service answers it."""
    return {"list": "absences", "account_id": "acc-2", "role": "employer", "employer_id": "emp-1", "found": 12,
            "read_at": "2026-06-15T07:05:00+00:00"} | more


LISTS = {
    "absence GET /v1/list-readings": {"items": [reading()], "next": "later"},
    "casework GET /v1/list-readings": {"items": [reading(list="caseload", account_id="staff-7", role="casemanager",
                                                         employer_id=None, found=3)], "next": None},
    "claims GET /v1/list-readings": {"items": [], "next": None}}


@pytest.fixture
def kept(platform: Platform) -> Platform:
    """A platform on which three lists were read."""
    platform.services.answers |= LISTS
    platform.identity.api |= {"GET /v1/accounts": {"items": [colleague(), MAIN], "next": None},
                              "GET /v1/own-account/security-events": {"items": [], "next": None}}
    return platform


class TestOwn:
    def test_names_who_read_which_list_when_and_leads_on(self, kept: Platform, log_in: LogIn):
        browser = log_in(EMPLOYER)
        page = browser.get(kept.url + OWN).text

        for words in ("maandag 15 juni 2026 om 09:05", "Ziekmeldingen", "Piet Maas", ">12<"):
            assert words in page
        assert f'rel="next" href="{OWN}?over=absence&amp;vanaf=later"' in page
        assert f'href="{OWN}"' in browser.get(f"{kept.url}/account/logboek").text

    def test_says_that_nobody_read_a_list(self, kept: Platform, log_in: LogIn):
        assert "Nog niemand bekeek deze lijsten" in log_in(EMPLOYER).get(f"{kept.url}{OWN}?over=claims").text

    def test_is_of_the_main_contact_alone(self, kept: Platform, log_in: LogIn):
        assert [log_in(person).get(kept.url + OWN).status_code for person in (REPORTER, CASEMANAGER, ADMINISTRATOR)] == [403] * 3
        assert OWN not in log_in(REPORTER).get(f"{kept.url}/account/logboek").text


class TestAll:
    def test_leads_to_the_account_of_who_read(self, kept: Platform, log_in: LogIn):
        page = log_in(ADMINISTRATOR).get(f"{kept.url}{ALL}?over=casework").text

        assert '<a href="/beheer/accounts/staff-7">Casemanager</a>' in page
        assert "Eigen taken" in page

    def test_is_of_the_administrator_alone(self, kept: Platform, log_in: LogIn):
        assert [log_in(person).get(kept.url + ALL).status_code for person in (EMPLOYER, CASEMANAGER)] == [403, 403]
