"""The work list of Team Claims, and one claim with its explanation and decision (screens.md §4.3)."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.fakes.month_claims import NUMBER, month_claim
from services.gateway.tests.platform_of_tests import Platform

LIST = "/claims/werkvoorraad"
CLAIM = f"/claims/{NUMBER}"
CLAIMS = Person("staff-claims", "Piet Vos", None, (), ("insurer_claims",))


def read(page: requests.Response) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)).replace("\xa0", " ")


def send(platform: Platform, browser: requests.Session, **form: str) -> requests.Response:
    """Fill in the decision and send it."""
    page = browser.get(f"{platform.url}{CLAIM}/besluit").text
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie|gezien)" value="([^"]*)"', page))
    return browser.post(f"{platform.url}{CLAIM}/besluit", data=hidden | {"reden": "", "gevraagd": ""} | form)


def decided(platform: Platform) -> list[Any]:
    """What reached claims."""
    return [one["body"] for one in platform.services.writes(f"/v1/month-claims/{NUMBER}/decisions")]


@pytest.fixture(autouse=True)
def known(platform: Platform) -> None:
    """One claim that waits for people."""
    platform.services.data["month_claims"] = [month_claim()]


class TestWorklist:
    def test_names_person_employer_reason_and_amount_with_counts(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CLAIMS)
        page = read(browser.get(platform.url + LIST))

        for words in ("Werkvoorraad: 1 te beoordelen", "Mo El Amrani, mei 2026", "Bakkerij De Jong B.V.",
                      "Bedrag per dag gewijzigd", "€ 1.840,00", "Tweede akkoord 0", "Klaar deze maand 0", "Lonen"):
            assert words in page
        assert f'href="{LIST}">Claims om te beoordelen</a>' in browser.get(platform.url).text

    def test_filters_stay_in_the_address_of_every_tab(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(CLAIMS).get(f"{platform.url}{LIST}?reden=SANCTION").text

        assert "lijst=klaar&amp;reden=SANCTION" in page
        assert "Alles is beoordeeld" in page

    def test_unknown_filter_is_said_and_left_out(self, platform: Platform, log_in: LogIn) -> None:
        page = read(log_in(CLAIMS).get(f"{platform.url}{LIST}?reden=ANDERS&bedrag=veel"))

        assert "Kies een reden uit de lijst." in page
        assert "Mo El Amrani, mei 2026" in page

    def test_is_for_team_claims_only(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(CASEMANAGER).get(platform.url + LIST).status_code == 403


class TestClaim:
    def test_shows_the_amount_first_and_why_it_differs(self, platform: Platform, log_in: LogIn) -> None:
        page = read(log_in(CLAIMS).get(f"{platform.url}{CLAIM}/berekening"))

        why = "€ 1.680,00 minder dan de maand ervoor: 23 dagen in plaats van 22 en 50 % arbeidsongeschikt"
        for words in ("Te betalen: € 1.840,00", "rekening NL.. 4300", why, "Regel BENEFIT_LINE, versie 1",
                      "Nagerekend met deze regel: gelijk"):
            assert words in page

    def test_shows_versions_side_by_side_with_the_difference_in_words(self, platform: Platform, log_in: LogIn) -> None:
        page = read(log_in(CLAIMS).get(f"{platform.url}{CLAIM}/maanden"))

        assert "-€ 1.840,00 50 % arbeidsongeschikt" in page.replace("€ -1", "-€ 1")

    def test_shows_an_older_version_by_its_address(self, platform: Platform, log_in: LogIn) -> None:
        page = read(log_in(CLAIMS).get(f"{platform.url}{CLAIM}/berekening?versie=1"))

        assert "Dit is versie 1, die door een nieuwe is vervangen." in page
        assert "€ 3.680,00" in page

    def test_what_if_shows_the_month_without_keeping_it(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CLAIMS)
        found = read(browser.get(f"{platform.url}{CLAIM}/wat-als?hersteld=50&vanaf=11-05-2026"))
        silent = read(browser.get(f"{platform.url}{CLAIM}/wat-als?hersteld=50"))

        assert "Proefberekening € 1.680,00" in found
        assert "Vul in vanaf welke dag dit percentage geldt." in silent
        assert decided(platform) == []

    def test_timeline_names_the_rule_that_judged(self, platform: Platform, log_in: LogIn) -> None:
        page = read(log_in(CLAIMS).get(f"{platform.url}{CLAIM}/tijdlijn"))

        assert "Beoordeeld volgens de regels bedrag per dag gewijzigd automatisch, regels month-approval versie 1" in page

    @pytest.mark.parametrize("path", ["/claims/C-2026-000009/berekening", f"{CLAIM}/iets"])
    def test_what_does_not_exist_is_404(self, platform: Platform, log_in: LogIn, path: str) -> None:
        assert log_in(CLAIMS).get(platform.url + path).status_code == 404


class TestEmployer:
    def test_reads_why_a_month_is_refused_and_pays_nothing(self, platform: Platform, log_in: LogIn) -> None:
        benefit = platform.services.data["benefits"][0]
        benefit.update(status="REFUSED", refused_because="DATA_NOT_RECEIVED")

        page = read(log_in(EMPLOYER).get(f"{platform.url}/uitkeringen"))

        assert "Afgewezen Gevraagde gegevens niet ontvangen" in page

    def test_reads_which_data_is_asked_until_when(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["benefits"][0].update(status="WAITING", asked="PAYSLIP", waiting_until="2026-06-22")

        page = read(log_in(EMPLOYER).get(f"{platform.url}/uitkeringen"))

        assert "Wacht op uw gegevens Loonstrook, uiterlijk ma 22 juni 2026" in page


class TestDecision:
    @pytest.mark.parametrize(("form", "sent"), [
        ({"besluit": "APPROVE"}, {"decision": "APPROVE"}),
        ({"besluit": "ASK", "gevraagd": "PAYSLIP", "tot": "22-06-2026"},
         {"decision": "ASK", "asked": "PAYSLIP", "waiting_until": "2026-06-22"}),
        ({"besluit": "REFUSE", "reden": "DATA_INCORRECT", "toelichting": "Het loon is niet aangetoond."},
         {"decision": "REFUSE", "reason": "DATA_INCORRECT", "note": "Het loon is niet aangetoond."})])
    def test_is_sent_with_what_goes_with_it(self, platform: Platform, log_in: LogIn, form: dict[str, str],
                                            sent: dict[str, str]) -> None:
        answer = send(platform, log_in(CLAIMS), **form)

        assert answer.status_code == 200
        assert "is vastgelegd" in answer.text
        empty = dict.fromkeys(("reason", "asked", "waiting_until", "note"))
        assert decided(platform) == [empty | sent]

    @pytest.mark.parametrize(("form", "sentence"), [
        ({}, "Kies een besluit."), ({"besluit": "REFUSE"}, "Kies een reden voor de afwijzing."),
        ({"besluit": "ASK", "tot": "32-06-2026"}, "32-06-2026")])
    def test_without_what_it_needs_is_said_at_the_field(self, platform: Platform, log_in: LogIn, form: dict[str, str],
                                                        sentence: str) -> None:
        answer = send(platform, log_in(CLAIMS), **form)

        assert answer.status_code == 422
        assert sentence in answer.text

    def test_second_approval_by_the_same_person_is_said_on_the_page(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["month_claims"] = [month_claim(status="SECOND_APPROVAL")]

        answer = send(platform, log_in(CLAIMS), besluit="APPROVE")

        assert answer.status_code == 422
        assert "U gaf het eerste akkoord. Een collega geeft het tweede." in answer.text
