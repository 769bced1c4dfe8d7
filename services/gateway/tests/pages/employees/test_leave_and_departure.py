"""The pages of leave and of the last day in service."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_leaving import MATERNITY
from services.gateway.tests.platform_of_tests import Platform

LEAVE = "/werknemers/e-7/verlof"
DEPARTURE = "/werknemers/e-7/uit-dienst"


class Pages:
    """Opens pages and sends their forms."""

    def __init__(self, platform: Platform, browser: Any) -> None:
        self._url, self._browser = platform.url, browser

    def open(self, path: str) -> str:
        return str(self._browser.get(self._url + path).text.replace("\u00a0", " "))

    def send(self, path: str, *, shown: str, **form: str) -> Any:
        hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', self.open(shown)))
        return self._browser.post(self._url + path, data=hidden | form)


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Pages:
    """The pages for the employer."""
    return Pages(platform, log_in())


class TestLeave:
    def test_is_recorded_with_what_it_does(self, platform: Platform, pages: Pages) -> None:
        shown = pages.send(LEAVE, shown=LEAVE, soort="MATERNITY", van="4-5-2026", tot_en_met="23-08-2026")

        (write,) = platform.services.writes("/v1/employees/e-7/leaves")
        assert write["body"] == {"kind": "MATERNITY", "start": "2026-05-04", "end": "2026-08-23"}
        assert write["headers"]["If-Match"]
        assert "Het verlof is vastgelegd." in shown.text
        assert "De dagen tellen niet mee voor de 104 weken" in shown.text

    def test_is_changed_and_withdrawn(self, platform: Platform, pages: Pages) -> None:
        platform.services.data["leaves"] = [dict(MATERNITY)]
        form = pages.open(f"{LEAVE}/l-1")

        changed = pages.send(f"{LEAVE}/l-1", shown=f"{LEAVE}/l-1", soort="MATERNITY", van="4-5-2026", tot_en_met="30-8-2026")
        gone = pages.send(f"{LEAVE}/l-1/intrekken", shown=LEAVE)

        assert 'value="04-05-2026"' in form
        assert "zo 30 augustus 2026" in changed.text.replace("\u00a0", " ")
        assert "Het verlof is ingetrokken." in gone.text
        assert "Nog geen verlof vastgelegd" in gone.text

    @pytest.mark.parametrize(("change", "field"), [
        ({"soort": "SABBATICAL"}, "soort"), ({"van": ""}, "van"), ({"van": "31-02-2026"}, "van"),
        ({"tot_en_met": "later"}, "tot_en_met")])
    def test_with_a_wrong_answer_comes_back(self, platform: Platform, pages: Pages, change: dict[str, str], field: str) -> None:
        typed = {"soort": "PARENTAL", "van": "1-7-2026", "tot_en_met": "31-7-2026"} | change

        page = pages.send(LEAVE, shown=LEAVE, **typed)

        assert (page.status_code, platform.services.writes("/v1/employees/e-7/leaves")) == (422, [])
        assert f'id="{field}-fout"' in page.text
        assert 'value="PARENTAL" checked' in page.text or field == "soort"

    def test_that_the_service_refuses_says_so_at_the_field(self, platform: Platform, pages: Pages) -> None:
        platform.services.refusals["POST /v1/employees/e-7/leaves"] = (422, {
            "code": "leave.too_long", "detail": "-",
            "errors": [{"field": "end", "code": "leave.too_long", "message": "Controleer het jaar."}]})

        page = pages.send(LEAVE, shown=LEAVE, soort="UNPAID", van="1-7-2026", tot_en_met="31-7-2027")

        assert page.status_code == 422
        assert re.search(r'id="tot_en_met-fout">.*Controleer het jaar\.', page.text)

    def test_that_does_not_exist_is_not_found(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in().get(platform.url + f"{LEAVE}/l-9").status_code == 404

    def test_is_explained_in_the_dossier(self, platform: Platform, pages: Pages) -> None:
        platform.services.data["leaves"] = [dict(MATERNITY)]

        page = pages.open("/dossier/V-2026-0007")

        assert "Hier tellen 43 dagen niet mee. De stappen daarna zijn even ver opgeschoven." in page
        assert "Over ma 4 mei 2026 tot en met zo 23 augustus 2026 keren wij niet uit, vanwege verlof." in page


class TestDeparture:
    def test_is_reported_with_the_last_day_and_the_reason(self, platform: Platform, pages: Pages) -> None:
        page = pages.open(DEPARTURE)
        pages.send(DEPARTURE, shown=DEPARTURE, laatste_dag="30-06-2026", reden="CONTRACT_ENDED")

        (write,) = platform.services.writes("/v1/employees/e-7/departures")
        assert write["body"] == {"last_day": "2026-06-30", "reason": "CONTRACT_ENDED"}
        assert "Ziek uit dienst melden" in page
        assert "Meld het dan ook bij UWV, uiterlijk op die laatste dag." in page

    @pytest.mark.parametrize(("form", "fields"), [
        ({}, ["laatste_dag", "reden"]), ({"laatste_dag": "30-06-2026", "reden": "ZIEK"}, ["reden"]),
        ({"laatste_dag": "30-06-9999", "reden": "OTHER"}, ["laatste_dag"])])
    def test_without_a_day_or_a_reason_comes_back(self, platform: Platform, pages: Pages, form: dict[str, str],
                                                  fields: list[str]) -> None:
        page = pages.send(DEPARTURE, shown=DEPARTURE, **form)

        assert (page.status_code, platform.services.writes("/v1/employees/e-7/departures")) == (422, [])
        assert [field for field in ("laatste_dag", "reden") if f'id="{field}-fout"' in page.text] == fields

    def test_that_is_known_beforehand_is_shown_and_can_be_withdrawn(self, platform: Platform, pages: Pages) -> None:
        next(one for one in platform.services.data["employees"] if one["employee_id"] == "e-7").update(
            employed_until="2026-08-31", departure_reason="CONTRACT_ENDED")

        page = pages.open(DEPARTURE)
        done = pages.send(f"{DEPARTURE}/intrekken", shown=DEPARTURE)

        assert "ma 31 augustus 2026" in page
        assert "het tijdelijke contract loopt af" in page
        assert "De melding is ingetrokken." in done.text
        assert len(platform.services.writes("/v1/employees/e-7/departures/withdrawals")) == 1
