"""The page of talks and a labour conflict."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, DOCTOR, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/dossier/V-2026-0002/conflict"
PDF = b"%PDF-1.7\n%%EOF\n"
DAY = "15-06-2026"


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """Opens the page as somebody, and sends one of its forms; returns what is shown."""
    def of(person: Person = EMPLOYER) -> Any:
        browser = log_in(person)

        def visit(path: str = "", files: Any = None, **form: str) -> str:
            page = browser.get(platform.url + PAGE)
            hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
            answer = browser.post(platform.url + PAGE + path, data=hidden | form, files=files) if path else page
            return str(answer.text).replace("\u00a0", " ")
        return visit
    return of


class TestEmployer:
    @pytest.mark.requirement("R-093")
    @pytest.mark.requirement("R-094")
    def test_reads_that_dismissal_is_not_simple_and_where_legal_aid_is(self, pages: Any, platform: Platform,
                                                                       log_in: LogIn) -> None:
        page = pages()()

        assert "U mag uw werknemer niet zomaar ontslaan." in page
        assert "ontslag op staande voet moet voldoen aan strenge voorwaarden" in page
        assert '<a href="/diensten#rechtsbijstand">' in page
        assert 'id="rechtsbijstand"' in log_in(EMPLOYER).get(f"{platform.url}/diensten").text

    def test_sees_the_track_and_records_a_talk(self, pages: Any) -> None:
        before, after = pages()(), pages()("/gesprek", gesprek_op=DAY, geweigerd="nee")

        assert "Nu te doen: werken aan herstel en het conflict oplossen." in before
        assert "Gesprek gevoerd" in after
        assert "In gesprek" in after

    def test_demands_work_after_the_doctors_verdict_only(self, pages: Any) -> None:
        refused = pages()("/werk", wat="summonses", gedaan_op=DAY)
        pages(DOCTOR)("/oordeel", oordeel="NO_LIMITATIONS", oordeel_op=DAY)
        asked, summoned = (pages()("/werk", wat=what, gedaan_op=DAY) for what in ("work-requests", "summonses"))

        assert "De bedrijfsarts ziet beperkingen." in refused
        assert "Geen medische beperkingen (meer)" in asked
        assert "Gesommeerd om te komen werken" in summoned

    def test_gets_a_sentence_at_each_wrong_field(self, pages: Any) -> None:
        page = pages()("/werk", wat="bellen", gedaan_op="31-02-2026")

        assert "Kies wat u deed." in page
        assert 'id="gedaan_op-fout"' in page


class TestWithdrawal:
    def test_of_an_outcome_is_the_casemanagers(self, pages: Any) -> None:
        pages()("/gesprek", gesprek_op=DAY, geweigerd="nee")
        pages(CASEMANAGER)("/uitkomst", uitkomst="PART_WAYS", opgelost_op=DAY)
        employer, casemanager = pages()(), pages(CASEMANAGER)()
        taken = pages(CASEMANAGER)("/intrekken/t-1", welke="t-1", waarom="NOT_HAPPENED")

        assert ("/conflict/intrekken/t-0" in employer, "/conflict/intrekken/t-1" in employer) == (True, False)
        assert "/conflict/intrekken/t-1" in casemanager
        assert "dit is niet gebeurd." in taken
        assert "/conflict/intrekken/t-1" not in taken


class TestMediation:
    @pytest.mark.requirement("R-091")
    def test_is_asked_by_the_employer_and_arranged_by_the_casemanager(self, pages: Any) -> None:
        asked = pages()("/mediator-vragen", x="1")
        seen, wrong = pages(CASEMANAGER)(), pages(CASEMANAGER)("/mediator", mediator="", gestart_op=DAY)
        assigned = pages(CASEMANAGER)("/mediator", mediator="M. Bakker", gestart_op=DAY)
        resolved = pages(CASEMANAGER)("/uitkomst", uitkomst="PART_WAYS", opgelost_op=DAY)

        assert "Uw casemanager zoekt een mediator voor u." in asked
        assert "is een mediator gevraagd. De casemanager zoekt er een." in seen
        assert "Vul in wie de mediator is." in wrong
        assert "Mediator: M. Bakker" in assigned
        assert "Er zijn afspraken om uit elkaar te gaan." in resolved


class TestRequestedMediators:
    @pytest.mark.requirement("R-091")
    def test_are_listed_with_state_and_dates_for_who_arranges_them(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CASEMANAGER)
        start = browser.get(platform.url + "/").text
        waiting = browser.get(f"{platform.url}/mediators").text.replace("\u00a0", " ")
        arranged = browser.get(f"{platform.url}/mediators?lijst=geregeld").text.replace("\u00a0", " ")

        assert 'href="/mediators">Mediators om te regelen' in start
        assert f'href="{PAGE}">Jan de Vries' in waiting
        assert all(each in waiting for each in ("vr 5 juni 2026", "vr 12 juni 2026", "Te laat", "Nog te regelen"))
        assert "M. Bakker, vanaf di 9 juni 2026" in arranged
        assert "Te laat" not in arranged
        assert log_in(EMPLOYER).get(f"{platform.url}/mediators").status_code == 403


class TestPostponement:
    def test_needs_the_doctors_paper(self, pages: Any) -> None:
        visit = pages(DOCTOR)

        assert "Voeg uw schriftelijke verklaring toe." in visit("/uitstel", x="1")
        assert "Uitgesteld op advies van de bedrijfsarts" in visit("/uitstel", files={"bestand": ("v.pdf", PDF)}, x="1")
        assert "Uitstel adviseren" not in pages()()
