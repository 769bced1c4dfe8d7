"""The pages of talks, warnings and sanctions."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/dossier/V-2026-0002/sancties"
SANCTION = {"soort": "SUSPEND", "grond": "NON_COOPERATION", "vanaf": "15-06-2026", "tot_en_met": "30-06-2026"}


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """Opens a page as somebody, and sends one of its forms."""
    def of(person: Person = EMPLOYER) -> Any:
        browser = log_in(person)

        def visit(path: str = "", **form: str) -> Any:
            page = browser.get(platform.url + PAGE + ("" if form else path))
            hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
            return browser.post(platform.url + PAGE + path, data=hidden | form) if form else page
        return visit
    return of


@pytest.fixture
def warned(pages: Any) -> Any:
    """The employer's pages after a talk and two warnings."""
    visit = pages()
    visit("/gesprek", gesprek_op="01-06-2026", geweigerd="nee")
    for day in ("03-06-2026", "08-06-2026"):
        visit("/waarschuwing", gewaarschuwd_op=day)
    return visit


class TestEscalation:
    @pytest.mark.requirement("R-108")
    def test_shows_what_must_come_before_a_sanction(self, pages: Any) -> None:
        before = pages()()
        refused = pages()("", **SANCTION)

        assert "Een sanctie begint met een gesprek." in before.text
        assert "0 van minstens 2 waarschuwingen" in before.text
        assert (refused.status_code, "Geef minstens 2 waarschuwingen." in refused.text) == (422, True)

    def test_goes_from_a_talk_over_warnings_to_a_sanction(self, warned: Any) -> None:
        page = warned("", **SANCTION).text.replace("\u00a0", " ")

        assert "Gesprek gevoerd" in page
        assert page.count("Schriftelijk gewaarschuwd</strong>") == 2
        assert "Laat het uw werknemer direct schriftelijk weten." in page
        assert "Vanaf ma 15 juni 2026 tot en met di 30 juni 2026. Werkt niet mee aan re-integratie." in page

    def test_shows_a_sentence_at_each_wrong_field(self, pages: Any) -> None:
        page = pages()("", soort="FINE", grond="", vanaf="31-02-2026")

        assert page.status_code == 422
        assert "Kies of u het loon opschort of stopzet." in page.text
        assert "Kies waarom." in page.text
        assert 'id="vanaf-fout"' in page.text

    def test_lets_the_casemanager_alone_deviate_with_a_reason(self, pages: Any) -> None:
        assert "Wijkt u af van gesprek en waarschuwingen?" in pages(CASEMANAGER)().text
        assert "Wijkt u af" not in pages()().text


class TestWithdrawal:
    @pytest.mark.requirement("R-109")
    def test_of_a_warning_keeps_it_in_sight_and_flags_the_sanction(self, warned: Any) -> None:
        warned("", **SANCTION)
        wrong = warned("/waarschuwing/w-0/intrekken", welke="w-0", waarom="")
        page = warned("/waarschuwing/w-0/intrekken", welke="w-0", waarom="WRONG_DAY").text.replace("\u00a0", " ")

        assert (wrong.status_code, "Kies waarom u dit intrekt." in wrong.text) == (422, True)
        assert 'id="waarom-fout"' in wrong.text
        assert page.count("Schriftelijk gewaarschuwd</strong>") == 2
        assert "Ingetrokken op ma 15 juni 2026: het was op een andere dag." in page
        assert "1 van minstens 2 waarschuwingen" in page
        assert "Rust op een gesprek, sommatie of waarschuwing die is ingetrokken." in page
        assert "Deze sanctie rust op een gesprek" in warned("/s-1").text

    def test_of_a_talk_leaves_the_case_without_one(self, warned: Any) -> None:
        page = warned("/gesprek/t-0/intrekken", welke="t-0", waarom="NOT_HAPPENED").text

        assert "Nog geen gesprek" in page
        assert "Dit is ingetrokken. Het blijft met de reden in het dossier staan." in page


class TestSanction:
    def test_is_corrected_lifted_with_back_pay_and_withdrawn(self, warned: Any) -> None:
        warned("", **SANCTION)

        corrected = warned("/s-1/datums", vanaf="16-06-2026", tot_en_met="").text.replace("\u00a0", " ")
        lifted = warned("/s-1/opheffen", opgeheven_op="20-06-2026", nabetalen="ja").text
        withdrawn = warned("/s-1/intrekken", sleutel="k").text

        assert "Vanaf di 16 juni 2026, zonder einddatum" in corrected
        assert "Opgeheven" in lifted
        assert "Ingetrokken" in withdrawn

    def test_that_stopped_the_wage_is_never_paid_afterwards(self, warned: Any) -> None:
        warned("", **SANCTION | {"soort": "STOP"})

        page = warned("/s-1").text

        assert "Het loon dat is stopgezet, is definitief vervallen." in page
        assert "Betaalt u het loon van deze dagen alsnog?" not in page

    def test_asks_whether_the_wage_is_paid(self, warned: Any) -> None:
        warned("", **SANCTION)

        assert "Kies of u het loon alsnog betaalt." in warned("/s-1/opheffen", opgeheven_op="20-06-2026").text

    def test_of_nobody_is_not_found(self, pages: Any) -> None:
        assert pages()("/s-9").status_code == 404
