"""The delivery track of a report, on the done page and the dossier."""
import re

import pytest

from services.gateway.tests.pages.test_reporting_flows import GOOD, browser, send

__all__ = ["browser"]


class TestDeliveryTrack:
    TIMES = {"reported_at": "2026-06-15T06:45:00+00:00", "dossier_opened_on": "2026-06-15",
             "dossier_opened_at": "2026-06-15T06:45:03+00:00", "claim_opened_on": "2026-06-15",
             "claim_judged_at": "2026-06-15T06:46:00+00:00", "claim_rejected_because": None}

    def test_waits_and_refreshes_itself_until_dossier_and_claim_are_open(self, platform, browser):
        page = send(platform, browser, "/ziek-melden/e-3", GOOD, "versturen").text

        assert "Perspectief opent het dossier" in page
        assert 'hx-get="/ziek-melden/gedaan/V-2026-0100/volgen" hx-trigger="every 5s"' in page
        assert '<a href="">Vernieuw de pagina nu</a>' in page

        absence = next(each for each in platform.services.data["absences"] if each["absence_number"] == "V-2026-0100")
        absence["delivery"] = self.TIMES
        part = browser.get(f"{platform.url}/ziek-melden/gedaan/V-2026-0100/volgen").text
        assert re.findall(r'<strong>([^<]+)</strong><span class="why">([^<]+)', part) == [
            ("Uw melding is ontvangen", "maandag 15 juni 2026 om 08:45"),
            ("Perspectief heeft het dossier geopend", "maandag 15 juni 2026 om 08:45"),
            ("De verzekeraar heeft de claim in behandeling", "maandag 15 juni 2026 om 08:46")]
        assert "hx-get" not in part

    def test_says_why_a_claim_was_refused_and_when_the_consultant_called(self, platform, browser):
        refused = self.TIMES | {"claim_opened_on": None, "claim_rejected_because": "COVER_SUSPENDED"}
        number, dossier = "V-2026-0007", platform.services.data["dossiers"][1]
        platform.services.data["absences"][1]["delivery"] = refused
        dossier["plan"].append({**dossier["plan"][0], "code": "M02", "completed_on": "2026-06-16", "status": "DONE"})

        page = browser.get(f"{platform.url}/dossier/{number}").text

        assert "De dekking is geschorst omdat er premie openstaat. De begeleiding gaat gewoon door." in page
        assert re.search(r"De verzuimconsultant heeft gebeld</strong><span class=\"why\">di 16 juni 2026", page)

    @pytest.mark.requirement("R-093")
    @pytest.mark.requirement("R-094")
    def test_warns_against_dismissal_in_a_conflict(self, platform, browser):
        platform.services.data["absences"][0]["labour_conflict"] = True

        page = browser.get(f"{platform.url}/ziek-melden/gedaan/V-2026-0002").text

        assert "U mag uw werknemer niet zomaar ontslaan" in page
        assert "Schakel eerst een jurist in" in page
        assert "Uw verzekering helpt met rechtsbijstand" in page


class TestThirdParty:
    PATH = "/dossier/V-2026-0007/aansprakelijk"

    @pytest.mark.requirement("R-140")
    def test_is_answered_later_on_a_page_of_its_own(self, platform, browser):
        page = browser.get(platform.url + self.PATH).text
        assert re.search(r'name="derde" value="ja" checked', page), "the present answer"
        version = re.search(r'name="versie" value="(\d+)"', page)[1]

        refused = send(platform, browser, self.PATH, {"derde": "misschien"}, "")
        saved = send(platform, browser, self.PATH, {"derde": "nee", "versie": version, "sleutel": "d-1"}, "")

        assert (refused.status_code, "Kies of iemand anders aansprakelijk kan zijn." in refused.text) == (422, True)
        write, = platform.services.writes("/v1/absences/V-2026-0007/corrections")
        assert (write["body"], write["headers"]["If-Match"]) == ({"third_party": "NO"}, f'"{version}"')
        assert saved.url.endswith("/dossier/V-2026-0007")
        assert f'href="{self.PATH}"' in saved.text


class TestFrequentReporter:
    def test_shows_the_employer_whom_to_call_for_tips(self, platform, browser):
        platform.services.data["dossiers"][1]["flags"] = ["FREQUENT_REPORTER"]

        page = browser.get(f"{platform.url}/dossier/V-2026-0007").text

        assert "Bel uw casemanager voor tips" in page
        assert "(0341) 438 700" in page
