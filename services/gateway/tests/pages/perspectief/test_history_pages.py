"""The history of a case as the employer and Perspectief read it."""
import re

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, REPORTER
from services.gateway.tests.pages.accounts.test_colleagues_pages import account as colleague
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.view.perspectief.history import People, lines_of

PAGE = "/dossier/V-2026-0002/geschiedenis"


def rows(page: str) -> list[str]:
    """The rows of the table as plain text, without the moment."""
    found = re.findall(r"<tr><th scope=\"row\".*?</th>(.*?)</tr>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


class TestHistoryOfACase:
    @pytest.mark.requirement("R-154")
    def test_lists_every_act_latest_first_with_who_and_the_old_and_new_values(self, platform: Platform, log_in: LogIn) -> None:
        platform.identity.api["GET /v1/accounts"] = {"items": [colleague(id="acc-colleague")], "next": None}
        browser = log_in(EMPLOYER)

        page = browser.get(platform.url + PAGE).text

        assert rows(page) == [
            ("Sanctie gewijzigd of opgeheven: loon opgeschort Tot en met: 20-06-2026 → 19-06-2026 Ingehouden loon "
             "wordt betaald: Ja Carla Mulder (Casemanager)"),
            "Langdurig verzuim dreigt Sinds: 01-06-2026 Vanzelf, door het systeem",
            "Advies beantwoord of beoordeeld: Zet een mediator in Antwoord: Wacht op antwoord → Opgevolgd Piet Maas (Uw bedrijf)",
            ("Advies gegeven: Zet een mediator in Uiterlijk: 20-05-2026 Antwoord: Wacht op antwoord "
             "Carla Mulder (Casemanager)"),
            "Stap afgerond: Telefonisch contact Gedaan op: 24-04-2026 Carla Mulder (Casemanager)",
            "Melding verbeterd Eerste ziektedag: 20-04-2026 → 18-04-2026 Piet Maas (Uw bedrijf)",
            "Ziek gemeld Eerste ziektedag: 20-04-2026 U"]
        assert PAGE in browser.get(f"{platform.url}/dossier/V-2026-0002").text
        assert browser.get(f"{platform.url}/dossier/V-2026-9999/geschiedenis").status_code == 404

    def test_says_what_was_logged_in_a_second_track_and_what_was_taken_back(self) -> None:
        act = {"recorded_at": "2026-06-15T10:00:00+00:00", "actor_id": "acc-1", "role": "employer", "name": None, "title": None}
        logged = act | {"subject": "track_report", "about": {"reported_on": "2026-06-12"}, "old": None,
                        "new": {"reported_on": "2026-06-12", "orientations": 3, "applications": 1}}
        withdrawn = act | {"subject": "warning", "about": {"given_on": "2026-06-03"}, "old": {"withdrawal_reason": None},
                           "new": {"withdrawal_reason": "WRONG_DAY"}}

        lines = lines_of([], [logged, withdrawn], People("acc-1", {}))

        assert [(line.what, [(each.label, each.new) for each in line.differences]) for line in lines] == [
            ("Voortgangsrapportage van het tweede spoor", [
                ("Van", "12-06-2026"), ("Georiënteerd", "3"), ("Gesolliciteerd", "1")]),
            ("Waarschuwing ingetrokken: van 03-06-2026", [("Reden", "Het was op een andere dag")])]

    def test_names_no_colleague_to_a_colleague(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(REPORTER).get(platform.url + PAGE).text

        assert rows(page)[-1] == "Ziek gemeld Eerste ziektedag: 20-04-2026 Uw bedrijf"

    def test_shows_the_dossier_to_its_casemanager(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(CASEMANAGER).get(platform.url + PAGE).text

        assert rows(page)[2] == (
            "Advies beantwoord of beoordeeld: Zet een mediator in Antwoord: Wacht op antwoord → Opgevolgd Uw bedrijf")
        assert "Ziek gemeld" not in page

    def test_says_what_it_misses_while_absence_is_slow(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)
        platform.services.slow["absence"] = 2.5

        page = browser.get(platform.url + PAGE).text

        assert "Advies gegeven" in page
        assert "de meldingen" in page
