"""The list of employees: who is shown, in which order, with how many, and as a file."""
import re

import pytest

from services.gateway.tests.fake_data import absence, employee
from services.gateway.tests.fake_identity import EMPLOYER, Person

LISTED = r'<a href="/werknemers/e-\d+">([^<]*)</a>'
BOOKKEEPER = Person("acc-book", "Ria Blom", "emp-1", ("EMPLOYEE_DATA",), kind="COLLEAGUE")


@pytest.fixture
def browser(log_in):
    return log_in()


def listed(platform, browser, query=""):
    """The names in the list, in their order."""
    return re.findall(LISTED, browser.get(f"{platform.url}/werknemers{query}").text)


class TestList:
    def test_begins_with_those_in_service_by_name(self, platform, browser):
        assert listed(platform, browser) == ["Bakker, Lotte", "Berg, Anna van den", "El Amrani, Mo", "Öztürk, Emine",
                                             "Visser, Bram", "Vries, Joris de"]

    @pytest.mark.parametrize(("query", "first", "count"), [
        ("?toon=uit-dienst", "Jansen, Kees", 1), ("?toon=alle&sorteer=naam-af", "Vries, Joris de", 7),
        ("?sorteer=nummer", "Berg, Anna van den", 6), ("?sorteer=nummer-af", "Bakker, Lotte", 6),
        ("?toon=alle&zoek=kees", "Jansen, Kees", 1)])
    def test_holds_what_the_address_asks(self, platform, browser, query, first, count):
        names = listed(platform, browser, query)

        assert (names[0], len(names)) == (first, count)

    def test_says_how_many_each_group_has_with_the_same_search(self, platform, browser):
        page = browser.get(f"{platform.url}/werknemers?zoek=an&sorteer=nummer").text

        tabs = re.findall(r'href="([^"]*)"[^>]*>([^<(]*\(\d+\))</a>', page)
        assert tabs == [
            ("/werknemers?zoek=an&amp;sorteer=nummer", "In dienst (3)"),
            ("/werknemers?zoek=an&amp;toon=ziek&amp;sorteer=nummer", "Ziek (0)"),
            ("/werknemers?zoek=an&amp;toon=komt&amp;sorteer=nummer", "Komt in dienst (0)"),
            ("/werknemers?zoek=an&amp;toon=uit-dienst&amp;sorteer=nummer", "Uit dienst (1)"),
            ("/werknemers?zoek=an&amp;toon=alle&amp;sorteer=nummer", "Alle (4)")]

    @pytest.mark.parametrize(("query", "said"), [
        ("?toon=ZIEK", "Kies wie u wilt zien."), ("?sorteer=loon", "Kies waarop u wilt sorteren."),
        ("?toon=%00", "Kies wie u wilt zien.")])
    def test_says_what_is_wrong_with_an_address(self, platform, browser, query, said):
        page = browser.get(f"{platform.url}/werknemers{query}")

        assert (page.status_code, said in page.text) == (422, True)

    def test_puts_an_infix_in_the_last_name_behind_it(self, platform, browser):
        platform.services.data["employees"].append(employee(8, "Sjoerd", "", "’t Zand"))

        assert "Zand, Sjoerd ’t" in listed(platform, browser)

    @pytest.mark.parametrize(("status", "dates", "said"), [
        ("WORKING", {}, "Aan het werk"), ("SICK", {}, "Ziek"), ("PARTIALLY_RECOVERED", {}, "Gedeeltelijk hersteld"),
        ("LEFT", {"employed_until": "2025-12-31"}, "Uit dienst sinds 31-12-2025"),
        ("COMING", {"employed_from": "2026-09-01"}, "Komt op 01-09-2026"),
        ("SICK", {"employed_until": "2026-09-30"}, "Ziek, uit dienst na 30-09-2026"), (None, {}, "In dienst")])
    def test_says_the_status_in_words(self, platform, browser, status, dates, said):
        platform.services.data["employees"] = [employee(1, "Anna", "van den", "Berg", status=status, **dates)]

        page = browser.get(f"{platform.url}/werknemers?toon=alle").text

        assert re.search(rf'data-label="Stand"><span class="badge[^>]*>{said}</span>', page)


class TestReports:
    @pytest.mark.requirement("R-153")
    @pytest.mark.parametrize("count", [4, 9])
    def test_are_all_in_the_list_by_their_numbers_which_lead_to_the_dossier(self, platform, browser, count):
        numbers = [f"V-2025-{number:04d}" for number in range(100, 100 + count)]
        platform.services.data["absences"] = [absence(number, "e-1", "2025-01-06", status="RECOVERED", recovered_on="2025-01-10")
                                              for number in numbers]

        page = browser.get(f"{platform.url}/werknemers").text

        assert sorted(re.findall(r'href="/dossier/(V-[0-9-]+)">\1<', page)) == numbers

    @pytest.mark.requirement("R-153")
    def test_beyond_ten_are_one_step_further(self, platform, browser):
        numbers = [f"V-2025-{number:04d}" for number in range(100, 112)]
        platform.services.data["absences"] = [absence(number, "e-1", "2025-01-06", status="RECOVERED", recovered_on="2025-01-10")
                                              for number in numbers]

        page = browser.get(f"{platform.url}/werknemers").text
        further = browser.get(f"{platform.url}/werknemers/e-1").text

        assert len(re.findall(r'href="/dossier/V-', page)) == 10
        assert '<a href="/werknemers/e-1">Alle ziekmeldingen' in page
        assert sorted(set(re.findall(r'href="/dossier/(V-[0-9-]+)"', further))) == numbers


class TestFile:
    @pytest.mark.parametrize(("kind", "media_type"), [
        ("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")])
    def test_holds_what_the_list_shows(self, platform, browser, kind, media_type):
        page = browser.get(f"{platform.url}/werknemers?toon=alle&sorteer=naam-af&zoek=an").text
        address = next(found for found in re.findall(r'href="(/werknemers/exporteren[^"]*)"', page) if f"soort={kind}" in found)

        file = browser.get(platform.url + address.replace("&amp;", "&"))

        assert file.headers["Content-Type"].startswith(media_type)
        assert file.headers["Content-Disposition"] == f'attachment; filename="werknemers-2026-06-15.{kind}"'
        assert file.text.split("\n") == [kind, "Visser", "Jansen", "El Amrani", "Berg"]

    @pytest.mark.parametrize("query", ["", "?soort=pdf", "?soort=csv&toon=x"])
    def test_of_an_unknown_kind_leads_to_the_list(self, platform, browser, query):
        answer = browser.get(f"{platform.url}/werknemers/exporteren{query}", allow_redirects=False)

        assert (answer.status_code, answer.headers["Location"]) == (303, "/werknemers")

    def test_is_offered_to_who_may_see_the_list(self, platform, log_in):
        for person in (EMPLOYER, BOOKKEEPER):
            assert "/werknemers/exporteren?soort=xlsx" in log_in(person).get(f"{platform.url}/werknemers").text
