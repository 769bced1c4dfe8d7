"""The services of the insurance, and the calculator of the transition payment."""
import html
import re

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, REPORTER
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.view.questions import VERSION_ON
from shared.testing.pdf import Pdf

ASKED = {"in_dienst": "1-3-2021", "laatste_dag": "30-6-2026", "maandloon": "3.240,00", "jaarloon": ""}


def plain(text: str) -> str:
    """A text without markup and without spaces, which lines of a PDF lose."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", text)))


class TestServices:
    @pytest.mark.requirement("R-021")
    def test_are_listed_with_what_each_is_for(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(EMPLOYER).get(f"{platform.url}/diensten").text

        for service in ("Arbodienst en casemanagement", "Rechtsbijstand", "Poortwachtergarantie", "Re-integratie"):
            assert f">{service}</h2>" in page


@pytest.fixture(scope="module")
def manual(whole_platform: Platform) -> tuple[str, Pdf]:
    """Its media type and name, and its content; the process makes it once."""
    answer = requests.get(f"{whole_platform.url}/hulp/handleiding", timeout=30)
    return f"{answer.headers['Content-Type']} {answer.headers['Content-Disposition']}", Pdf(answer.content)


class TestManual:
    def test_is_a_pdf_for_everybody_that_a_screen_reader_can_use(self, manual: tuple[str, Pdf]) -> None:
        said, file = manual

        assert said == f'application/pdf attachment; filename="handleiding-{VERSION_ON}.pdf"'
        assert (file.title, file.faults) == ("Handleiding MKB Verzuim Ontzorg Verzekering", [])

    @pytest.mark.parametrize(("path", "least"), [("/hulp", 60), ("/diensten", 5)])
    def test_has_every_text_of_the_page(self, platform: Platform, log_in: LogIn, manual: tuple[str, Pdf], path: str,
                                        least: int) -> None:
        page = log_in(EMPLOYER).get(platform.url + path).text

        main = page.split('<main id="inhoud"')[1].split("</main>")[0]
        texts = [plain(text) for text in re.findall(r"<(?:li|p|summary)>(.*?)</(?:li|p|summary)>", main) if "<a " not in text]
        assert len(texts) >= least
        assert [text for text in texts if text not in plain(manual[1].text)] == []

    @pytest.mark.requirement("R-020")
    def test_is_linked_beside_the_questions_where_employees_are_kept(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(EMPLOYER).get(f"{platform.url}/werknemers").text

        assert '<a href="/hulp">veelgestelde vragen</a>' in page
        assert '<a href="/hulp/handleiding">handleiding (PDF)</a>' in page
        assert requests.get(f"{platform.url}/hulp/handleiding", timeout=30).content.startswith(b"%PDF")


class TestCalculator:
    @pytest.mark.requirement("R-135", "R-137")
    def test_shows_the_payment_and_that_the_law_changed(self, platform: Platform, log_in: LogIn) -> None:
        answer = log_in(EMPLOYER).get(f"{platform.url}/transitievergoeding", params=ASKED)

        page = answer.text.replace("\u00a0", " ")
        assert (answer.status_code, "De vergoeding is € 5.760,00 bruto" in page) == (200, True)
        assert "ook na 104 weken ziekte" in page
        assert "vanaf de eerste werkdag" in page
        assert 'value="3.240,00"' in page

    def test_says_at_the_field_what_is_wrong(self, platform: Platform, log_in: LogIn) -> None:
        answer = log_in(EMPLOYER).get(f"{platform.url}/transitievergoeding", params=ASKED | {"maandloon": ""})

        assert (answer.status_code, 'id="maandloon-fout"' in answer.text) == (422, True)

    def test_is_for_those_who_may_change_wages(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(REPORTER).get(f"{platform.url}/transitievergoeding").status_code == 403
