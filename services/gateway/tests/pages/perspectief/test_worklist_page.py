"""The list of steps to do: all open ones, and what stays undone after a reminder."""
import re

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_data import step
from services.gateway.tests.fake_identity import CASEMANAGER
from services.gateway.tests.platform_of_tests import Platform

NUMBER = "V-2026-0002"
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


class TestStepOfTheFile:
    """A step that only the protocol's file names is shown and recorded like any other."""

    def test_is_explained_and_recorded_on_the_page_of_the_case(self, platform: Platform, log_in: LogIn) -> None:
        dossier = next(one for one in platform.services.data["dossiers"] if one["absence_number"] == NUMBER)
        dossier["plan"].append(step("WORKPLACE_VISIT", "Werkplekbezoek", "2026-06-20", "labour_expert", rule="Eigen taak",
                                    article="Afspraak met de werkgever", count="10 werkdagen na de stap Probleemanalyse"))
        browser = log_in(CASEMANAGER)
        page = browser.get(f"{platform.url}/dossier/{NUMBER}").text
        hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page))

        done = browser.post(f"{platform.url}/dossier/{NUMBER}/WORKPLACE_VISIT", data=hidden | {"afgerond_op": "15-06-2026"})

        assert "Termijn: 10 werkdagen na de stap Probleemanalyse. Afspraak met de werkgever (regel Eigen taak)." in page
        assert "De activiteit staat nu als afgerond in het dossier." in done.text
        assert len(platform.services.writes(f"/v1/dossiers/{NUMBER}/milestones/WORKPLACE_VISIT/completions")) == 1
