"""Sending a file of employees, following how far it is without JavaScript, and reading the result of each row."""
import re

import pytest

from services.gateway.tests.fake_data import employee_import
from services.gateway.tests.fake_identity import REPORTER

PATH = "/werknemers/importeren"
HIDDEN = re.compile(r'<input type="hidden" name="(versie|gezien|sleutel)" value="([^"]*)">')


@pytest.fixture
def browser(log_in):
    return log_in()


def post(platform, browser, path, fields=None, **more):
    token = browser.get(f"{platform.url}/session").json()["csrf_token"]
    return browser.post(platform.url + path, data=(fields or {}) | {"csrf_token": token}, **more)


def send(platform, browser, content=b"employee_number\n2001"):
    return post(platform, browser, PATH, files={"bestand": ("w.csv", content, "text/csv")})


class TestColumns:
    @pytest.fixture
    def mapped(self, platform):
        """A file whose columns nobody looked at yet."""
        platform.services.data["imports"] = [employee_import(state="MAPPING", wage_period=None, handled=0, added=0, refused=0,
                                                             left_out=["BSN"])]

    def test_are_shown_with_examples_before_anything_is_taken(self, platform, browser, mapped):
        page = send(platform, browser).text

        assert "Er is nog niets opgenomen" in page
        assert '<option value="employee_number" selected>Personeelsnummer</option>' in page
        assert "3.100,00" in page
        assert "lezen en bewaren wij nooit: BSN" in page

    def test_are_corrected_and_sent_with_what_the_wages_are(self, platform, browser, mapped):
        page = post(platform, browser, f"{PATH}/i-1/kolommen", {
            "kolom-0": "employee_number", "kolom-1": "annual_wage", "loon": "maand-met", "sleutel": "k"})

        write, = platform.services.writes("/v1/employee-imports/i-1/columns")
        assert write["body"] == {"fields": ["employee_number", "annual_wage"], "wage_period": "MONTH_WITH_ALLOWANCE"}
        assert "regels verwerkt" in page.text

    def test_keep_what_was_chosen_when_something_is_missing(self, platform, browser, mapped):
        platform.services.refusals["POST /v1/employee-imports/i-1/columns"] = (422, {
            "code": "import.columns_missing", "detail": "Deze kolommen ontbreken: Voornaam."})

        page = post(platform, browser, f"{PATH}/i-1/kolommen", {"kolom-0": "", "kolom-1": "annual_wage", "loon": "jaar"})

        assert page.status_code == 422
        assert "Deze kolommen ontbreken: Voornaam." in page.text
        assert '<option value="annual_wage" selected>' in page.text


class TestSending:
    def test_hands_the_file_over_and_shows_a_result_per_row(self, platform, browser):
        page = send(platform, browser)

        write, = platform.services.writes("/v1/employee-imports")
        assert write["raw"] == b"employee_number\n2001"
        assert page.url.endswith(f"{PATH}/i-1")
        assert "1 van 2 regels opgenomen" in page.text
        assert "Geboortedatum: De geboortedatum is geen datum." in page.text
        assert "Refresh" not in page.headers

    def test_of_nothing_says_so(self, platform, browser):
        page = post(platform, browser, PATH)

        assert page.status_code == 422
        assert "Kies eerst een bestand" in page.text

    def test_shows_why_a_file_holds_no_table(self, platform, browser):
        platform.services.refusals["POST /v1/employee-imports"] = (422, {
            "code": "import.columns_missing", "detail": "Deze kolommen ontbreken: Jaarloon."})

        page = send(platform, browser)

        assert page.status_code == 422
        assert "Deze kolommen ontbreken: Jaarloon." in page.text

    def test_is_not_for_who_only_reports(self, platform, log_in):
        assert log_in(REPORTER).get(platform.url + PATH).status_code == 403

    def test_before_is_listed_on_the_form(self, platform, browser):
        platform.services.data["imports"] = [employee_import(state="RUNNING", handled=50, total=120, added=50, refused=0)]

        page = browser.get(platform.url + PATH).text

        assert f'href="{PATH}/i-1"' in page
        assert "50 van 120" in page


