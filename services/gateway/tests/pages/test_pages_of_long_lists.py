"""Long lists are shown by page: the address holds the filters and the way back."""
import re

import pytest

from services.gateway.tests.fake_data import benefit, invoice
from services.gateway.tests.fake_identity import Person

CLAIMS = Person("staff-uitkering", "Petra Jansen", None, (), ("insurer_claims",))


@pytest.fixture
def long(platform):
    """Benefits of 120 cases in May and 130 in April."""
    platform.services.data["benefits"] = [
        benefit(month, "10.00", "2026-06-16", "PAID") | {"absence_number": f"V-2026-{number:04d}", "employee_id": f"e-{number}"}
        for month, count in (("2026-04", 130), ("2026-05", 120)) for number in range(count)]
    return platform


def shown(page):
    """How many benefits a page lists."""
    assert page.status_code == 200, page.text
    return page.text.count("hoe dit bedrag is berekend")


def link(page, relation):
    """The address of the next or the previous page."""
    found = re.search(rf'rel="{relation}" href="([^"]+)"', page.text)
    return found and found[1].replace("&amp;", "&")


class TestBenefits:
    @pytest.mark.parametrize("person", [None, CLAIMS], ids=["employer", "staff"])
    def test_are_shown_by_page_with_the_way_forth_and_back(self, long, log_in, person):
        browser = log_in(person) if person else log_in()
        first = browser.get(f"{long.url}/uitkeringen")
        second = browser.get(long.url + link(first, "next"))
        third = browser.get(long.url + link(second, "next"))
        back = browser.get(long.url + link(third, "prev"))

        assert [shown(page) for page in (first, second, third, back)] == [100, 100, 50, 100]
        assert back.text == second.text
        assert (link(first, "prev"), link(second, "prev"), link(third, "next")) == (None, "/uitkeringen", None)

    def test_of_a_month_stay_of_that_month_on_every_page(self, long, log_in):
        browser = log_in()
        first = browser.get(f"{long.url}/uitkeringen?maand=2026-04")
        second = browser.get(long.url + link(first, "next"))

        assert [shown(page) for page in (first, second)] == [100, 30]
        assert "Mei 2026" not in first.text + second.text
        assert link(second, "prev") == "/uitkeringen?maand=2026-04"
        assert 'value="2026-04"' in second.text

    def test_are_added_up_per_page_where_a_month_goes_on_elsewhere(self, long, log_in):
        browser = log_in()
        first = browser.get(f"{long.url}/uitkeringen?maand=2026-04")
        whole = browser.get(f"{long.url}/uitkeringen/V-2026-0125")
        long.services.data["benefits"] = long.services.data["benefits"][:40]
        short = browser.get(f"{long.url}/uitkeringen")

        assert "Samen op deze pagina" in first.text
        assert "1.000,00" in first.text
        assert "Samen op deze pagina" not in short.text
        assert whole.status_code == 200

    def test_of_a_month_without_any_say_so(self, long, log_in):
        assert "Geen uitkeringen over deze maand" in log_in().get(f"{long.url}/uitkeringen?maand=2025-01").text

    def test_refuse_what_is_no_month(self, long, log_in):
        assert log_in().get(f"{long.url}/uitkeringen?maand=mei").status_code == 422

    def test_name_the_employees_of_the_page_alone(self, long, log_in):
        page = log_in().get(f"{long.url}/uitkeringen?maand=2026-05")

        assert "Mo El Amrani" in page.text


class TestInvoices:
    def test_are_shown_by_page_newest_first(self, platform, log_in):
        platform.services.data["invoices"] = [
            invoice(f"A-2026-{number:04d}", "ARBO", "121.00", "100.00", "21.00", date="2026-01-15", due_on="2026-02-14")
            for number in range(150)]
        browser = log_in()
        first = browser.get(f"{platform.url}/facturen")
        second = browser.get(platform.url + link(first, "next"))

        assert [page.text.count('href="/facturen/A-2026') for page in (first, second)] == [100, 50]
        assert first.text.index("A-2026-0149") < first.text.index("A-2026-0148")
        assert (link(second, "prev"), link(second, "next")) == ("/facturen", None)
