"""The pages of the second track and of a secondment."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/dossier/V-2026-0002/tweede-spoor"
SECONDMENT = {"van": "01-07-2026", "tot": "31-12-2027", "loonwaarde": "1.440,00", "loon": "3600", "duurzaam": "nee",
              "overname": "ja"}


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """Opens the page as somebody, and sends one of its forms."""
    def of(person: Person = EMPLOYER) -> Any:
        browser = log_in(person)

        def visit(path: str = "", **form: str) -> Any:
            page = browser.get(platform.url + PAGE)
            hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
            return browser.post(platform.url + PAGE + path, data=hidden | form) if form else browser.get(
                platform.url + PAGE + path)
        return visit
    return of


class TestEmployer:
    def test_sees_who_carries_it_out_and_what_is_wrong(self, pages: Any) -> None:
        page = pages()().text

        assert "Stap Verder B.V." in page
        assert "In meer dan drie maanden is niet gesolliciteerd." in page
        assert "Er is meer dan zes weken geen voortgangsrapportage ontvangen." in page
        assert "Traject afsluiten" not in page

    def test_records_contact_and_progress(self, pages: Any) -> None:
        visit = pages()

        contact = visit("/track-1/contact", contact_op="12-06-2026")
        progress = visit("/track-1/verslag", verslag_op="12-06-2026", orientaties="3", sollicitaties="1")

        assert "Het contact is vastgelegd." in contact.text
        assert "De voortgang is vastgelegd." in progress.text

    def test_takes_a_wrong_contact_and_report_back(self, pages: Any) -> None:
        visit = pages()
        visit("/track-1/contact", contact_op="12-06-2026")
        page = visit("/track-1/verslag", verslag_op="12-06-2026", orientaties="3", sollicitaties="1").text
        contacts, reports = (re.findall(rf"/tweede-spoor(/track-1/{kind}/[a-z]+-\d/intrekken)", page)
                             for kind in ("contact", "verslag"))
        wrong = visit(contacts[-1], waarom="")
        contact = visit(contacts[-1], waarom="WRONG_DAY")
        report = visit(reports[-1], waarom="WRONG_CASE")

        assert (wrong.status_code, "Kies waarom u dit intrekt." in wrong.text) == (422, True)
        assert "Het was op een andere dag".lower() in contact.text
        assert "het hoort bij een ander dossier" in report.text
        assert contacts[-1] not in report.text
        assert reports[-1] not in report.text

    def test_gets_a_sentence_at_each_wrong_field(self, pages: Any) -> None:
        page = pages()("/track-1/verslag", verslag_op="31-02-2026", orientaties="", sollicitaties="veel")

        assert page.status_code == 422
        for sentence in ("Vul een datum in als dd-mm-jjjj", "Vul een aantal in, of 0.", "Geef een heel getal."):
            assert sentence in page.text

    def test_records_a_secondment_and_reports_its_recovery(self, pages: Any) -> None:
        visit = pages()
        form = visit("/track-1/detachering")

        placed = visit("/track-1/detachering", **SECONDMENT)

        assert 'value="31-12-2027"' in form.text
        assert "De detachering is vastgelegd." in placed.text
        assert 'href="/herstel-melden/V-2026-0002"' in placed.text
        assert "De detachering is ingetrokken." in visit("/track-1/intrekken/placement-1", x="").text

    @pytest.mark.requirement("R-122")
    def test_is_warned_not_to_end_the_employment_of_who_is_seconded(self, platform: Platform, pages: Any, log_in: LogIn) -> None:
        row = next(one for one in platform.services.data["absences"] if one["absence_number"] == "V-2026-0002")
        visit = pages()
        visit("/track-1/detachering", **SECONDMENT)

        page = log_in().get(f"{platform.url}/werknemers/{row['employee_id']}/uit-dienst").text

        assert "U mag een zieke werknemer niet zomaar ontslaan." in page

    def test_is_asked_for_every_part_of_a_secondment(self, pages: Any) -> None:
        page = pages()("/track-1/detachering", van="")

        assert page.status_code == 422
        for sentence in ("Vul de eerste dag in.", "Vul de loonwaarde per maand in die wordt gefactureerd.",
                         "Kies of het werk duurzaam is.", "Kies of het andere bedrijf wil overnemen."):
            assert sentence in page.text


    def test_reports_that_the_situation_changed(self, pages: Any) -> None:
        visit = pages()

        assert "De bedrijfsarts geeft een nieuw oordeel." in visit("/veranderd", veranderd_op="12-06-2026").text
        assert "Vul in vanaf welke dag de situatie anders is." in visit("/veranderd", veranderd_op="").text
        assert "Arbeidsdeskundige opnieuw laten onderzoeken" not in visit().text


class TestCasemanager:
    def test_asks_for_a_new_assessment(self, pages: Any) -> None:
        page = pages(CASEMANAGER)("/opnieuw-onderzoeken", x="").text

        assert "De arbeidsdeskundige onderzoekt de mogelijkheden opnieuw." in page

    def test_closes_a_track_and_starts_the_next(self, pages: Any) -> None:
        visit = pages(CASEMANAGER)

        closed = visit("/track-1/afsluiten", reden="OTHER")
        started = visit("", werk="SAME", gestart_op="15-06-2026", dienstverlener="Werk en Zo")

        assert "Het tweede spoor is afgesloten." in closed.text
        assert "Het tweede spoor is gestart." in started.text
        assert "Werk en Zo" in started.text

    def test_gets_a_sentence_at_each_wrong_field(self, pages: Any) -> None:
        page = pages(CASEMANAGER)("/track-1/afsluiten", reden="")

        assert page.status_code == 422
        assert "Kies waarom het traject eindigt." in page.text
