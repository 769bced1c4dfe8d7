"""Leave and departures change what two tabs show: the second tab's change is refused, and the history says what was done."""
from datetime import date
from typing import Any

import pytest

from services.absence.tests.api.test_sick_reports_api import REPORT, fit
from services.absence.tests.api.test_states_of_an_absence import Post, number, post
from shared.testing.service import Service

__all__ = ["number", "post"]

MATERNITY = {"kind": "MATERNITY", "start": "2026-03-09", "end": "2026-06-28"}


def etag(service: Service, path: str) -> str:
    """The version of a page."""
    return service.get(path, rights=REPORT).headers["ETag"]


def send(service: Service, method: str, path: str, body: Any, seen: str | None = None) -> Any:
    """A change, based on a version."""
    return service.request(method, path, json=body, rights=REPORT, headers={"If-Match": seen} if seen else {})


class TestLeave:
    def test_that_was_changed_meanwhile_is_not_overwritten(self, absence: Service, anna: str) -> None:
        employee = f"/v1/employees/{anna}"
        leave = send(absence, "POST", f"{employee}/leaves", MATERNITY).json["leave_id"]
        before = etag(absence, employee)

        first = send(absence, "PUT", f"{employee}/leaves/{leave}", MATERNITY | {"end": "2026-06-27"}, before)
        second = send(absence, "PUT", f"{employee}/leaves/{leave}", MATERNITY | {"end": "2026-06-26"}, before)

        assert (first.status_code, second.status_code, second.json["code"]) == (200, 412, "version.stale")

    @pytest.mark.parametrize(("leave", "is_shown"), [
        (MATERNITY, True), (MATERNITY | {"start": "2026-02-01", "end": "2026-03-01"}, False),
        ({"kind": "UNPAID", "start": "2026-03-15", "end": "2026-03-20"}, True)], ids=["inside", "before", "across its end"])
    def test_inside_an_absence_gives_it_a_new_version(self, absence: Service, anna: str, number: str, post: Post,
                                                      leave: dict[str, str], is_shown: bool) -> None:
        post("recoveries", fit("2026-03-16"))
        before = etag(absence, f"/v1/absences/{number}")

        send(absence, "POST", f"/v1/employees/{anna}/leaves", leave)

        assert (etag(absence, f"/v1/absences/{number}") != before) is is_shown

    def test_is_in_the_history_with_its_old_and_new_days(self, absence: Service, anna: str, number: str) -> None:
        leaves = f"/v1/employees/{anna}/leaves"
        leave = send(absence, "POST", leaves, MATERNITY).json["leave_id"]
        send(absence, "PUT", f"{leaves}/{leave}", MATERNITY | {"end": "2026-06-27"})
        send(absence, "POST", f"{leaves}/{leave}/withdrawals", {})

        entries = absence.get(f"/v1/absences/{number}/history", rights=REPORT).json["items"]

        days, shorter = ({"leave_start": "2026-03-09", "leave_end": end} for end in ("2026-06-28", "2026-06-27"))
        assert [(each["old"], each["new"]) for each in entries if each["kind"] == "LEAVE"] == [
            (None, days), (days, shorter), (shorter, {})]


class TestADepartureAhead:
    def test_gives_the_absence_a_new_version(self, absence: Service, anna: str, number: str) -> None:
        shown = f"/v1/absences/{number}"
        before = etag(absence, shown)

        send(absence, "POST", f"/v1/employees/{anna}/departures", {"last_day": "2026-06-30"})
        late = send(absence, "POST", f"{shown}/recoveries", fit("2026-03-16"), before)

        assert etag(absence, shown) != before
        assert (late.status_code, late.json["code"]) == (412, "version.stale")

    def test_is_a_departure_in_the_mutation_overview(self, absence: Service, anna: str, number: str) -> None:
        send(absence, "POST", f"/v1/employees/{anna}/departures", {"last_day": "2026-06-30"})
        absence.set_today(date(2026, 3, 20))

        rows = absence.get("/v1/overviews/mutation_overview?from=2026-03-01&to=2026-03-31", rights=REPORT).json["items"]

        assert [(row["kind"], row["effective_on"]) for row in rows][-1] == ("LEFT_SERVICE", "2026-06-30")
