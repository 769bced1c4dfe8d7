"""The pages on which the action plan is written and signed, and agreements are kept."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.platform_of_tests import Platform

DOSSIER = "/dossier/V-2026-0002"
PLAN = {"contact_agreements": "Wij bellen op maandag.\n\nWij appen op vrijdag.", "evaluation_on": "27-07-2026",
        "contact_person": "Chris de Manager", "employer_vision": "Wij maken plaats."}


@pytest.fixture
def visit(platform: Platform, log_in: LogIn) -> Any:
    """Open a page of the employer, or send its form to an address."""
    browser = log_in()

    def send(path: str, to: str | None = None, **form: str) -> Any:
        page = browser.get(platform.url + DOSSIER + path)
        if to is None:
            return page
        hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
        return browser.post(platform.url + DOSSIER + to, data=hidden | form)
    return send


class TestActionPlan:
    def test_names_the_casemanager_and_warns_of_medical_data(self, visit: Any) -> None:
        page = visit("/plan/ACTION_PLAN").text

        assert 'value="Chris de Manager"' in page or ">Chris de Manager</textarea>" in page
        assert "Geen medische gegevens" in page

    def test_is_written_signed_and_taken_back(self, visit: Any) -> None:
        written = visit("/plan/ACTION_PLAN", "/plan/ACTION_PLAN", **PLAN)
        form = visit("/plan/ACTION_PLAN").text
        signed = visit("/plan", "/plan/tekst/st-1/ondertekenen")
        taken_back = visit("/plan", "/plan/tekst/st-1/intrekken")

        assert "Nog niet ondertekend" in written.text
        assert "Wij bellen op maandag.\nWij appen op vrijdag." in form
        assert "Eén partij is akkoord" in signed.text
        assert "Akkoord werkgever: ma 15 juni 2026" in signed.text.replace("\u00a0", " ")
        assert "Nog niets geschreven" in taken_back.text

    def test_says_at_the_field_what_is_missing_and_keeps_the_rest(self, visit: Any) -> None:
        page = visit("/plan/ACTION_PLAN", "/plan/ACTION_PLAN", **PLAN | {"contact_agreements": ""})

        assert page.status_code == 422
        assert "Leg vast hoe u contact houdt." in page.text
        assert "Wij maken plaats." in page.text

    def test_of_an_unknown_kind_does_not_exist(self, visit: Any) -> None:
        assert visit("/plan/DIAGNOSIS").status_code == 404


class TestAgreements:
    def test_are_added_and_listed(self, visit: Any) -> None:
        page = visit("/afspraken", "/afspraken", datum="15-06-2026", afspraak="Wij bellen op maandag.")

        assert "De afspraak staat in het dossier." in page.text
        assert "Wij bellen op maandag." in page.text

    @pytest.mark.parametrize(("form", "sentence"), [
        ({"datum": "", "afspraak": "Bellen."}, "Vul in wanneer u dit afsprak."),
        ({"datum": "15-06-2026", "afspraak": ""}, "Vul in wat u afsprak."),
        ({"datum": "15-06-2026", "afspraak": "Hij heeft een depressie."}, "Dit lijkt over gezondheid te gaan.")])
    def test_say_at_the_field_what_is_wrong(self, visit: Any, form: dict[str, str], sentence: str) -> None:
        page = visit("/afspraken", "/afspraken", **form)

        assert page.status_code == 422
        assert sentence in page.text


class TestOtherDay:
    def test_is_recorded_for_the_own_party_and_waits_for_the_other(self, visit: Any) -> None:
        page = visit("/afwijken", "/afwijken", stap="M04", datum="01-07-2026", reden="Wij zijn dan terug van verlof.")

        assert "De datum geldt zodra beide partijen hetzelfde willen." in page.text
        assert "Wacht op de andere partij" in page.text
        assert "Wij zijn dan terug van verlof." in page.text

    @pytest.mark.parametrize(("form", "sentence"), [
        ({"stap": ""}, "Kies de stap waarvoor u een andere datum wilt."),
        ({"datum": ""}, "Vul in welke dag u wilt."),
        ({"reden": ""}, "Vul in waarom u afwijkt."),
        ({"reden": "Hij heeft een depressie."}, "Dit lijkt over gezondheid te gaan.")])
    def test_says_at_the_field_what_is_wrong(self, visit: Any, form: dict[str, str], sentence: str) -> None:
        page = visit("/afwijken", "/afwijken", **{"stap": "M04", "datum": "01-07-2026", "reden": "Verlof."} | form)

        assert page.status_code == 422
        assert sentence in page.text
