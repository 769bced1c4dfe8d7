"""What Claims pays for accepted declarations, and what the employer sees of it (R-071)."""
import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER
from services.gateway.tests.fakes.recourse import reimbursement
from services.gateway.tests.pages.insurer.test_recourse_pages import CLAIMS
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/claims/declaraties"


class TestList:
    @pytest.mark.requirement("R-071")
    def test_shows_what_is_to_be_paid_by_when_and_what_is_late(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CLAIMS)
        page = browser.get(platform.url + PAGE).text

        for words in ("V-2026-0002", "900,00", "12 juni 2026", "Te laat"):
            assert words in page
        assert f'href="{PAGE}">Declaraties om te betalen</a>' in browser.get(platform.url).text

    def test_shows_what_was_paid_with_its_file(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["reimbursements"] = [
            reimbursement(status="PAID", paid_on="2026-06-11", file_id="VERG-2026-06-11-1")]
        browser = log_in(CLAIMS)
        page = browser.get(f"{platform.url}{PAGE}?stand=PAID").text
        file = browser.get(f"{platform.url}{PAGE}/bestand/VERG-2026-06-11-1")

        assert ("11 juni 2026" in page, f'href="{PAGE}/bestand/VERG-2026-06-11-1"' in page) == (True, True)
        assert (file.text, file.headers["Content-Type"]) == ("<Document>VERG-2026-06-11-1</Document>", "application/xml")
        assert "Er zijn geen declaraties" in browser.get(platform.url + PAGE).text

    @pytest.mark.parametrize("person", [CASEMANAGER, EMPLOYER], ids=["casemanager", "employer"])
    def test_is_for_claims_alone(self, platform: Platform, log_in: LogIn, person: object) -> None:
        assert log_in(person).get(platform.url + PAGE).status_code == 403
