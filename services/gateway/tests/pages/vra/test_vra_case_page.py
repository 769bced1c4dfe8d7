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


class TestVra:
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
    def test_sees_the_notices_without_forms(self, pages: Any) -> None:
        page = pages()()

        assert "Er is loonwaarde in passend werk" in page.text
        assert "<textarea" not in page.text

    @pytest.mark.parametrize("path", ["/melden", "/notice-1/antwoord", "/notice-1/afsluiten"])
    def test_does_not_act_for_others(self, pages: Any, path: str) -> None:
        assert pages()(path).status_code == 403
