"""An employee is changed on a page that shows the present data; what was changed is shown and taken back."""
import copy
import re

import pytest

from services.gateway.tests.fake_employees import DISPUTE
from services.gateway.tests.fake_identity import Person

REPORTER = Person("acc-reporter", "Rik Melder", "emp-1", rights=("SICK_REPORTS",))
EDIT = "/werknemers/e-1/wijzigen"
HISTORY = "/werknemers/e-1/geschiedenis"


@pytest.fixture
def browser(log_in):
    return log_in()


def filled(page):
    """The fields of a form and what they hold."""
    return dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', page))


def send(platform, browser, path, fields):
    token = browser.get(f"{platform.url}/session").json()["csrf_token"]
    return browser.post(platform.url + path, data={"sleutel": "k-1"} | fields | {"csrf_token": token})


class TestEdit:
    def test_starts_with_the_present_data_and_sends_what_is_typed(self, platform, browser):
        present = filled(browser.get(platform.url + EDIT).text)

        page = send(platform, browser, EDIT, {"achternaam": "Jansen", **{n: v for n, v in present.items() if n in (
            "voornaam", "tussenvoegsel", "geboortedatum", "telefoon", "nummer", "in_dienst", "geldt_vanaf", "versie")},
            "functie": "Bakker", "afdeling": ""})

        write, = platform.services.writes("/v1/employees/e-1")
        assert (present["voornaam"], present["tussenvoegsel"], present["geldt_vanaf"]) == ("Anna", "van den", "15-06-2026")
        assert write["body"] == {
            "first_name": "Anna", "infix": "van den", "last_name": "Jansen", "birth_date": "1988-05-04", "phone": None,
            "employee_number": "1001", "function": "Bakker", "department": None, "employed_from": "2020-01-01",
            "effective_on": "2026-06-15"} | {"phone": write["body"]["phone"]}
        assert write["headers"]["If-Match"] == f'"{present["versie"]}"'
        assert "De gegevens zijn gewijzigd" in page.text

    def test_says_at_each_field_what_is_wrong(self, platform, browser):
        page = send(platform, browser, EDIT, {"voornaam": "R2D2", "functie": "heeft een depressie", "geldt_vanaf": "gisteren"})

        assert page.status_code == 422
        for field in ("voornaam", "achternaam", "geboortedatum", "nummer", "in_dienst", "functie", "geldt_vanaf"):
            assert f'href="#{field}"' in page.text
        assert not platform.services.received

    def test_shows_the_refusal_of_the_service_at_its_field(self, platform, browser):
        error = {"field": "employee_number", "code": "employee.number_taken", "message": "Er is al een nummer 1002."}
        platform.services.refusals["PATCH /v1/employees/e-1"] = (409, {"code": "employee.number_taken", "errors": [error]})

        page = send(platform, browser, EDIT, filled(browser.get(platform.url + EDIT).text))

        assert page.status_code == 422
        assert '<a href="#nummer">Er is al een nummer 1002.</a>' in page.text

    @pytest.mark.parametrize("path", [EDIT, HISTORY])
    def test_is_only_for_who_may_change_employee_data(self, platform, log_in, path):
        assert log_in(REPORTER).get(platform.url + path).status_code == 403


class TestHistory:
    def test_says_what_was_changed_from_which_day_and_what_is_withdrawn(self, platform, browser):
        page = browser.get(platform.url + HISTORY).text

        assert "Loon vastgelegd" in page
        assert "Jaarloon: – → €\u00a041.000,00" in page
        assert "Functie: – → Bakker" in page
        assert page.count("/intrekken") == 1
        assert "Ingetrokken" in page

    def test_takes_back_a_change(self, platform, browser):
        page = send(platform, browser, f"{HISTORY}/c-3/intrekken", filled(browser.get(platform.url + HISTORY).text))

        assert len(platform.services.writes("/v1/employees/e-1/history/c-3/withdrawal")) == 1
        assert "De wijziging is ingetrokken" in page.text

    def test_shows_why_a_change_cannot_be_taken_back(self, platform, browser):
        platform.services.refusals["POST /v1/employees/e-1/history/c-3/withdrawal"] = (
            409, {"code": "change.overtaken", "detail": "Dit is daarna opnieuw gewijzigd."})

        page = send(platform, browser, f"{HISTORY}/c-3/intrekken", {})

        assert (page.status_code, "Dit is daarna opnieuw gewijzigd." in page.text) == (422, True)

    def test_withdraws_a_wage(self, platform, browser):
        page = send(platform, browser, "/werknemers/e-1/loon/intrekken", {"vanaf": "01-07-2026"})

        write, = platform.services.writes("/v1/employees/e-1/wages/withdrawals")
        assert write["body"] == {"valid_from": "2026-07-01"}
        assert "Het loon is ingetrokken" in page.text


class TestDispute:
    PAGE = "/werknemers/e-1"

    @pytest.fixture(autouse=True)
    def disputed(self, platform):
        platform.services.data["disputes"] = [copy.deepcopy(DISPUTE)]

    @pytest.mark.requirement("R-016")
    def test_is_a_task_that_ends_when_the_data_were_corrected(self, platform, browser):
        start = browser.get(platform.url + "/").text
        assert f'href="{self.PAGE}#twijfel"' in start
        assert "Controleer de gegevens voor Anna van den Berg" in start

        done = send(platform, browser, f"{self.PAGE}/twijfel/d-1", {"uitkomst": "CORRECTED"})

        assert "U heeft de twijfel over de gegevens afgehandeld." in done.text
        assert "Gegevens gewijzigd" in done.text
        assert "Kloppen deze gegevens?" not in done.text
        assert "#twijfel" not in browser.get(platform.url + "/").text

    @pytest.mark.parametrize(("reason", "outcome"), [("DATA_ARE_RIGHT", "De gegevens kloppen,"), ("", ""), ("omdat", "")])
    def test_is_rejected_with_a_reason(self, platform, browser, reason, outcome):
        page = send(platform, browser, f"{self.PAGE}/twijfel/d-1", {"uitkomst": "REJECTED", "reden": reason}).text

        assert (outcome in page) if outcome else "Kies waarom de gegevens kloppen." in page
        assert ("Kloppen deze gegevens?" in page) is not bool(outcome)

    def test_is_shown_without_the_act_to_who_only_reports(self, platform, log_in):
        page = log_in(REPORTER).get(platform.url + self.PAGE).text

        assert "Kloppen deze gegevens?" in page
        assert "Uw hoofdcontactpersoon kijkt ze na." in page
        assert "uitkomst" not in page
