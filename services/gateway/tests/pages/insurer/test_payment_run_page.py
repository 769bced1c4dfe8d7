"""The page of a payment run: checked, approved on its control number, payments set aside, filed."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, Person
from services.gateway.tests.fakes.runs import NUMBER, act_row
from services.gateway.tests.platform_of_tests import Platform

RUNS, PAGE = "/claims/betaalruns", "/claims/betaalruns/2026-05"
PAYMENT = "UIT-2026-05-000001"
CLAIMS = Person("staff-claims", "Karim Yilmaz", None, (), ("insurer_claims",))


@pytest.fixture
def browser(platform: Platform, log_in: LogIn) -> requests.Session:
    """Somebody of Team Claims."""
    platform.identity.api["GET /admin/v1/staff-accounts"] = {"next": None, "items": [{
        "id": "staff-claims", "first_name": "Karim", "infix": None, "last_name": "Yilmaz", "roles": ["insurer_claims"]}]}
    return log_in(CLAIMS)


def send(platform: Platform, browser: requests.Session, path: str, *, shown_at: str = "/controle",
         **form: str) -> requests.Response:
    """Send one of the forms of the page."""
    page = browser.get(platform.url + PAGE + shown_at).text
    hidden = dict(re.findall(r'name="(csrf_token|versie|gezien|controlegetal)" value="([^"]*)"', page))
    return browser.post(f"{platform.url}{PAGE}{path}", data=hidden | form)


def bodies(platform: Platform, what: str) -> list[Any]:
    """What reached claims."""
    return [one["body"] for one in platform.services.writes(f"/v1/payment-runs/RUN-2026-05/{what}")]


class TestRuns:
    def test_are_listed_for_claims_alone(self, platform: Platform, browser: requests.Session, log_in: LogIn) -> None:
        assert f'href="{PAGE}/controle"' in browser.get(platform.url + RUNS).text
        assert log_in(EMPLOYER).get(platform.url + RUNS).status_code == 403


class TestRun:
    def test_shows_totals_differences_and_what_to_look_at(self, platform: Platform, browser: requests.Session) -> None:
        page = browser.get(f"{platform.url}{PAGE}/controle").text

        assert "Controleren (nu)" in page
        assert NUMBER in page
        assert "Meer dan 25 % anders" in page
        assert "+ 33,6" in page
        assert "gewijzigd" in page

    def test_says_what_is_unseen_before_the_check_can_be_finished(self, platform: Platform, browser: requests.Session) -> None:
        refused = send(platform, browser, "/controle")
        seen = send(platform, browser, f"/gezien/{PAYMENT}")
        finished = send(platform, browser, "/controle")

        assert (refused.status_code, "1 betaling is nog door niemand gezien." in refused.text) == (422, True)
        assert "gezien door Karim Yilmaz" in seen.text
        assert "De controle is afgerond." in finished.text
        assert "Akkoord geven aan" in finished.text

    def test_is_approved_on_the_number_that_was_shown(self, platform: Platform, browser: requests.Session) -> None:
        platform.services.data["run_acts"] = [act_row("SEEN"), act_row("CHECKED")]
        page = send(platform, browser, "/akkoord")

        assert "Uw akkoord is vastgelegd." in page.text
        assert bodies(platform, "approvals") == [{"control_number": NUMBER}]

    def test_says_that_it_changed_meanwhile(self, platform: Platform, browser: requests.Session) -> None:
        platform.services.data["run_acts"] = [act_row("SEEN"), act_row("CHECKED")]

        page = send(platform, browser, "/akkoord", controlegetal="0000-0000-0000-0000")

        assert (page.status_code, "De betaalrun is gewijzigd." in page.text) == (422, True)

    def test_is_rejected_with_a_reason(self, platform: Platform, browser: requests.Session) -> None:
        platform.services.data["run_acts"] = [act_row("SEEN"), act_row("CHECKED")]
        without = send(platform, browser, "/weigeren")
        send(platform, browser, "/weigeren", reden="Het loon klopt niet.")

        assert "Schrijf op waarom u de run terugstuurt." in without.text.split('id="reden-fout">')[1].split("</p>")[0]
        assert bodies(platform, "rejections") == [{"control_number": NUMBER, "reason": "Het loon klopt niet."}]

    def test_becomes_a_file_that_can_be_saved(self, platform: Platform, browser: requests.Session) -> None:
        platform.services.data["run_acts"] = [act_row("SEEN"), act_row("CHECKED"), act_row("APPROVED"), act_row("APPROVED")]
        page = send(platform, browser, "/bestand")

        file = browser.get(f"{platform.url}{PAGE}/bestand/1")

        assert "Het bestand is gemaakt." in page.text
        assert (file.content, f'href="{PAGE}/bestand/1"' in page.text) == (b"<Document/>", True)

    def test_names_who_did_what(self, platform: Platform, browser: requests.Session) -> None:
        platform.services.data["run_acts"] = [act_row("FILED", "system", subject="RUN-2026-05")]

        page = browser.get(f"{platform.url}{PAGE}/controle?lijst=geschiedenis").text

        assert "<strong>Bestand gemaakt</strong> automatisch" in page

    @pytest.mark.parametrize("month", ["2026-13", "nu", "2026-5"])
    def test_of_no_month_is_not_found(self, platform: Platform, browser: requests.Session, month: str) -> None:
        assert browser.get(f"{platform.url}{RUNS}/{month}/controle").status_code == 404


class TestBankAnswer:
    @pytest.fixture
    def answer(self, platform: Platform, browser: requests.Session) -> Any:
        """Send a file of the bank."""
        platform.services.data["run_acts"] = [act_row("FILED", "system", subject="RUN-2026-05")]
        token = dict(re.findall(r'name="(csrf_token)" value="([^"]*)"', browser.get(f"{platform.url}{PAGE}/controle").text))
        return lambda content: browser.post(f"{platform.url}{PAGE}/bevestiging", data=token,
                                            files={"bestand": ("x.xml", content)})

    def test_says_what_the_bank_confirmed_and_refused(self, answer: Any) -> None:
        assert "1 overboekingen bevestigd, 0 geweigerd, 2 regels die niet over een betaalrun gaan" in answer(b"<Document/>").text

    @pytest.mark.parametrize(("content", "message"), [
        (b"", "Kies het bestand van de bank."), (b"x", "Dit bestand kunnen wij niet lezen: het is geen geldig XML.")])
    def test_that_is_none_is_refused_at_its_field(self, answer: Any, content: bytes, message: str) -> None:
        page = answer(content)

        assert (page.status_code, message in page.text.split('id="bestand-fout">')[1].split("</p>")[0]) == (422, True)


class TestPayment:
    def test_is_set_aside_with_a_reason_until_a_day_and_put_back(self, platform: Platform, browser: requests.Session) -> None:
        aside = send(platform, browser, f"/apart/{PAYMENT}", shown_at=f"/apart/{PAYMENT}", reden="Herstel nog niet verwerkt.",
                     tot="16-07-2026")
        back = send(platform, browser, f"/terug/{PAYMENT}", shown_at="/controle?lijst=apart")

        assert bodies(platform, f"lines/{PAYMENT}/set-aside") == [
            {"reason": "Herstel nog niet verwerkt.", "until": "2026-07-16"}]
        assert "Herstel nog niet verwerkt." in aside.text
        assert "De betaling staat weer in de run." in back.text

    @pytest.mark.parametrize(("form", "field"), [
        ({"tot": "16-07-2026"}, "reden"), ({"reden": "Weg."}, "tot"), ({"reden": "Weg.", "tot": "31-02-2027"}, "tot"),
        ({"reden": "Weg.", "tot": "01-01-2030"}, "tot")], ids=["no reason", "no day", "no date", "too late"])
    def test_needs_a_reason_and_a_day(self, platform: Platform, browser: requests.Session, form: dict[str, str],
                                      field: str) -> None:
        page = send(platform, browser, f"/apart/{PAYMENT}", shown_at=f"/apart/{PAYMENT}", **form)

        assert (page.status_code, f'id="{field}-fout"' in page.text) == (422, True)
        assert bodies(platform, f"lines/{PAYMENT}/set-aside") == []
