"""The list of recourse files, one file with its acts, and what the employer sees of it (R-141, R-142)."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.fakes.recourse import recourse_file
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/claims/regres"
FILE = f"{PAGE}/V-2026-0002"
CLAIMS = Person("staff-claims", "Piet Vos", None, (), ("insurer_claims",))
LEGAL_AID = Person("staff-rechtsbijstand", "Ria Kok", None, (), ("legal_aid",))
PARTY = {"soort": "TRAFFIC", "gebeurd_op": "02-03-2026", "naam": "J. Bakker", "relatie": "UNRELATED"}


def send(platform: Platform, browser: requests.Session, what: str, **form: str) -> requests.Response:
    """Fill in a form of the file and send it."""
    page = browser.get(platform.url + FILE).text
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie|gezien)" value="([^"]*)"', page))
    return browser.post(f"{platform.url}{FILE}/{what}", data=hidden | form)


def written(platform: Platform, what: str) -> list[Any]:
    """What reached claims."""
    return [one["body"] for one in platform.services.writes(f"/v1/recourse-files/V-2026-0002/{what}")]


@pytest.fixture(autouse=True)
def known(platform: Platform) -> None:
    """One file that waits for a call to the employer."""
    platform.services.data["recourse"] = [recourse_file()]


class TestList:
    @pytest.mark.requirement("R-141")
    def test_shows_claims_whom_to_call_by_when_and_counts_it_on_the_start_page(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CLAIMS)
        page = browser.get(platform.url + PAGE).text
        start = browser.get(platform.url).text

        for words in ("Mo El Amrani", "V-2026-0002", "Werkgever bellen uiterlijk vr 12 juni 2026", "Te laat", "Gemeld"):
            assert words in page
        assert "Te laat met bellen" in page
        assert 'href="/claims/regres">Regresdossiers</a>' in start

    def test_shows_ended_files_apart(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["recourse"] = [recourse_file(status="WITHDRAWN", cause="REPORT_CANCELLED")]
        browser = log_in(CLAIMS)

        assert "Er zijn geen dossiers" in browser.get(platform.url + PAGE).text
        assert "Ingetrokken" in browser.get(f"{platform.url}{PAGE}?stand=ENDED").text

    def test_is_for_claims_and_legal_aid_only(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(LEGAL_AID).get(platform.url + PAGE).status_code == 200
        assert log_in(CASEMANAGER).get(platform.url + PAGE).status_code == 403


class TestFile:
    @pytest.mark.parametrize(("what", "form", "sent", "done"), [
        ("stap", {"stap": "SCREENING", "reden": ""}, ("moves", {"to": "SCREENING", "accepted_pct": None, "cause": None}),
         "De stap is vastgelegd."),
        ("stap", {"stap": "WITHDRAWN", "reden": "NOT_WORTH_IT"},
         ("moves", {"to": "WITHDRAWN", "accepted_pct": None, "cause": "NOT_WORTH_IT"}), "Ingetrokken"),
        ("partij", PARTY | {"kwetsbaar": "ja"}, ("liable-party", {
            "name": "J. Bakker", "insurer": None, "plate": None, "reference": None, "relation": "UNRELATED",
            "fault_bars_cover": False, "event_kind": "TRAFFIC", "event_on": "2026-03-02", "known_on": None,
            "police_report": False, "is_vulnerable": True}), "J. Bakker"),
        ("schade", {"netto": "11.000,00", "reintegratie": "1.210,00"}, ("damage-statement", {
            "lines": [{"item": "NET_WAGE", "amount": "11000.00"}, {"item": "REINTEGRATION", "amount": "1210.00"}],
            "victim_own": "0.00", "net_lost": None, "reintegration_uninsured": "0.00", "gross_paid": None}),
         "De schade is vastgesteld."),
        ("ontvangst", {"bedrag": "9157,50"}, ("receipts", {"amount": "9157.50", "received_on": None}),
         "De ontvangst is geboekt."),
        ("stuiting", {"stuiting": "LETTER", "gestuit_op": "01-06-2026"},
         ("interruptions", {"kind": "LETTER", "interrupted_on": "2026-06-01"}), "De verjaring is gestuit.")],
        ids=["a step", "withdrawal", "the liable party", "damage", "a receipt", "an interruption"])
    def test_takes_every_act(self, platform: Platform, log_in: LogIn, what: str, form: dict[str, str],
                             sent: tuple[str, Any], done: str) -> None:
        page = send(platform, log_in(CLAIMS), what, **form)

        assert (page.status_code, done in page.text) == (200, True)
        assert written(platform, sent[0]) == [sent[1]]

    @pytest.mark.parametrize(("what", "form", "field", "sentence"), [
        ("stap", {"stap": ""}, "stap", "Kies de volgende stap."),
        ("partij", PARTY | {"gebeurd_op": "30-02-2026"}, "gebeurd_op", ""),
        ("schade", {"netto": ""}, "netto", "Vul het netto loon in dat is doorbetaald."),
        ("ontvangst", {"bedrag": "-1"}, "bedrag", ""),
        ("stuiting", {"stuiting": "MAIL", "gestuit_op": "01-06-2026"}, "stuiting", "Kies hoe u stuitte.")])
    def test_answers_bad_input_at_the_field(self, platform: Platform, log_in: LogIn, what: str, form: dict[str, str],
                                            field: str, sentence: str) -> None:
        page = send(platform, log_in(CLAIMS), what, **form)

        assert page.status_code == 422
        assert sentence in page.text.split(f'id="{field}-fout">')[1].split("</p>")[0]
        assert platform.services.writes("/v1/recourse-files/V-2026-0002") == []

    def test_shows_a_refusal_of_claims(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.refusals["POST /v1/recourse-files/V-2026-0002/receipts"] = (409, {
            "code": "recourse.not_settled", "detail": "Boek een ontvangst nadat u heeft geschikt."})

        page = send(platform, log_in(CLAIMS), "ontvangst", bedrag="10,00")

        assert (page.status_code, "Boek een ontvangst nadat u heeft geschikt." in page.text) == (422, True)

    def test_shows_amounts_allocations_and_warnings(self, platform: Platform, log_in: LogIn) -> None:
        steps = [{"act": act, "status": "ALLOCATED", "at": "2026-06-11T10:00:00+02:00", "on": "2026-06-11", "amount": amount,
                  "detail": detail} for act, amount, detail in (
            ("RECEIVED", "9157.50", None), ("ALARM", None, "2029-03-02/12"), ("REOPENED", None, None))]
        platform.services.data["recourse"] = [recourse_file(
            status="ALLOCATED", net_loss="11000.00", victim_own="0.00", reintegration_costs="1210.00", loss_through="2026-05",
            steps=steps, allocations=[{
                "number": 1, "allocated_on": "2026-06-12", "employer": "1787.60", "employer_difference": "1787.60",
                "wage": "8250.00", "reintegration": "907.50", "benefits": "13407.00", "uninsured": "1787.60",
                "insurer": "7369.90", "insurer_difference": "7369.90"}])]

        page = log_in(CLAIMS).get(platform.url + FILE).text

        for words in ("7.369,90", "1.787,60", "11.000,00", "12 maanden voor vr 2 maart 2029", "Verdeling heropend", "9.157,50"):
            assert words in page


class TestEmployer:
    def test_sees_the_state_and_what_to_hand_in_where_the_answer_is_given(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(EMPLOYER).get(f"{platform.url}/dossier/V-2026-0002/aansprakelijk").text

        for words in ("Verhaal op de ander", "Gemeld", "Team Claims belt u."):
            assert words in page

    def test_sees_no_file_without_one(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["recourse"] = []

        page = log_in(EMPLOYER).get(f"{platform.url}/dossier/V-2026-0002/aansprakelijk")

        assert (page.status_code, "Verhaal op de ander" in page.text) == (200, False)
