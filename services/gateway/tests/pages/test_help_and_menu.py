"""The help page, and the menu entries to it and to the Verzuim pages."""
import html
import re

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.platform_of_tests import Platform

CASEMANAGER = "(0118) 683 305"


def text_of(markup: str) -> str:
    """The visible text of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def groups_of(page: str) -> list[str]:
    """The markup of each group of questions."""
    return page.split('<section class="card faq"')[1:]


def questions_of(group: str) -> list[str]:
    """The markup of each question of a group."""
    return group.split('<details class="question">')[1:]


def answer_about(page: str, title: str) -> str:
    """The text of the question with this title."""
    return next(text_of(question) for group in groups_of(page) for question in questions_of(group)
                if title in text_of(question).split("?")[0] + "?")


class TestQuestions:
    @pytest.mark.requirement("R-202")
    def test_are_24_in_five_groups_with_a_date_and_two_corrections(self, platform: Platform,
                                                                   anonymous: requests.Session) -> None:
        page = anonymous.get(f"{platform.url}/hulp").text

        assert [len(questions_of(group)) for group in groups_of(page)] == [2, 11, 4, 4, 3]
        assert re.search(r"Bijgewerkt op \w+ \d+ \w+ 20\d\d", text_of(page))
        assert page.count("De wet is veranderd.") == 2

    @pytest.mark.requirement("R-138")
    def test_correct_what_was_said_of_a_dormant_employment(self, platform: Platform, anonymous: requests.Session) -> None:
        page = anonymous.get(f"{platform.url}/hulp").text

        answer = answer_about(page, "Wanneer moet ik een transitievergoeding betalen?")

        assert "De wet is veranderd. De grens van twee jaar bestaat sinds 1 januari 2020 niet meer" in answer
        assert "uitspraak van de Hoge Raad van 8 november 2019 moet u in principe meewerken" in answer

    @pytest.mark.parametrize(("title", "says"), [
        pytest.param("Mijn werknemer houdt zich niet aan de re-integratieafspraken. Wat nu?",
                     ["Uw werknemer heeft plichten bij re-integratie, net als u"],
                     marks=pytest.mark.requirement("R-099"), id="duties of the employee"),
        pytest.param("Mijn werknemer houdt zich niet aan de re-integratieafspraken. Wat nu?",
                     ["Overleg daarom eerst met uw casemanager", CASEMANAGER],
                     marks=pytest.mark.requirement("R-101"), id="casemanager about duties"),
        pytest.param("Mag het dienstverband stoppen zodra mijn werknemer elders werk heeft?",
                     ["Vraag na de plaatsing een deskundigenoordeel aan bij UWV", "na twee jaar", "loonsanctie"],
                     marks=pytest.mark.requirement("R-127"), id="why an expert opinion"),
        pytest.param("Wanneer moet ik een transitievergoeding betalen?",
                     ["zijn werk weer opeisen", "een hogere vergoeding vragen"],
                     marks=pytest.mark.requirement("R-139"), id="risks of a dormant employment"),
        pytest.param("Mijn werknemer gaat ziek uit dienst. Wat moet ik doen?",
                     ["Ziektewet of de WGA", "een uitkering komt voor uw rekening"],
                     marks=pytest.mark.requirement("R-160"), id="who bears own risk"),
        pytest.param("Mijn werknemer gaat ziek uit dienst. Wat moet ik doen?",
                     ["Vragen hierover stelt u aan uw casemanager", CASEMANAGER],
                     marks=pytest.mark.requirement("R-161"), id="casemanager about leaving"),
    ])
    def test_answer_in_the_words_that_the_insurance_gives(self, platform: Platform, anonymous: requests.Session, title: str,
                                                          says: list[str]) -> None:
        answer = answer_about(anonymous.get(f"{platform.url}/hulp").text, title)

        assert [sentence for sentence in says if sentence not in answer] == []


class TestMenu:
    @pytest.mark.requirement("R-013")
    def test_leads_to_the_figures_of_a_period(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in()

        start = browser.get(platform.url).text
        figures = browser.get(f"{platform.url}/Verzuim/Overzichten", params={"van": "01-01-2026", "tot": "31-03-2026"})

        assert '<a href="/Verzuim/Overzichten"' in start
        assert figures.status_code == 200
        assert "4,82\u00a0%" in figures.text

    @pytest.mark.requirement("R-014", "R-149")
    def test_leads_to_what_was_done_and_what_is_to_do(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in()

        start = browser.get(platform.url).text
        shown = text_of(browser.get(f"{platform.url}/Verzuim/Verzuimdossier").text)

        assert '<a href="/Verzuim/Verzuimdossier"' in start
        assert "Probleemanalyse" in shown, "done"
        assert "Eerstejaarsevaluatie" in shown, "still to do"

    @pytest.mark.requirement("R-144")
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_offers_no_way_to_write_the_activities_of_perspectief(self, platform: Platform, log_in: LogIn,
                                                                  method: str) -> None:
        browser = log_in()
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]

        answer = browser.request(method, f"{platform.url}/Verzuim/Verzuimdossier", data={"csrf_token": token})

        assert answer.status_code == 405


class TestDossier:
    @pytest.mark.requirement("R-054")
    def test_says_whom_to_call_about_the_law(self, platform: Platform, log_in: LogIn) -> None:
        page = text_of(log_in().get(f"{platform.url}/dossier/V-2026-0002").text)

        assert "Uw casemanager bij Perspectief" in page
        assert "(0341) 438 700" in page
        assert "info@perspectief.eu" in page
