"""What Perspectief pays for wage sanctions, for Claims (R-048, R-049)."""
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER
from services.gateway.tests.fakes.recourse import guarantee
from services.gateway.tests.pages.insurer.test_recourse_pages import CLAIMS
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/claims/garantie"


class TestPages:
    def test_list_the_guarantees_and_show_one_with_its_months(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CLAIMS)
        listed, shown = browser.get(platform.url + PAGE).text, browser.get(f"{platform.url}{PAGE}/w-1").text

        for words in ("Mo El Amrani", "4.816,00", "2.352,00", "Wordt betaald", f'href="{PAGE}/w-1"'):
            assert words in listed
        for words in ("2.464,00", "2026-06", "8 weken", "Voldaan"):
            assert words in shown

    def test_say_that_one_is_still_assessed(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["guarantees"] = [guarantee(
            stage="ASSESSING", decision="ASSESSING", amount="0.00", charged="0.00", charges=[], lines=[], conditions=[
                {"code": "TIMELY", "holds": False}])]

        shown = log_in(CLAIMS).get(f"{platform.url}{PAGE}/w-1").text

        for words in ("Perspectief beoordeelt nog of aan de overeenkomst is voldaan.", "Niet voldaan", "Er zijn geen maanden"):
            assert words in shown

    def test_are_for_claims_alone(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)

        assert [browser.get(f"{platform.url}{path}").status_code for path in (PAGE, f"{PAGE}/w-1")] == [403, 403]