class TestProgress:
    def test_is_shown_by_a_page_that_comes_again_by_itself(self, platform, browser):
        platform.services.data["imports"] = [employee_import(state="RUNNING", handled=50, total=5000, added=50, refused=0)]

        page = browser.get(f"{platform.url}{PATH}/i-1")

        assert page.headers["Refresh"] == "2"
        assert "50 van 5.000 regels verwerkt" in page.text
        assert '<progress class="progress" value="50" max="5000"' in page.text

    def test_of_another_employer_is_404(self, platform, browser):
        assert browser.get(f"{platform.url}{PATH}/i-9").status_code == 404


class TestResult:
    def test_tells_what_was_not_read(self, platform, browser):
        platform.services.data["imports"] = [employee_import(left_out=["BSN"], skipped=3)]

        page = browser.get(f"{platform.url}{PATH}/i-1").text

        assert "niet bewaard: BSN" in page
        assert "die wij oversloegen: 3" in page

    def test_can_be_of_the_refused_rows_alone(self, platform, browser):
        send(platform, browser)

        page = browser.get(f"{platform.url}{PATH}/i-1?toon=fouten").text

        assert "De geboortedatum is geen datum." in page
        assert "Toegevoegd</span>" not in page

    def test_gives_the_refused_rows_as_a_file(self, platform, browser):
        send(platform, browser)

        file = browser.get(f"{platform.url}{PATH}/i-1/fouten.csv")

        assert file.content == b"Personeelsnummer;Rij\n12;3\n"
        assert file.headers["Content-Disposition"] == 'attachment; filename="niet-opgenomen.csv"'

    def test_says_which_rows_wait_for_us(self, platform, browser):
        platform.services.data["imports"] = [employee_import(set_aside=1, refused=0)]
        platform.services.data["import_rows"] = [{"row": 2, "result": "SET_ASIDE", "employee_id": None, "errors": [
            {"field": "", "code": "import.set_aside", "message": "Deze rij lukte niet door een fout bij ons."}]}]

        page = browser.get(f"{platform.url}{PATH}/i-1").text

        assert "Wacht op ons" in page
        assert "Deze rij lukte niet door een fout bij ons." in page


class TestWages:
    @pytest.fixture
    def asking(self, platform):
        platform.services.data["imports"] = [employee_import(
            state="ASKING", wage_head="Salaris", wage_period=None, handled=0, added=0, refused=0)]
        return platform.services.data["imports"][0]

    def test_that_may_be_per_month_are_asked_about(self, platform, browser, asking):
        page = browser.get(f"{platform.url}{PATH}/i-1")

        assert "Is dit het loon per maand of per jaar?" in page.text
        assert "De kolom ‘Salaris’" in page.text
        assert "Refresh" not in page.headers

    @pytest.mark.parametrize(("answer", "sent"), [("maand", "MONTH"), ("jaar", "YEAR")])
    def test_are_taken_as_was_answered(self, platform, browser, asking, answer, sent):
        hidden = dict(HIDDEN.findall(browser.get(f"{platform.url}{PATH}/i-1").text))

        page = post(platform, browser, f"{PATH}/i-1/loon", hidden | {"loon": answer})

        write, = platform.services.writes("/v1/employee-imports/i-1/wage-period")
        assert (write["body"], write["headers"]["If-Match"]) == ({"wage_period": sent}, '"1"')
        assert "Wij rekenen met het loon per" in page.text
        assert page.headers["Refresh"] == "2"

    def test_without_an_answer_are_asked_about_again(self, platform, browser, asking):
        page = post(platform, browser, f"{PATH}/i-1/loon")

        assert page.status_code == 422
        assert "Kies of dit het loon per maand of per jaar is." in page.text

    def test_that_somebody_else_answered_meanwhile_say_so(self, platform, browser, asking):
        hidden = dict(HIDDEN.findall(browser.get(f"{platform.url}{PATH}/i-1").text))
        asking.update(state="WAITING", version=2)

        page = post(platform, browser, f"{PATH}/i-1/loon", {name: value.replace("&#34;", '"') for name, value in hidden.items()}
                    | {"loon": "maand"})

        assert page.status_code == 422
        assert "Iemand anders heeft dit intussen gewijzigd: de stand was wacht op uw antwoord en is nu wacht." in page.text
