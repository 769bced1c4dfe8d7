"""Leave over HTTP: its days, changing them and withdrawing it."""
from datetime import date

import pytest

from shared.events.absence import LeaveSet
from shared.testing.service import Service

REPORT = ("SICK_REPORTS",)


class TestLeave:
    @pytest.mark.parametrize(("change", "status", "code"), [
        ({"start": "2019-12-31"}, 422, "leave.outside_service"), ({"end": "2026-02-27"}, 422, "period.invalid"),
        ({"end": "2027-06-19"}, 422, "leave.too_long"), ({"kind": "SABBATICAL"}, 422, "input.invalid"),
        ({"start": "0001-01-01"}, 422, "input.invalid"), ({"start": "2026-02-30"}, 422, "input.invalid")])
    def test_leave_on_impossible_days_is_refused(self, absence: Service, anna: str, change: dict[str, str], status: int,
                                                 code: str) -> None:
        leave = {"kind": "MATERNITY", "start": "2026-02-28", "end": "2026-06-19"} | change

        answer = absence.post(f"/v1/employees/{anna}/leaves", leave, rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (status, code)
        assert absence.published(LeaveSet) == []

    def test_leave_changes_its_days_and_is_withdrawn_until_it_is(self, absence: Service, anna: str) -> None:
        path = f"/v1/employees/{anna}/leaves"
        leave = {"kind": "PARENTAL", "start": "2026-04-01", "end": "2026-04-30"}
        leave_id = absence.post(path, leave, rights=REPORT).json["leave_id"]

        changed = absence.request("PUT", f"{path}/{leave_id}", json=leave | {"end": "2026-05-31"}, rights=REPORT)
        other = absence.request("PUT", f"{path}/unknown", json=leave, rights=REPORT)
        absence.post(f"{path}/{leave_id}/withdrawals", {}, rights=REPORT)
        late = absence.request("PUT", f"{path}/{leave_id}", json=leave, rights=REPORT)

        assert (changed.status_code, changed.json["end"], other.status_code, late.status_code) == (200, "2026-05-31", 404, 409)
        assert [(e.end, e.cancelled) for e in absence.published(LeaveSet)] == [
            (date(2026, 4, 30), False), (date(2026, 5, 31), False), (date(2026, 5, 31), True)]
