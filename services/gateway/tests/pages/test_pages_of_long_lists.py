"""Long lists are shown by page: the address holds the filters and the way back."""
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.datastructures import MultiDict

from services.gateway.tests.fake_administration import parked_event, set_aside_item
from services.gateway.tests.fake_data import absence, benefit, employee, invoice
from services.gateway.tests.fake_identity import Person
from services.gateway.view.trail import LONGEST_ADDRESS, Trail

ADMINISTRATOR = Person("staff-beheer", "Petra Jansen", None, (), ("platform_admin",))
CLAIMS = Person("staff-uitkering", "Petra Jansen", None, (), ("insurer_claims",))


@pytest.fixture
def long(platform):
    """Benefits of 120 cases in May and 130 in April."""
    platform.services.data["benefits"] = [
        benefit(month, "10.00", "2026-06-16", "PAID") | {"absence_number": f"V-2026-{number:04d}", "employee_id": f"e-{number}"}
        for month, count in (("2026-04", 130), ("2026-05", 120)) for number in range(count)]
    return platform


@pytest.fixture
def large(platform):
    """An employer with 120 employees in service, of whom forty are sick, and one who left; all have been sick before."""
    people = [employee(number, "Anna", "de", f"Ÿ{number:03d}") for number in range(120)]
    platform.services.data["employees"] = [employee(900, "Kees", "", "Aalders", employed_until="2025-12-31"), *reversed(people)]
    platform.services.data["absences"] = [
        absence(f"V-2025-{number:04d}", f"e-{number}", "2025-03-03", status="RECOVERED", recovered_on="2025-03-10")
        for number in range(120)] + [
        absence(f"V-2026-{number:04d}", f"e-{number}", "2026-06-01", employee_name=f"Anna de Ÿ{number:03d}")
        for number in range(40)]
    return platform


def all_pages(platform, browser, path):
    """The pages of a list from the first to the last."""
    pages = [browser.get(platform.url + path)]
    while address := link(pages[-1], "next"):
        pages.append(browser.get(platform.url + address))
    return pages


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

    def test_name_a_hundred_employees_in_addresses_that_the_services_accept(self, long, log_in):
        for number, one in enumerate(long.services.data["benefits"]):
            one["employee_id"] = f"01a22468-9c30-7c1c-adf1-{number:012d}"
        long.services.data["employees"] = [employee(1, "Bo", "", "Kok") | {"employee_id": one["employee_id"]}
                                           for one in long.services.data["benefits"]]

        assert log_in().get(f"{long.url}/uitkeringen").text.count("Bo Kok") == 100


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


LISTED = r'<a href="/werknemers/e-(\d+)">'
SICK, FIT = r'href="/herstel-melden/V-2026-(\d{4})"', r'href="/ziek-melden/e-(\d+)"'


class TestEmployees:
    def test_are_shown_by_page_in_order_of_names_with_their_absences(self, large, log_in):
        pages = all_pages(large, log_in(), "/werknemers")

        assert [len(re.findall(LISTED, page.text)) for page in pages] == [25, 25, 25, 25, 20]
        assert [number for page in pages for number in re.findall(LISTED, page.text)] == [str(n) for n in range(120)]
        assert [page.text.count('href="/dossier/V-2025-') for page in pages] == [25, 25, 25, 25, 20]
        assert [page.text.count('href="/dossier/V-2026-') for page in pages] == [25, 15, 0, 0, 0]
        assert all("In dienst (120)" in page.text for page in pages)

    def test_lead_back_to_the_page_before(self, large, log_in):
        browser = log_in()
        first, second, third, *_ = all_pages(large, browser, "/werknemers")

        assert browser.get(large.url + link(third, "prev")).text == second.text
        assert (link(first, "prev"), link(second, "prev")) == (None, "/werknemers")

    def test_who_left_are_shown_on_request_on_every_page(self, large, log_in):
        pages = all_pages(large, log_in(), "/werknemers?toon=alle")

        assert re.findall(LISTED, pages[0].text)[0] == "900"
        assert link(pages[1], "prev") == "/werknemers?toon=alle"
        assert sum(len(re.findall(LISTED, page.text)) for page in pages) == 121

    def test_found_are_shown_by_page_too(self, large, log_in):
        pages = all_pages(large, log_in(), "/werknemers?zoek=y0")

        assert [len(re.findall(LISTED, page.text)) for page in pages] == [25, 25, 25, 25]
        assert link(pages[1], "prev") == "/werknemers?zoek=y0"

    def test_are_replaced_alone_while_the_visitor_types(self, large, log_in):
        part = log_in().get(f"{large.url}/werknemers?zoek=y0", headers={"HX-Request": "true"}).text

        assert "<html" not in part
        assert len(re.findall(LISTED, part)) == 25
        assert 'rel="next"' in part

    @pytest.mark.parametrize("path", ["/werknemers", "/ziek-melden", "/herstel-melden"])
    def test_are_not_searched_for_by_what_is_no_text(self, large, log_in, path):
        browser = log_in()
        whole = browser.get(large.url + path, params={"zoek": "x" * 81})
        part = browser.get(large.url + path, params={"zoek": "a\u200bb"}, headers={"HX-Request": "true"})

        assert (whole.status_code, part.status_code) == (422, 200)
        assert 'aria-invalid="true"' in whole.text
        assert "Niemand" not in whole.text + part.text
        assert "Geef hoogstens 80 tekens." in whole.text
        assert "Gebruik alleen leesbare tekens, op één regel." in part.text

    def test_refuse_a_place_that_does_not_exist(self, large, log_in):
        large.services.refusals["GET /v1/employees"] = (422, {"code": "cursor.invalid"})

        assert log_in().get(f"{large.url}/werknemers?vanaf=x").status_code == 422

    def test_have_a_history_by_page(self, large, log_in):
        large.services.data["absences"] = [
            absence(f"V-2025-{number:04d}", "e-1", "2025-03-03", status="RECOVERED", recovered_on="2025-03-10")
            for number in range(130)]
        pages = all_pages(large, log_in(), "/werknemers/e-1")

        assert [len(re.findall(r'<a href="/dossier/', page.text)) for page in pages] == [100, 30]
        assert link(pages[1], "prev") == "/werknemers/e-1"


