"""The page of the calendar address, and the file behind it as a calendar application reads it (idea 20, RFC 5545)."""
from datetime import date, timedelta
from typing import Any

import pytest
import requests
from icalendar import Calendar

from services.casework.domain.plan.protocol import protocol
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.view.accounts.calendar import title_of
from services.gateway.view.plan import Step

PAGE = "/account/agenda"
NONE = {"made_at": None, "read_at": None}
MADE = {"made_at": "2026-06-15T10:00:00+00:00", "read_at": None}


def step(**values: Any) -> dict[str, Any]:
    """An open step in casework's response."""
    return {"absence_number": "V-2026-0002", "employee_id": "e-2", "employee_number": "2", "employee_name": "Mo El Amrani",
            "employer_id": "emp-1", "company_name": None, "code": "M03", "occurrence": 1, "title": "Probleemanalyse",
            "due_on": "2026-07-05", "target_on": "2026-07-03", "opens_on": None, "responsible": "employer", "status": "PLANNED",
            "completed_on": None, "late_days": 0, "pending": None, "source": "Regeling procesgang artikel 2"} | values


@pytest.fixture
def read(platform: Platform) -> Any:
    """Ask for the file of an address that exists, or for another."""
    platform.identity.calendars["secret-1"] = EMPLOYER

    def ask(secret: str = "secret-1") -> requests.Response:
        return requests.get(f"{platform.url}/agenda/{secret}.ics", timeout=10)
    return ask


def events(answer: requests.Response) -> list[Any]:
    """The events of the file."""
    assert answer.status_code == 200, answer.text
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


class TestPage:
    def test_shows_a_new_address_once(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in()
        platform.identity.api |= {"GET /v1/own-account/calendar-feed": NONE,
                                  "POST /v1/own-account/calendar-feed": (201, {"secret": "s3cret", "made_at": MADE["made_at"]})}
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        before = browser.get(platform.url + PAGE).text

        made = browser.post(platform.url + PAGE, data={"csrf_token": token})
        again = browser.get(platform.url + PAGE)

        assert "U heeft nog geen adres" in before
        assert f'value="{platform.settings.public_url}/agenda/s3cret.ics"' in made.text
        assert "no-store" in made.headers["Cache-Control"]
        assert "s3cret" not in again.text

    def test_withdraws_the_address(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in()
        platform.identity.api |= {"GET /v1/own-account/calendar-feed": MADE,
                                  "POST /v1/own-account/calendar-feed/end": (204, None)}
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]

        page = browser.post(f"{platform.url}{PAGE}/intrekken", data={"csrf_token": token})

        assert "Het adres is ingetrokken." in page.text


class TestFile:
    def test_has_an_all_day_event_on_the_last_working_day_with_a_reminder(self, platform: Platform, read: Any) -> None:
        platform.services.answers["casework GET /v1/activities"] = {"items": [step()], "next": None}

        answer = read()
        (event,) = events(answer)

        assert answer.headers["Content-Type"].startswith("text/calendar")
        assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 7, 3), date(2026, 7, 4))
        assert event["uid"] == "V-2026-0002-M03-1@localhost"
        assert event["summary"] == "Probleemanalyse · V-2026-0002"
        assert "Uiterlijk zo 5 juli 2026. De agenda toont de laatste werkdag daarvoor" in event["description"]
        assert event.walk("VALARM")[0]["trigger"].dt == timedelta(days=-1)
        assert event["url"] == f"{platform.settings.public_url}/dossier/V-2026-0002"

    def test_names_nobody_and_no_illness(self, platform: Platform, read: Any) -> None:
        steps = [step(code="M23", title="Ziek uit dienst melden bij UWV"),
                 step(code="M05", occurrence=2, title="Voortgangsgesprek")]
        platform.services.answers["casework GET /v1/activities"] = {"items": steps, "next": None}

        text = read().text

        assert "Uit dienst melden bij UWV" in text
        assert not [word for word in ("ziek", "Ziek", "Amrani", "Mo ", "e-2") if word in text]

    @pytest.mark.parametrize("title", [kind.title for code, kind in protocol().kinds.items() if code != "M01"])
    def test_has_no_title_with_a_word_about_illness(self, title: str) -> None:
        assert "ziek" not in title_of(Step.of(step(title=title))).lower()

    def test_lists_open_steps_of_every_page_only(self, platform: Platform, read: Any) -> None:
        first = {"items": [step(), step(code="M04", status="DONE")], "next": "c-2"}
        pages = iter([first, {"items": [step(code="M06", due_on="2026-12-21", target_on="2026-12-21")], "next": None}])
        platform.services.answers["casework GET /v1/activities"] = lambda: next(pages)

        assert [str(event["uid"]).split("@")[0] for event in events(read())] == ["V-2026-0002-M03-1", "V-2026-0002-M06-1"]

    @pytest.mark.parametrize("secret", ["unknown", "%00", "a" * 3000])
    def test_is_not_found_under_another_address(self, read: Any, secret: str) -> None:
        assert read(secret).status_code == 404

    def test_says_so_while_casework_is_away(self, platform: Platform, read: Any) -> None:
        platform.services.answers["casework GET /v1/activities"] = (503, {})

        answer = read()

        assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
