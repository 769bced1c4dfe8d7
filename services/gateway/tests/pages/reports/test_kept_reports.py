"""Reporting sick while absence is away: the gateway keeps the report and delivers it once."""
import re

import pytest

from services.gateway.edge.kept_reports import KeptReport
from services.gateway.tests.fake_identity import REPORTER
from services.gateway.tests.pages.test_reporting_flows import GOOD, send

AWAY = (503, {"code": "unavailable"})
NAMED = {"werknemer": "Visser", "eerste_ziektedag": "15-06-2026", "gegevens": "kloppen", "derde": "nee", "vangnet": "nee",
         "sleutel": "k-9"}


@pytest.fixture
def browser(log_in):
    return log_in()


@pytest.fixture
def away(platform):
    """Absence answers nothing that a report needs, until the returned function is called; nothing is kept before."""
    with platform.app.extensions["database"].engine.begin() as connection:
        connection.execute(KeptReport.__table__.delete())
    routes = ("POST /v1/sick-reports", "GET /v1/employees", "GET /v1/employees/e-3", "GET /v1/absences")
    platform.services.refusals |= dict.fromkeys(routes, AWAY)
    return lambda: [platform.services.refusals.pop(route) for route in routes]


def deliver(platform):
    return platform.app.extensions["delivery"].send_all()


def contents(platform):
    """What is stored of the kept reports."""
    with platform.app.extensions["database"].engine.connect() as connection:
        return [row.content for row in connection.execute(KeptReport.__table__.select())]


class TestReportWhileAbsenceIsAway:
    def test_is_kept_and_delivered_once_absence_is_back(self, platform, browser, away):
        kept = send(platform, browser, "/ziek-melden/e-3", GOOD | {"naam": "Bram Visser"}, "versturen")

        assert kept.url.endswith("/ziek-melden/bewaard/k-1")
        assert "Uw ziekmelding van Bram Visser is bewaard." in kept.text
        assert "Bekijk de melding" in browser.get(f"{platform.url}/").text

        away()
        first, *_ = platform.services.writes("/v1/sick-reports")
        platform.services.received.clear()
        assert (deliver(platform), deliver(platform)) == (1, 0)
        write, = platform.services.writes("/v1/sick-reports")
        assert (write["headers"]["Idempotency-Key"], write["body"]["employee_id"]) == ("k-1", "e-3")
        assert write["headers"]["Handed-In-At"].startswith("2026-06-15T")
        assert "Handed-In-At" not in first["headers"]
        assert write["body"] == first["body"], "absence may have taken the first one without an answer"
        assert browser.get(kept.url).url.endswith("/ziek-melden/gedaan/V-2026-0100")
        assert "Bekijk de melding" not in browser.get(f"{platform.url}/").text

    def test_can_be_filled_in_without_the_list_of_employees(self, platform, browser, away):
        page = browser.get(f"{platform.url}/ziek-melden")
        assert page.url.endswith("/ziek-melden/zonder-lijst")
        assert "Wij kunnen uw werknemers nu niet tonen." in page.text

        refused = send(platform, browser, "/ziek-melden/zonder-lijst", NAMED | {"werknemer": "", "gegevens": ""}, "")
        assert re.findall(r'href="#(werknemer|gegevens)"', refused.text) == ["werknemer", "gegevens"]
        kept = send(platform, browser, "/ziek-melden/zonder-lijst", NAMED, "").url

        away()
        assert deliver(platform) == 1
        assert browser.get(kept).url.endswith("/ziek-melden/gedaan/V-2026-0100")
        assert platform.services.writes("/v1/sick-reports")[-1]["body"]["employee_id"] == "e-3"

    @pytest.mark.parametrize(("who", "said"), [("xyz", "Wij vonden geen werknemer"), ("a", "Meer werknemers heten")])
    def test_says_so_if_it_is_not_clear_who_is_meant(self, platform, browser, away, who, said):
        kept = send(platform, browser, "/ziek-melden/zonder-lijst", NAMED | {"werknemer": who}, "").url
        away()
        deliver(platform)

        page = browser.get(kept).text

        assert said in page
        assert f'href="/ziek-melden?zoek={who}"' in page

    def test_shows_why_absence_refused_it_later(self, platform, browser, away):
        kept = send(platform, browser, "/ziek-melden/e-3", GOOD, "versturen").url
        away()
        platform.services.refusals["POST /v1/sick-reports"] = (409, {"code": "absence.already_open",
                                                                     "detail": "Deze werknemer is al ziek gemeld."})

        assert deliver(platform) == 1
        assert "Deze werknemer is al ziek gemeld." in browser.get(kept).text

    def test_waits_for_its_owner_if_the_session_has_ended(self, platform, browser, away, log_in):
        kept = send(platform, browser, "/ziek-melden/e-3", GOOD, "versturen").url
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        browser.post(f"{platform.url}/logout", data={"csrf_token": token})
        away()

        assert deliver(platform) == 0
        assert log_in(REPORTER).get(kept).status_code == 404
        owner = log_in()
        owner.get(f"{platform.url}/")
        assert owner.get(kept).url.endswith("/ziek-melden/gedaan/V-2026-0100")

    def test_is_sealed_and_gone_once_it_is_delivered(self, platform, browser, away):
        send(platform, browser, "/ziek-melden/e-3", GOOD | {"naam": "Bram Visser"}, "versturen")
        sealed, = contents(platform)
        away()
        deliver(platform)

        assert b"Visser" not in sealed
        assert contents(platform) == [None]
