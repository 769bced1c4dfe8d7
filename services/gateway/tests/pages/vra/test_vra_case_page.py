"""The page of a case about VRA."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, VRA, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/dossier/V-2026-0002/vra"


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """Opens the page as somebody, and sends one of its forms."""
    def of(person: Person = EMPLOYER) -> Any:
        browser = log_in(person)

        def visit(path: str = "", **form: str) -> Any:
            page = browser.get(platform.url + PAGE)
            hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
            return browser.post(platform.url + PAGE + path, data=hidden | form) if path else page
        return visit
    return of


class TestCasemanager:
    def test_informs_vra(self, pages: Any) -> None:
        page = pages(CASEMANAGER)("/melden", onderwerp="STAGNATION", wijze="INFORM", vraag="")

        assert page.status_code == 200
        assert "De re-integratie stagneert" in page.text
        assert "VRA ziet uw melding." in page.text

    @pytest.mark.parametrize(("form", "sentence"), [
        ({"onderwerp": "COST"}, "Kies of u informeert of afstemt."), ({"wijze": "INFORM"}, "Kies waarover het gaat."),
        ({"onderwerp": "COST", "wijze": "CONSULT"}, "Schrijf op wat u VRA vraagt."),
        ({"onderwerp": "COST", "wijze": "INFORM", "vraag": "Hij heeft griep."}, "Schrijf niet op wat iemand heeft")])
    def test_gets_a_sentence_at_each_wrong_field(self, pages: Any, form: dict[str, str], sentence: str) -> None:
        page = pages(CASEMANAGER)("/melden", **form)

        assert page.status_code == 422
        assert sentence in page.text

    def test_closes_a_consultation_once_vra_answered(self, pages: Any) -> None:
        before = pages(CASEMANAGER)().text
        pages(VRA)("/notice-1/antwoord", antwoord="Ja, tot 1 juni.")
        closed = pages(CASEMANAGER)("/notice-1/afsluiten")

        assert "/vra/notice-1/afsluiten" not in before
        assert "Wacht op VRA" in before
        assert "Ja, tot 1 juni." in closed.text
        assert "Afgesloten" in closed.text


QUESTION = {"aan": "ARBO_SERVICE", "gaat_over": "WORK_RESUMPTION", "gevraagd": "Wanneer is de volgende afspraak?",
            "voor": "22-06-2026"}


class TestQuestionAsTask:
    @pytest.mark.requirement("R-066")
    @pytest.mark.parametrize(("person", "start"), [(EMPLOYER, "/"), (CASEMANAGER, "/te-doen")], ids=["employer", "casemanager"])
    def test_leads_to_its_answer_and_is_gone_then(self, platform: Platform, log_in: LogIn, pages: Any, person: Person,
                                                  start: str) -> None:
        platform.services.data["information_requests"][0]["addressee"] = "EMPLOYER" if person is EMPLOYER else "CASEMANAGER"
        browser = log_in(person)
        before = browser.get(platform.url + start).text.replace("\u00a0", " ")
        shown = pages(person)()
        answered = pages(person)("/vragen/request-1", antwoord="Licht werk aan de balie.")
        after = browser.get(platform.url + start).text

        link = re.findall(r'href="([^"]+)">Beantwoord de vraag', before)
        assert link == [f"{PAGE}#vraag-request-1"]
        assert "wo 10 juni 2026" in before
        assert 'id="vraag-request-1"' in shown.text
        assert "VRA ziet uw antwoord." in answered.text
        assert "Beantwoord de vraag" not in after


class TestVra:
    def test_asks_the_arbo_service_a_question(self, pages: Any) -> None:
        page = pages(VRA)("/vragen", **QUESTION)

        assert page.status_code == 200
        assert "Wanneer is de volgende afspraak?" in page.text
        assert "Aan: de arbodienst." in page.text

    @pytest.mark.parametrize(("form", "sentence"), [
        ({"aan": "UWV"}, "Kies aan wie u het vraagt."), ({"gaat_over": ""}, "Kies waarover uw vraag gaat."),
        ({"gevraagd": ""}, "Schrijf uw vraag op."), ({"gevraagd": "Welke diagnose is er?"}, "Schrijf niet op wat iemand heeft"),
        ({"voor": ""}, "Vul in voor welke dag u antwoord wilt."), ({"voor": "31-02-2026"}, "datum")])
    def test_gets_a_sentence_at_each_wrong_field(self, pages: Any, form: dict[str, str], sentence: str) -> None:
        page = pages(VRA)("/vragen", **QUESTION | form)

        assert page.status_code == 422
        assert sentence in page.text

    def test_does_not_answer_its_own_question(self, pages: Any) -> None:
        assert pages(VRA)("/vragen/request-1", antwoord="Niets.").status_code == 403

    def test_answers_the_question_of_the_casemanager(self, pages: Any) -> None:
        page = pages(VRA)("/notice-1/antwoord", antwoord="Ja, tot 1 juni.")

        assert page.status_code == 200
        assert "Kan dit zo?" in page.text
        assert "Ja, tot 1 juni." in page.text

    def test_is_asked_for_the_answer(self, pages: Any) -> None:
        page = pages(VRA)("/notice-1/antwoord", antwoord="")

        assert page.status_code == 422
        assert "Schrijf uw antwoord op." in page.text

    def test_notifies_nobody(self, pages: Any) -> None:
        assert pages(VRA)("/melden", onderwerp="COST", wijze="INFORM").status_code == 403


class TestEmployer:
    def test_sees_the_mandate_and_what_was_handed_over(self, pages: Any) -> None:
        page = " ".join(pages()().text.split())

        assert "Met de verzekering is er sinds wo 1 januari 2020 opdracht" in page
        assert "casemanager Els Bos" in page
        assert "Broodbakker" in page
        assert "geen loon en geen medische gegevens" in page

    def test_answers_the_question_of_vra(self, pages: Any) -> None:
        page = pages()("/vragen/request-1", antwoord="Er is licht werk in de winkel.")

        assert page.status_code == 200
        assert "Er is licht werk in de winkel." in page.text

    def test_is_asked_for_the_answer(self, pages: Any) -> None:
        page = pages()("/vragen/request-1", antwoord="")

        assert page.status_code == 422
        assert "Schrijf uw antwoord op." in page.text

    def test_sees_the_notices_without_their_forms(self, pages: Any) -> None:
        page = pages()()

        assert "Er is loonwaarde in passend werk" in page.text
        assert "/notice-1/" not in page.text

    @pytest.mark.parametrize("path", ["/melden", "/notice-1/antwoord", "/notice-1/afsluiten", "/vragen"])
    def test_does_not_act_for_others(self, pages: Any, path: str) -> None:
        assert pages()(path).status_code == 403
