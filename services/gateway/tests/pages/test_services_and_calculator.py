"""The services of the insurance, and the calculator of the transition payment."""
import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, REPORTER
from services.gateway.tests.platform_of_tests import Platform

ASKED = {"in_dienst": "1-3-2021", "laatste_dag": "30-6-2026", "maandloon": "3.240,00", "jaarloon": ""}


class TestServices:
    @pytest.mark.requirement("R-021")
    def test_are_listed_with_what_each_is_for(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(EMPLOYER).get(f"{platform.url}/diensten").text

        for service in ("Arbodienst en casemanagement", "Rechtsbijstand", "Poortwachtergarantie", "Re-integratie"):
            assert f">{service}</h2>" in page


class TestCalculator:
    @pytest.mark.requirement("R-135", "R-137")
    def test_shows_the_payment_and_that_the_law_changed(self, platform: Platform, log_in: LogIn) -> None:
        answer = log_in(EMPLOYER).get(f"{platform.url}/transitievergoeding", params=ASKED)

        page = answer.text.replace("\u00a0", " ")
        assert (answer.status_code, "De vergoeding is € 5.760,00 bruto" in page) == (200, True)
        assert "ook na 104 weken ziekte" in page
        assert "vanaf de eerste werkdag" in page
        assert 'value="3.240,00"' in page

    def test_says_at_the_field_what_is_wrong(self, platform: Platform, log_in: LogIn) -> None:
        answer = log_in(EMPLOYER).get(f"{platform.url}/transitievergoeding", params=ASKED | {"maandloon": ""})

        assert (answer.status_code, 'id="maandloon-fout"' in answer.text) == (422, True)

    def test_is_for_those_who_may_change_wages(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(REPORTER).get(f"{platform.url}/transitievergoeding").status_code == 403
