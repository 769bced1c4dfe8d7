"""The page of the return to work: the doctor's expectation, and the efforts."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, DOCTOR, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

NUMBER = "V-2026-0002"
PAGE = f"/dossier/{NUMBER}/terugkeer"


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """Opens the page as somebody, and sends one of its forms."""
    def of(person: Person = EMPLOYER) -> Any:
        browser = log_in(person)

        def visit(path: str | None = None, **form: str) -> Any:
            page = browser.get(platform.url + PAGE)
            hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
            return page if path is None else browser.post(platform.url + PAGE + path, data=hidden | form)
        return visit
    return of


@pytest.mark.requirement("R-045")
@pytest.mark.parametrize("person", [EMPLOYER, CASEMANAGER], ids=lambda person: person.account_id)
def test_records_an_effort_with_its_class(platform: Platform, pages: Any, person: Person) -> None:
    visit = pages(person)
    wrong = visit("/inspanning", soort="ANDERS", gedaan_op="12-06-2026")
    page = visit("/inspanning", soort="OTHER_EMPLOYER", gedaan_op="12-06-2026").text

    assert "staat in het dossier" in page, page
    (write,) = platform.services.writes(f"/v1/dossiers/{NUMBER}/efforts")
    assert write["body"] == {"effort_class": "OTHER_EMPLOYER", "made_on": "2026-06-12"}
    assert (wrong.status_code, "Kies om welk werk het ging." in wrong.text) == (422, True)
    assert "Werk bij een ander bedrijf" in page


def test_records_what_the_doctor_expects(platform: Platform, pages: Any) -> None:
    visit = pages(DOCTOR)
    empty = visit("/verwachting")
    page = visit("/verwachting", verwachting="FULL_RETURN", gegeven_op="12-06-2026").text

    (write,) = platform.services.writes(f"/v1/dossiers/{NUMBER}/prognoses")
    assert write["body"] == {"expectation": "FULL_RETURN", "given_on": "2026-06-12"}
    assert (empty.status_code, "Kies wat u verwacht." in empty.text) == (422, True)
    assert "Onderzoek door een arbeidsdeskundige is dan niet nodig." in page


def test_lets_no_employer_say_what_the_doctor_expects(pages: Any) -> None:
    assert pages()("/verwachting", verwachting="FULL_RETURN").status_code == 403


def test_says_in_the_dossier_that_the_doctor_is_late(platform: Platform, log_in: LogIn) -> None:
    dossier = next(one for one in platform.services.data["dossiers"] if one["absence_number"] == NUMBER)
    dossier["flags"] = ["DOCTOR_REVIEW_OVERDUE"]

    assert "langer dan zes weken geleden mee" in log_in().get(f"{platform.url}/dossier/{NUMBER}").text
