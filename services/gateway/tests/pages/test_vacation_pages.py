"""The pages of vacation during sickness: for the employer, the casemanager and the company doctor."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

NUMBER = "V-2026-0002"
PAGE = f"/dossier/{NUMBER}/vakantie"
DOCTOR = Person("staff-doctor", "Dieke Arts", None, (), ("company_doctor",))
WEEK = {"van": "22-6-2026", "tot_en_met": "26-06-2026", "belemmert": "nee", "toestemming_op": "15-6-2026", "dagen": "STATUTORY"}


class Pages:
    """Opens and sends the forms of a person."""

    def __init__(self, platform: Platform, browser: Any) -> None:
        self._url, self._browser = platform.url, browser

    def open(self, path: str = PAGE) -> Any:
        return self._browser.get(self._url + path)

    def send(self, path: str = PAGE, *, shown: str = PAGE, **form: str) -> Any:
        hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', self.open(shown).text))
        return self._browser.post(self._url + path, data=hidden | form)


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """The pages for a person; the employer unless said otherwise."""
    def of(person: Person = EMPLOYER) -> Pages:
        return Pages(platform, log_in(person))
    return of


class TestVacation:
    def test_is_planned_shown_and_withdrawn_by_the_employer(self, platform: Platform, pages: Any) -> None:
        employer = pages()

        shown = employer.send(**WEEK)
        page = shown.text.replace("\u00a0", " ")
        assert (shown.status_code, "De vakantie is vastgelegd." in shown.text) == (200, True)
        assert "ma 22 juni 2026 tot en met vr 26 juni 2026" in page
        (write,) = platform.services.writes(f"/v1/dossiers/{NUMBER}/vacations")
        assert (write["body"]["start"], write["body"]["hampers_recovery"], write["body"]["doubt"]) == ("2026-06-22", False, False)
        assert "Ingetrokken" in employer.send(f"{PAGE}/v-1/intrekken").text

    def test_with_doubt_is_answered_by_the_doctor_and_then_approved(self, pages: Any) -> None:
        employer, doctor = pages(), pages(DOCTOR)

        assert "Wacht op de bedrijfsarts" in employer.send(**WEEK | {"belemmert": "twijfel"}).text
        assert "bedrijfsarts: geen bezwaar" in doctor.send(f"{PAGE}/v-1/bezwaar", antwoord="NO_OBJECTION").text
        assert "Goedgekeurd" in employer.send(f"{PAGE}/v-1/goedkeuren").text

    @pytest.mark.parametrize(("change", "message"), [
        ({"van": ""}, "Vul de eerste dag van de vakantie in."), ({"tot_en_met": "31-6-2026"}, "tot_en_met-fout"),
        ({"belemmert": "misschien"}, "Kies wat u hiervan vindt."), ({"uren": "veel"}, "uren-fout"),
        ({"dagen": ""}, "Kies welke dagen u afboekt."),
    ])
    def test_with_a_wrong_field_keeps_what_was_typed(self, platform: Platform, pages: Any, change: Any, message: str) -> None:
        answer = pages().send(**WEEK | change)

        assert (answer.status_code, message in answer.text, 'value="15-6-2026"' in answer.text) == (422, True, True)
        assert platform.services.writes(f"/v1/dossiers/{NUMBER}/vacations") == []

    def test_shows_a_refusal_of_casework_at_its_field(self, platform: Platform, pages: Any) -> None:
        refused = {"code": "vacation.consent_required", "detail": "Kan niet.", "errors": [
            {"field": "consent_on", "code": "vacation.consent_required", "message": "Alleen met toestemming."}]}
        platform.services.refusals[f"POST /v1/dossiers/{NUMBER}/vacations"] = (422, refused)

        answer = pages().send(**WEEK | {"toestemming_op": ""})

        assert (answer.status_code, 'href="#toestemming_op">Alleen met toestemming.' in answer.text) == (422, True)

    def test_is_not_the_doctors_to_plan_nor_the_employers_to_answer(self, pages: Any) -> None:
        employer, doctor = pages(), pages(DOCTOR)

        assert "Vakantie vastleggen" not in doctor.open().text
        assert doctor.send(**WEEK).status_code == 403
        assert employer.send(f"{PAGE}/v-1/bezwaar", antwoord="NO_OBJECTION").status_code == 403
        assert "Vakantie vastleggen" in pages(CASEMANAGER).open().text


class TestAccrual:
    def test_is_shown_with_the_days_on_which_the_hours_lapse(self, pages: Any) -> None:
        page = pages().open().text

        assert "46,47 uur" in page
        assert "1 juli 2027" in page

    def test_of_extra_days_follows_an_arrangement_that_names_its_source(self, platform: Platform, pages: Any) -> None:
        employer, path = pages(), "/vakantieafspraken"
        agreed = {"dagen_per_jaar": "7,5", "opbouw": "NONE", "bron": ""}

        refused = employer.send(path, shown=path, **agreed)
        kept = employer.send(path, shown=path, **agreed | {"bron": "CAO"})

        assert (refused.status_code, "Zeg waar deze afspraak staat." in refused.text) == (422, True)
        assert (kept.status_code, 'value="7,5"' in kept.text) == (200, True)
        assert platform.services.data["arrangement"] == {"days_per_year": "7.5", "rule": "NONE", "source": "CAO"}
