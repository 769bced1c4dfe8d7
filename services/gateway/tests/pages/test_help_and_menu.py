"""The help page, and the menu entries to it and to the Verzuim pages."""
import html
import re

import pytest
import requests

from services.gateway.contacts import CONTACTS, contacts_of
from services.gateway.settings import Settings
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import Person
from services.gateway.tests.platform_of_tests import Platform
from shared.service.settings import SettingsError

CASEMANAGER = "(0118) 683 305"
ENVIRON = {"GATEWAY_PUBLIC_URL": "https://portaal.example", "GATEWAY_SERVICE_URL": "http://{service}-web:8000",
           "GATEWAY_DATABASE_URL": "postgresql://gateway", "GATEWAY_SECRET": "a secret of at least thirty-two characters",
           "GATEWAY_CLIENT_SECRET": "another secret of at least thirty-two letters"}


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


class TestContacts:
    OTHERS = {"GATEWAY_PHONE_CASEMANAGER": "(0118) 500 100", "GATEWAY_PHONE_SCHADE": "(0118) 500 200",
              "GATEWAY_PHONE_PERSPECTIEF": "+31 341 500 300", "GATEWAY_EMAIL_PERSPECTIEF": "hulp@perspectief.eu",
              "GATEWAY_PORT": "8000"}

    @pytest.mark.requirement("R-085")
    def test_of_the_casemanager_have_two_numbers_each_for_its_topic(self, platform: Platform,
                                                                    anonymous: requests.Session) -> None:
        page = anonymous.get(f"{platform.url}/hulp").text

        assert [CASEMANAGER in text_of(group) for group in groups_of(page)] == [False, True, True, False, False]
        assert "team Schade van De Zeeuwse, op (0118) 683 305" in text_of(page)
        assert "Uw casemanager, rechtstreeks" in page
        assert "(0341) 438 700" in page

    @pytest.mark.requirement("R-085")
    def test_are_those_of_the_settings_in_contacts_answers_and_footer(
            self, platform: Platform, anonymous: requests.Session, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(platform.app.extensions, "contacts", contacts_of(self.OTHERS))

        page = anonymous.get(f"{platform.url}/hulp").text

        shown = text_of(page)
        assert CASEMANAGER not in page
        assert "(0341) 438 700" not in page
        assert "Bel uw casemanager op (0118) 500 100 voor tips" in shown
        assert "team Schade van De Zeeuwse, op (0118) 500 200" in shown
        assert 'href="tel:+31118500100"' in page
        assert 'href="tel:+31341500300"' in page
        assert "hulp@perspectief.eu" in page
        assert CONTACTS["income"].phone in page

    @pytest.mark.requirement("R-085")
    @pytest.mark.parametrize(("name", "written"), [
        ("GATEWAY_PHONE_CASEMANAGER", "0118"), ("GATEWAY_PHONE_CASEMANAGER", ""), ("GATEWAY_PHONE_CASEMANAGER", "bel ons"),
        ("GATEWAY_EMAIL_CAMAS", "camas"), ("GATEWAY_PHONE_DIRECTIE", "(0118) 500 100")])
    def test_stop_the_start_if_a_setting_is_wrong(self, name: str, written: str) -> None:
        with pytest.raises(SettingsError, match=name):
            Settings.from_env(ENVIRON | {name: written})


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

    @pytest.mark.parametrize(("role", "led", "status"), [
        ("insurer_vra", {"/Verzuim/Verzuimdossier", "/Verzuim/Overzichten", "/vra"}, 200),
        ("labour_expert", {"/Verzuim/Verzuimdossier", "/te-doen"}, 403),
        ("legal_aid", {"/rechtsbijstand", "/claims/regres"}, 403),
        ("insurer_claims", {"/claims/werkvoorraad", "/uitkeringen", "/claims/betaalruns", "/lonen", "/rechtsbijstand",
                            "/claims/regres", "/claims/declaraties", "/claims/garantie", "/polissen"}, 403)])
    def test_leads_staff_to_what_they_may_read(self, platform: Platform, log_in: LogIn, role: str, led: set[str],
                                               status: int) -> None:
        browser = log_in(Person("staff-1", "Vera Dekker", None, (), (role,)))

        menu = set(re.findall(r'<li><a href="([^"]+)"', browser.get(platform.url).text))

        assert menu - {"/", "/hulp", "/account"} == led
        assert browser.get(f"{platform.url}/Verzuim/Overzichten").status_code == status
        assert browser.get(f"{platform.url}/ziek-melden/e-1").status_code == 403

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
