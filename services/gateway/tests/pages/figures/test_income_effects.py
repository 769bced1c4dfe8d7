"""The page with what sickness does to an employee's income, and the sheet to hand over."""
import html

import pytest

from services.gateway.tests.fake_identity import CASEMANAGER, REPORTER, Person

PATHS = ("/dossier/V-2026-0002/inkomen", "/dossier/V-2026-0002/inkomen/blad")
BOOKKEEPER = Person("acc-books", "Tom Dijk", "emp-1", ("EMPLOYEE_DATA",), kind="COLLEAGUE")


class TestPage:
    def test_shows_amounts_changes_and_assumptions(self, platform, log_in):
        page = html.unescape(log_in().get(platform.url + PATHS[0]).text)

        for shown in ("Wat Mo El Amrani ontvangt tijdens ziekte", "02-03-2026 t/m 30-08-2026", "€\u00a019.176,30",
                      "€\u00a03.208,34", "juni 2026", "€\u00a02.727,09", "ma 1 maart 2027", "contract of cao", PATHS[1]):
            assert shown in page, shown

    def test_is_linked_from_the_dossier(self, platform, log_in):
        assert f'href="{PATHS[0]}"' in log_in().get(f"{platform.url}/dossier/V-2026-0002").text

    def test_of_a_bookkeeper_leads_back_to_the_benefit(self, platform, log_in):
        page = log_in(BOOKKEEPER).get(platform.url + PATHS[0])

        assert page.status_code == 200
        assert 'href="/uitkeringen/V-2026-0002"' in page.text
        assert 'href="/dossier/V-2026-0002"' not in page.text


class TestSheet:
    def test_is_a_pdf_without_a_name_in_its_name(self, platform, log_in):
        answer = log_in().get(platform.url + PATHS[1])

        assert answer.content.startswith(b"%PDF")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="inkomen-V-2026-0002.pdf"'


@pytest.mark.parametrize("path", PATHS)
class TestBoth:
    @pytest.mark.parametrize("person", [REPORTER, CASEMANAGER], ids=["who only reports", "casemanager"])
    def test_are_refused_to_others(self, platform, log_in, person, path):
        assert log_in(person).get(platform.url + path).status_code == 403

    def test_of_another_case_do_not_exist(self, platform, log_in, path):
        assert log_in().get(platform.url + path.replace("0002", "9999")).status_code == 404
