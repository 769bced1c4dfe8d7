"""Reports around midnight in Amsterdam, where the day in UTC is another one, and on the days on which the clock changes."""
from datetime import date, datetime, timedelta

import pytest

from services.absence.tests.api.test_sick_reports_api import REPORT, file, fit, report
from shared.testing.service import Service

INSTANTS = [
    ("2026-06-30T21:59:59Z", "2026-06-30"), ("2026-06-30T22:00:00Z", "2026-07-01"), ("2026-12-31T23:00:00Z", "2027-01-01"),
    ("2026-03-28T23:30:00Z", "2026-03-29"), ("2026-10-24T22:00:00Z", "2026-10-25"), ("2026-10-25T22:59:59Z", "2026-10-25")]


@pytest.fixture(params=INSTANTS, ids=[instant for instant, _ in INSTANTS])
def today(request: pytest.FixtureRequest, absence: Service) -> date:
    """The civil date in Amsterdam of the instant to which the clock is set."""
    instant, day = request.param
    absence.clock.set(datetime.fromisoformat(instant))
    return date.fromisoformat(day)


class TestDayOfAReport:
    def test_is_that_of_amsterdam(self, absence: Service, anna: str, today: date) -> None:
        early, filed = (absence.post("/v1/sick-reports", report(anna, first_sick_day=day.isoformat()), rights=REPORT)
                        for day in (today + timedelta(days=1), today))

        assert (early.status_code, early.json["code"]) == (422, "sick_report.future_date")
        assert (filed.status_code, filed.json["reported_on"], filed.json["late"]) == (201, today.isoformat(), False)

    def test_bounds_a_recovery_ahead(self, absence: Service, anna: str, today: date) -> None:
        number = file(absence, anna, first_sick_day=(today - timedelta(days=3)).isoformat())["absence_number"]

        answers = [absence.post(f"/v1/absences/{number}/recoveries", fit((today + timedelta(days=ahead)).isoformat()),
                                rights=REPORT) for ahead in (15, 14)]

        assert [answer.status_code for answer in answers] == [422, 201]
