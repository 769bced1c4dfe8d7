"""The pages of advices and the guarantee meter: the employer answers, Perspectief gives and judges."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_data import advice
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

NUMBER = "V-2026-0002"
PAGE = f"/dossier/{NUMBER}/adviezen"


@pytest.fixture
def advised(platform: Platform) -> Any:
    """The dossier, with an advice that is three days late."""
    found = next(one for one in platform.services.data["dossiers"] if one["absence_number"] == NUMBER)
    found["advices"] = [advice(NUMBER)]
    return found


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """Opens a page as somebody, and sends its form."""
    def of(person: Person = EMPLOYER) -> Any:
        browser = log_in(person)

        def visit(path: str = PAGE, **form: str) -> Any:
            page = browser.get(platform.url + (PAGE if form else path))
            hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
            return browser.post(platform.url + path, data=hidden | form) if form else page
        return visit
    return of


@pytest.mark.usefixtures("advised")
class TestAdvices:
    def test_that_wait_are_tasks_on_the_start_page(self, pages: Any) -> None:
        page = pages()("/").text.replace("\u00a0", " ")

        assert "Beantwoord een advies: zet een mediator in" in page
        assert "vr 12 juni 2026" in page
        assert f'href="{PAGE}#advies-a-1"' in page

    def test_show_which_condition_of_the_guarantee_an_advice_endangers(self, pages: Any) -> None:
        page = pages()().text

        assert re.findall(r'data-label="Stand"><span class="badge[^>]*>([^<]+)', page) == [
            "Geborgd", "Geborgd", "Geborgd", "Let op", "Volgt later"]
        assert 'href="#advies-a-1">Zet een mediator in</a>' in page
        assert "Te laat" in page

    def test_are_answered_by_the_employer_and_judged_by_the_casemanager(self, platform: Platform, pages: Any) -> None:
        answered = pages()(f"{PAGE}/a-1/antwoord", antwoord="NOT_FOLLOWED", reden="OTHER_SOLUTION")
        listed = pages(CASEMANAGER)("/adviezen?wacht=oordeel").text
        judged = pages(CASEMANAGER)(f"{PAGE}/a-1/oordeel", akkoord="ja")

        assert "Niet opgevolgd, reden wordt beoordeeld" in answered.text
        assert "Wij hebben iets anders gedaan" in listed
        assert "Niet opgevolgd, reden akkoord" in judged.text
        [write] = platform.services.writes(f"/v1/dossiers/{NUMBER}/advices/a-1/outcome")
        assert write["body"] == {"outcome": "NOT_FOLLOWED", "reason_code": "OTHER_SOLUTION"}

    @pytest.mark.parametrize(("form", "message"), [
        ({"antwoord": ""}, "Kies of het advies is opgevolgd."),
        ({"antwoord": "NOT_FOLLOWED", "reden": ""}, "Kies waarom het advies niet is opgevolgd.")], ids=["nothing", "no reason"])
    def test_ask_an_answer_at_the_field(self, pages: Any, form: dict[str, str], message: str) -> None:
        refused = pages()(f"{PAGE}/a-1/antwoord", **form)

        assert (refused.status_code, refused.text.count(message)) == (422, 2)

    def test_are_given_by_a_casemanager(self, platform: Platform, pages: Any) -> None:
        given = pages(CASEMANAGER)(PAGE, soort="WORK_ADJUSTMENT", voor="26-6-2026")

        assert "Pas het werk aan" in given.text
        [write] = platform.services.writes(f"/v1/dossiers/{NUMBER}/advices")
        assert write["body"] == {"kind": "WORK_ADJUSTMENT", "due_on": "2026-06-26"}

    @pytest.mark.parametrize(("form", "message"), [
        ({"soort": "SLAPEN", "voor": "26-6-2026"}, "Kies wat u adviseert."),
        ({"soort": "GENERAL", "voor": ""}, "Vul in voor welke dag u antwoord wilt."),
        ({"soort": "GENERAL", "voor": "31-6-2026"}, "voor-fout")], ids=["kind", "no day", "no such day"])
    def test_are_refused_at_the_field(self, pages: Any, form: dict[str, str], message: str) -> None:
        refused = pages(CASEMANAGER)(PAGE, **form)

        assert (refused.status_code, message in refused.text) == (422, True)

    @pytest.mark.parametrize("path", [PAGE, f"{PAGE}/a-1/oordeel"], ids=["give", "judge"])
    def test_are_not_given_or_judged_by_an_employer(self, pages: Any, path: str) -> None:
        employer = pages()

        assert "Advies geven" not in employer().text
        assert employer(path, soort="GENERAL", voor="26-6-2026", akkoord="ja").status_code == 403
