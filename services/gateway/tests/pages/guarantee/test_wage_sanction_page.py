"""The page of a wage sanction: reported and changed by the employer, judged by Perspectief; and the contract."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.fakes.guarantee import guarantee_of, wage_sanction
from services.gateway.tests.platform_of_tests import Platform

NUMBER = "V-2026-0002"
PAGE = f"/dossier/{NUMBER}/loonsanctie"
WRITES = f"/v1/dossiers/{NUMBER}/wage-sanctions"
PDF = b"%PDF-1.7\n%%EOF\n"
REPORT = {"besluit_op": "08-06-2026", "ontvangen_op": "09-06-2026", "weken": "52", "soort": "SUBSTANTIVE"}


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """Opens the page as somebody, and sends one of its forms."""
    def of(person: Person = EMPLOYER) -> Any:
        browser = log_in(person)

        def visit(path: str | None = None, files: Any = None, **form: str) -> Any:
            page = browser.get(platform.url + PAGE)
            hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
            return page if path is None else browser.post(platform.url + PAGE + path, data=hidden | form, files=files)
        return visit
    return of


@pytest.fixture
def sanctioned(platform: Platform) -> dict[str, Any]:
    """The dossier, with a wage sanction that waits for the judgement."""
    dossier: dict[str, Any] = next(one for one in platform.services.data["dossiers"] if one["absence_number"] == NUMBER)
    row = wage_sanction()
    dossier.update(wage_sanctions=[row], guarantee=guarantee_of(row))
    return dossier


class TestReporting:
    @pytest.mark.requirement("R-047")
    def test_sends_the_copy_and_the_dates(self, platform: Platform, pages: Any) -> None:
        page = pages()("", files={"bestand": ("besluit.pdf", PDF)}, **REPORT).text.replace("\u00a0", " ")

        (write,) = platform.services.writes(WRITES)
        assert {name: write["body"][name] for name in ("decision_on", "received_on", "weeks", "kind")} == {
            "decision_on": "2026-06-08", "received_on": "2026-06-09", "weeks": 52, "kind": "SUBSTANTIVE"}
        assert write["body"]["document_id"]
        assert "Wordt beoordeeld" in page
        assert "di 16 juni 2026" in page
        assert "Kopie van het besluit" in page

    def test_can_be_done_without_the_copy(self, platform: Platform, pages: Any) -> None:
        pages()("", **REPORT)

        assert platform.services.writes(WRITES)[0]["body"]["document_id"] is None

    @pytest.mark.parametrize(("wrong", "sentence"), [
        ({"besluit_op": ""}, "Vul de datum van het besluit in."), ({"ontvangen_op": "x"}, 'id="ontvangen_op-fout"'),
        ({"weken": ""}, "Vul in hoeveel weken de loonsanctie duurt."), ({"weken": "53"}, 'id="weken-fout"'),
        ({"soort": "ANDERS"}, "Kies waarom UWV de loonsanctie oplegt.")])
    def test_says_at_the_field_what_is_wrong(self, platform: Platform, pages: Any, wrong: dict[str, str], sentence: str) -> None:
        answer = pages()("", **REPORT | wrong)

        assert (answer.status_code, sentence in answer.text) == (422, True)
        assert platform.services.writes(WRITES) == []


@pytest.mark.usefixtures("sanctioned")
class TestChanging:
    @pytest.mark.requirement("R-053")
    @pytest.mark.parametrize(("answer", "shown"), [("ja", "Perspectief betaalt"), ("nee", "Afgewezen")])
    def test_is_judged_by_the_casemanager_alone(self, platform: Platform, pages: Any, answer: str, shown: str) -> None:
        by_employer = pages()().text
        page = pages(CASEMANAGER)("/w-1/oordeel", voldaan=answer).text

        (write,) = platform.services.writes(f"{WRITES}/w-1/judgement")
        assert write["body"] == {"met": answer == "ja"}
        assert "Oordeel over de overeenkomst" not in by_employer
        assert shown in page

    def test_needs_an_answer(self, platform: Platform, pages: Any) -> None:
        answer = pages(CASEMANAGER)("/w-1/oordeel")

        assert (answer.status_code, "Kies of aan de overeenkomst is voldaan." in answer.text) == (422, True)

    def test_is_shortened_corrected_and_taken_back_by_the_employer(self, platform: Platform, pages: Any) -> None:
        visit = pages()
        shortened = visit("/w-1/verkorting", tot_en_met="21-05-2028").text
        corrected = visit("/w-1/corrigeren", **REPORT | {"weken": "26"}).text
        taken_back = visit("/w-1/intrekken").text

        assert platform.services.writes(f"{WRITES}/w-1/shortening")[0]["body"] == {"ends_on": "2028-05-21"}
        assert "zo 21 mei 2028" in shortened.replace("\u00a0", " ")
        assert "26 weken" in corrected
        assert "Loonsanctie melden" in taken_back

    def test_knows_no_other_act(self, pages: Any) -> None:
        assert pages()("/w-1/verlengen").status_code == 404


class TestContract:
    @pytest.mark.requirement("R-053")
    def test_can_be_saved_as_pdf_from_the_page_of_the_guarantee(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in()
        answer = browser.get(f"{platform.url}/overeenkomst")

        assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
        for page in (PAGE, f"/dossier/{NUMBER}/adviezen"):
            assert 'href="/overeenkomst"' in browser.get(platform.url + page).text

    def test_is_not_for_everybody(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(Person("acc-nobody", "Nora Niets", "emp-1")).get(f"{platform.url}/overeenkomst").status_code == 403
