"""The register of employees who left sick, for an employer who bears a risk himself."""
import io
import re
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import REPORTER
from services.gateway.tests.fake_leaving import ex_employee
from services.gateway.tests.pages.employees.test_leave_and_departure import Pages
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/oud-werknemers"
CONTACT = {"contact_op": "1-6-2026", "situatie": "PARTLY_FIT", "volgend_contact": "1-7-2026"}


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Pages:
    """The pages for an employer who bears both risks."""
    platform.services.data |= {"own_risk": {"zw": True, "wga": True}, "ex_employees": [ex_employee()]}
    return Pages(platform, log_in())


class TestRegister:
    @pytest.mark.requirement("R-159", "R-160", "R-161")
    def test_shows_terms_and_contacts_why_they_are_followed_and_whom_to_call(self, platform: Platform, pages: Pages) -> None:
        done = pages.send(f"{PAGE}/V-2026-0009", shown=PAGE, **CONTACT)
        page = pages.open(PAGE)

        (write,) = platform.services.writes("/v1/ex-employees/V-2026-0009/follow-ups")
        assert write["body"] == {"followed_on": "2026-06-01", "situation": "PARTLY_FIT", "next_on": "2026-07-01"}
        assert "Het contact is vastgelegd." in done.text
        for text in ("Roos Kuiper", "ziektedag 72", "zo 27 februari 2028", "ma 12 mei 2031",
                     "ma 1 juni 2026: gedeeltelijk hersteld, volgend contact wo 1 juli 2026",
                     "De uitkering van een oud-werknemer wordt aan u toegerekend", "bel dan uw casemanager"):
            assert text in page

    @pytest.mark.parametrize(("change", "field"), [
        ({"contact_op": ""}, "contact_op"), ({"situatie": "griep"}, "situatie"),
        ({"volgend_contact": "ooit"}, "volgend_contact")])
    def test_returns_a_contact_with_a_wrong_answer(self, platform: Platform, pages: Pages, change: dict[str, str],
                                                   field: str) -> None:
        page = pages.send(f"{PAGE}/V-2026-0009", shown=PAGE, **CONTACT | change)

        assert page.status_code == 422
        assert f'id="{field}-fout"' in page.text
        assert not platform.services.writes("/v1/ex-employees/V-2026-0009/follow-ups")

    def test_records_the_risks(self, platform: Platform, pages: Pages) -> None:
        pages.send(PAGE, shown=PAGE, wga="ja")

        (write,) = platform.services.writes("/v1/own-risk")
        assert (write["body"], write["headers"]["If-Match"]) == ({"zw": False, "wga": True}, '"3"')

    def test_is_saved_as_csv_and_workbook(self, platform: Platform, log_in: LogIn, pages: Pages) -> None:
        browser = log_in()
        platform.services.data["ex_employees"] = [ex_employee(employee_name="=HYPERLINK(1)")]
        lines = browser.get(f"{platform.url}{PAGE}.csv").content.decode("utf-8-sig").splitlines()
        book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get(f"{platform.url}{PAGE}.xlsx").content))

        assert lines[0].startswith('"Verzuimnummer"')
        assert not re.search(r'(^|[;,"])=HYPERLINK', lines[1])
        assert book.get_sheet_by_index(0).to_python()[1][0] == "V-2026-0009"
        assert browser.get(f"{platform.url}{PAGE}.exe").status_code == 404

    def test_lets_a_colleague_without_the_right_see_the_risks_only(self, platform: Platform, log_in: LogIn, pages: Pages) -> None:
        answer: Any = log_in(REPORTER).get(platform.url + PAGE)

        assert "Roos Kuiper" in answer.text
        assert 'name="ziektewet"' not in answer.text
