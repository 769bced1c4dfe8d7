"""The six overviews: page, chart with the same figures as a table, and files."""
import csv
import io
import re
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from services.gateway.tests.fake_identity import ADVISER, CASEMANAGER, Person
from services.gateway.tests.fake_overviews import CASE, ITEMS
from shared.testing.pdf import Pdf

TITLES = {"algemeen": "Algemeen verzuimoverzicht", "verzekeraar": "Verzuimoverzicht verzekeraar",
          "per-werknemer": "Verzuimoverzicht per werknemer", "mutaties": "Mutatieoverzicht",
          "statistieken": "Verzuimstatistieken", "management": "Managementrapport verzuim"}
ROWS = {"algemeen": "Mo El Amrani", "verzekeraar": "2026-03: €\u00a01.622,61", "per-werknemer": "V-2026-0001",
        "mutaties": "Gedeeltelijk herstel", "statistieken": "01-05-2026 t/m 31-05-2026", "management": "V-2026-0002"}
ON_PAPER = ROWS | {"mutaties": "V-2026-0002", "verzekeraar": "P-2026-1"}
"""The same rows in short cells: of a cell of two lines the text of a PDF has other cells between them."""
PERIOD = {"van": "01-01-2026", "tot": "15-06-2026"}


@pytest.fixture
def browser(log_in):
    return log_in()


def page_of(platform, browser, slug="algemeen", **query):
    return browser.get(f"{platform.url}/Verzuim/Overzichten", params=PERIOD | {"soort": slug} | query)


def file_of(platform, browser, slug, **query):
    return browser.get(f"{platform.url}/Verzuim/Overzichten/bestand", params=PERIOD | {"soort": slug} | query)


class TestPage:
    @pytest.mark.requirement("R-143", "R-145", "R-147")
    def test_offers_exactly_six_kinds(self, platform, browser):
        page = browser.get(f"{platform.url}/Verzuim/Overzichten").text

        assert re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)<', page) == list(TITLES.items())

    @pytest.mark.requirement("R-147")
    @pytest.mark.parametrize("slug", TITLES)
    def test_shows_rows_chart_and_definitions_of_each(self, platform, browser, slug):
        page = page_of(platform, browser, slug).text

        assert f'<h1 class="page-title">{TITLES[slug]}</h1>' in page
        assert ROWS[slug] in page
        assert "Wat betekenen deze cijfers?" in page
        assert "Berekend op ma 15 juni 2026" in page

    @pytest.mark.parametrize("slug", TITLES)
    def test_shows_the_figures_of_the_chart_as_a_table(self, platform, browser, slug):
        page = page_of(platform, browser, slug).text
        chart = ElementTree.fromstring(re.search(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL).group())

        bars = [title.text.split(": ") for title in chart.iterfind("g/title")]
        table = re.findall(r'<th scope="row" data-label="Periode">([^<]+)</th><td[^>]*data-label="Cijfer">([^<]+)<', page)
        assert bars
        assert [tuple(bar) for bar in bars] == table

    def test_compares_with_the_period_before_and_the_year_before(self, platform, browser):
        page = page_of(platform, browser).text

        for shown in ("4,82\u00a0%", "3,1\u00a0%", "5,55\u00a0%", "Ervoor: 20-07-2025 t/m 31-12-2025", "Jaar eerder: 01-01-2025"):
            assert shown in page

    @pytest.mark.parametrize(("slug", "row"), [("mutaties", ["Gedeeltelijk herstel", "1", "1", "1"]),
                                               ("verzekeraar", ["Uitkering", *["€\u00a04.801,22"] * 3])])
    def test_compares_what_is_counted_too(self, platform, browser, slug, row):
        page = page_of(platform, browser, slug).text

        table = page.split('id="kerncijfers"')[1].split("</table>")[0]
        assert row in [re.findall(r"<t[hd][^>]*>([^<]*)<", line) for line in table.split("<tr>")]

    def test_hides_small_departments(self, platform, browser):
        page = page_of(platform, browser, "statistieken").text

        assert "6,1\u00a0%" in page
        assert "Niet getoond" in page

    @pytest.mark.requirement("R-147", "R-148")
    @pytest.mark.parametrize("query", [{"soort": "onzin"}, {"van": "02-05-2026", "tot": "01-05-2026"}, {"tot": ""}])
    def test_refuses_another_kind_or_period(self, platform, browser, query):
        assert browser.get(f"{platform.url}/Verzuim/Overzichten", params=PERIOD | query).status_code == 422
        assert browser.get(f"{platform.url}/Verzuim/Overzichten/bestand", params=PERIOD | query).status_code == 422

    def test_needs_the_right(self, platform, log_in):
        visitor = log_in(Person("acc-manager", "Tom Dijk", "emp-1", ("EMPLOYEE_DATA",), kind="COLLEAGUE"))

        assert visitor.get(f"{platform.url}/Verzuim/Overzichten").status_code == 403
        assert file_of(platform, visitor, "algemeen").status_code == 403

    def test_of_staff_shows_the_figures_of_all(self, platform, log_in):
        assert "Verzuimstatistieken" in log_in(CASEMANAGER).get(f"{platform.url}/Verzuim/Overzichten").text