class TestChoiceOfAnEmployee:
    def test_goes_by_page_through_all_in_service(self, large, log_in):
        pages = all_pages(large, log_in(), "/ziek-melden")

        assert len(pages) == 10
        assert [number for page in pages for number in re.findall(FIT, page.text)] == [str(n) for n in range(40, 120)]
        assert [number for page in pages for number in re.findall(SICK, page.text)] == [f"{n:04d}" for n in range(40)]

    def test_to_report_recovery_goes_by_page_through_the_sick(self, large, log_in):
        pages = all_pages(large, log_in(), "/herstel-melden")

        assert [number for page in pages for number in re.findall(SICK, page.text)] == [f"{n:04d}" for n in range(39, -1, -1)]
        assert (len(pages), link(pages[1], "prev")) == (2, "/herstel-melden")

    def test_to_report_recovery_finds_the_sick_by_name(self, large, log_in):
        browser = log_in()
        found = browser.get(f"{large.url}/herstel-melden?zoek=y03").text
        nobody = browser.get(f"{large.url}/herstel-melden?zoek=y07").text

        assert re.findall(SICK, found) == [f"{number:04d}" for number in range(39, 29, -1)]
        assert "Van ‘y07’ is nu geen ziekmelding open." in nobody

    def test_says_so_when_nobody_is_in_service(self, large, log_in):
        large.services.data["employees"] = []

        assert "Er zijn nog geen werknemers in dienst" in log_in().get(f"{large.url}/ziek-melden").text


class TestAddresses:
    def test_forget_the_earliest_places_when_they_grow_long(self):
        place = "p" * 800
        trail = Trail.of("/werknemers", MultiDict(), {"zoek": "ø" * 80})
        for number in range(8):
            address = trail.next(f"{number}{place}")
            trail = Trail.of("/werknemers", MultiDict(parse_qsl(urlsplit(address).query)), trail.filters)

            assert len(address) <= LONGEST_ADDRESS
            assert trail.cursor == f"{number}{place}"
        assert trail.places == (f"5{place}", f"6{place}", f"7{place}")
        assert trail.previous.endswith(f"vanaf=5{place}&vanaf=6{place}")


class TestWaiting:
    @pytest.mark.parametrize(("path", "kind", "one", "marker"), [
        ("/beheer/berichten", "parked", lambda n: parked_event(f"e-{n}"), r'href="/beheer/berichten/claims/e-\d+"'),
        ("/beheer/taken", "set_aside", lambda n: set_aside_item(n), r'href="/beheer/taken/claims/\d+"')])
    def test_of_a_service_is_shown_by_page(self, platform, log_in, path, kind, one, marker):
        platform.services.data[kind] = {"claims": [one(number) for number in range(45)], "billing": [one(100)]}
        browser = log_in(ADMINISTRATOR)
        first = browser.get(platform.url + path)
        pages, further = [], first
        while address := re.search(rf'href="({path}\?[^"]+)"', further.text):
            further = browser.get(platform.url + address[1].replace("&amp;", "&"))
            pages.append(further)

        assert [len(re.findall(marker, page.text)) for page in (first, *pages)] == [20, 20, 5]
        assert [page.text.count("/billing/") > 0 for page in (first, *pages)] == [True, False, False]
        assert f'href="{path}">De oudste' in pages[0].text
        assert "van uitkeringen</a>" in first.text

    def test_of_no_service_is_not_there(self, platform, log_in):
        assert log_in(ADMINISTRATOR).get(f"{platform.url}/beheer/taken?onderdeel=payroll").status_code == 404
