"""The worklist of VRA, and the start page that counts it."""
import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, DOCTOR, EMPLOYER, VRA, Person
from services.gateway.tests.platform_of_tests import Platform


class TestWorklist:
    @pytest.mark.parametrize(("which", "title", "address"), [
        ("meldingen", "Er is loonwaarde in passend werk", "/dossier/V-2026-0002/vra#melding-notice-1"),
        ("activiteiten", "Activiteit", "/dossier/V-2026-0002/kosten"),
        ("vragen", "Passend werk", "/dossier/V-2026-0002/vra#vraag-request-1")])
    @pytest.mark.parametrize("person", [VRA, CASEMANAGER], ids=["vra", "casemanager"])
    def test_leads_to_the_form_of_each_row(self, platform: Platform, log_in: LogIn, person: Person, which: str, title: str,
                                           address: str) -> None:
        page = log_in(person).get(f"{platform.url}/vra?lijst={which}")

        assert page.status_code == 200
        assert f'href="{address}">{title}' in page.text
        assert "Bakkerij De Jong B.V." in page.text

    def test_marks_a_question_past_its_day(self, platform: Platform, log_in: LogIn) -> None:
        assert "Te laat" in log_in(VRA).get(f"{platform.url}/vra?lijst=vragen").text

    @pytest.mark.parametrize(("which", "sentence"), [("declaraties", "Er wacht geen declaratie"),
                                                     ("opdrachten", "Er is geen opdracht")])
    def test_says_when_nothing_waits(self, platform: Platform, log_in: LogIn, which: str, sentence: str) -> None:
        assert sentence in log_in(VRA).get(f"{platform.url}/vra?lijst={which}").text

    @pytest.mark.parametrize("person", [EMPLOYER, DOCTOR], ids=["employer", "doctor"])
    def test_is_closed_to_others(self, platform: Platform, log_in: LogIn, person: Person) -> None:
        assert log_in(person).get(f"{platform.url}/vra").status_code == 403

    def test_is_counted_on_the_start_page_of_vra(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(VRA).get(platform.url + "/")

        assert "Meldingen van casemanagers" in page.text
        assert 'href="/vra?lijst=activiteiten"' in page.text
        assert "Opdrachten van Claims Inkomen" not in page.text
