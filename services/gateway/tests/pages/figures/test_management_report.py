"""The management report with indicators, as page and as files (features N3)."""
import csv
import io

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, VRA, Person
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.view.overviews.indicators import GROUPS

PAGE = "/Verzuim/Managementrapport"
PERIOD = "van=01-01-2026&tot=31-03-2026"


class TestPage:
    @pytest.mark.parametrize("person", [EMPLOYER, CASEMANAGER, VRA], ids=["employer", "casemanager", "vra"])
    def test_shows_every_indicator_with_its_definition(self, platform: Platform, log_in: LogIn, person: Person) -> None:
        page = log_in(person).get(f"{platform.url}{PAGE}?{PERIOD}")

        assert page.status_code == 200
        for title, rows in GROUPS:
            assert f">{title}</h2>" in page.text
            assert all(row.what in page.text for row in rows)
        for words in ("16,11\u00a0%", "€\u00a01.250,00", "Bij minder dan tien werknemers"):
            assert words in page.text

    def test_of_one_employer_names_it(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(CASEMANAGER).get(f"{platform.url}{PAGE}?{PERIOD}&werkgever=emp-1").text

        assert "Bakkerij De Jong B.V." in page
        assert "werkgever=emp-1&amp;vorm=pdf" in page

    @pytest.mark.parametrize(("period", "sentence"), [
        ("van=31-03-2026&tot=01-01-2026", "De laatste dag kan niet voor de eerste liggen."), ("van=morgen", "Vul een datum in")])
    def test_says_at_the_field_what_is_wrong(self, platform: Platform, log_in: LogIn, period: str, sentence: str) -> None:
        page = log_in(EMPLOYER).get(f"{platform.url}{PAGE}?{period}")

        assert (page.status_code, sentence in page.text) == (422, True)

    def test_is_closed_to_the_administration(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(ADMINISTRATOR).get(platform.url + PAGE).status_code == 403


class TestFile:
    def test_as_csv_has_a_row_for_each_indicator(self, platform: Platform, log_in: LogIn) -> None:
        answer = log_in(EMPLOYER).get(f"{platform.url}{PAGE}/bestand?{PERIOD}&vorm=csv")

        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert len(rows) == 1 + sum(len(group) for _, group in GROUPS)
        assert ["Omvang", "Verzuimpercentage", "16.11"] in [row[:3] for row in rows]
        assert ["Interventies", "Psychisch", ""] in [row[:3] for row in rows]

    @pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
    def test_comes_as_workbook_and_as_document(self, platform: Platform, log_in: LogIn, form: str, start: bytes) -> None:
        answer = log_in(EMPLOYER).get(f"{platform.url}{PAGE}/bestand?{PERIOD}&vorm={form}")

        assert answer.content.startswith(start)
        assert f"managementrapport-01-01-2026-31-03-2026.{form}" in answer.headers["Content-Disposition"]

    def test_of_another_kind_is_refused(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(EMPLOYER).get(f"{platform.url}{PAGE}/bestand?{PERIOD}&vorm=doc").status_code == 422
