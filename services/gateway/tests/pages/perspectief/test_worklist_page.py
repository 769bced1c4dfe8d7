"""The list of steps to do: all open ones, and what stays undone after a reminder."""
import re

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER
from services.gateway.tests.platform_of_tests import Platform

LATE, PLANNED = "Plan van aanpak", "Re-integratieverslag"


class TestWorklist:
    def test_tells_which_mails_were_sent_about_a_step(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(CASEMANAGER).get(f"{platform.url}/te-doen").text

        assert re.search(r"4 mails gestuurd, de laatste op .*15 jun", page)
        assert re.search(r"blijft liggen sinds .*8 jun", page)

    def test_lists_what_stays_undone_after_a_reminder(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CASEMANAGER)

        whole, escalated = (browser.get(f"{platform.url}/te-doen{query}").text for query in ("", "?lijst=blijft-liggen"))

        assert "Blijft liggen na herinnering (1)" in whole
        assert (LATE in whole, PLANNED in whole) == (True, True)
        assert (LATE in escalated, PLANNED in escalated) == (True, False)