class TestFile:
    @pytest.mark.requirement("R-148")
    @pytest.mark.parametrize("slug", TITLES)
    def test_has_the_rows_of_the_page_in_both_forms(self, platform, browser, slug):
        text = file_of(platform, browser, slug, vorm="csv")
        book = file_of(platform, browser, slug, vorm="xlsx")

        lines = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"), newline=""), delimiter=";"))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
        assert lines[0] == sheet[0]
        assert len(lines) == len(sheet) >= 2
        assert f'filename="{slug}-01-01-2026-15-06-2026.csv"' in text.headers["Content-Disposition"]

    def test_runs_no_formula(self, platform, browser):
        text = file_of(platform, browser, "algemeen").content.decode("utf-8-sig")

        assert '"\'=Magazijn"' in text

    def test_of_another_form_is_refused(self, platform, browser):
        assert file_of(platform, browser, "algemeen", vorm="exe").status_code == 422


@pytest.fixture(scope="module")
def papers():
    """The PDFs of the module, by slug: each is made once."""
    return {}


class TestPdf:
    @pytest.fixture
    def paper(self, platform, browser, papers):
        def paper(slug, **query):
            if (slug, *query.items()) not in papers:
                papers[(slug, *query.items())] = file_of(platform, browser, slug, vorm="pdf", **query)
            return papers[(slug, *query.items())]
        return paper

    @pytest.mark.requirement("R-148")
    @pytest.mark.parametrize("slug", TITLES)
    def test_has_the_rows_period_and_definitions_of_the_page(self, paper, slug):
        answer = paper(slug)

        text = Pdf(answer.content).text
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{slug}-01-01-2026-15-06-2026.pdf"'
        for shown in (TITLES[slug], ON_PAPER[slug], "01-01-2026 t/m 15-06-2026", "ma 15 juni 2026",
                      "Wat betekenen deze cijfers?"):
            assert shown in text, shown

    @pytest.mark.parametrize("slug", TITLES)
    def test_is_tagged_titled_and_in_dutch(self, paper, slug):
        pdf = Pdf(paper(slug).content)

        assert pdf.title == TITLES[slug]
        assert pdf.faults == []

    def test_has_the_figures_and_comparisons_of_the_page(self, paper):
        text = Pdf(paper("algemeen").content).text

        for shown in ("4,82 %", "3,1 %", "5,55 %", "Ervoor: 20-07-2025 t/m 31-12-2025", "Jaar eerder: 01-01-2025"):
            assert shown in text, shown

    def test_hides_small_departments(self, paper):
        text = Pdf(paper("statistieken").content).text

        assert "Magazijn 12 6,1 % 1,2 12 50 %" in text
        assert "Kantoor 4 – – – –" in text
        assert "Niet getoond" in text

    def test_shows_the_chart_with_its_figures_in_words(self, paper):
        assert "Verzuimpercentage per periode: mei 26 4,4; jun 26 5,24" in Pdf(paper("statistieken").content).alternatives

    def test_of_an_adviser_names_the_employer(self, platform, log_in):
        platform.identity.api["GET /v1/own-account/employers"] = {"next": None, "items": [
            {"employer_id": "emp-1", "company_name": "Bakkerij De Schelde", "rights": [], "is_current": True},
            {"employer_id": "emp-2", "company_name": "Slagerij Pieters", "rights": [], "is_current": False}]}

        text = Pdf(file_of(platform, log_in(ADVISER), "mutaties", vorm="pdf").content).text

        assert "Werkgever Bakkerij De Schelde Periode" in text
        assert "Pieters" not in text

    def test_that_is_too_long_is_refused_with_what_to_do(self, platform, browser, monkeypatch):
        monkeypatch.setitem(ITEMS, "general_overview", [CASE | {"employee": "Mo " * 400}] * 200)

        answer = file_of(platform, browser, "algemeen", vorm="pdf")

        assert answer.status_code == 422
        assert "Dit is te lang voor een PDF. Kies een kortere periode" in answer.text

    def test_of_many_rows_says_where_the_others_are(self, platform, browser, monkeypatch):
        monkeypatch.setitem(ITEMS, "general_overview", [CASE] * 201)

        text = Pdf(file_of(platform, browser, "algemeen", vorm="pdf").content).text

        assert "Dit zijn 200 van 201 regels" in text
