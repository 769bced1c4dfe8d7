"""The benefit rests on the data of the employee that was confirmed at the report (R-008, domain.md §15.6)."""
from datetime import date
from typing import Any

import pytest

from shared.events.absence import SickReportFiled
from tests.repair.life import hire, open_business, raise_wage
from tests.repair.platform import Platform

RIGHTS = ("SICK_REPORTS", "EMPLOYEE_DATA")
FIRST_SICK_DAY, APRIL = date(2026, 3, 2), date(2026, 4, 1)
CONFIRMED, OF_LATER_WAGE = "2880.00", "3360.00"
"""Twelve payable days of March, after an own-risk term of ten, at 240.00 and at 280.00 a day."""


def report(platform: Platform, employee_id: str, version: int) -> Any:
    """Report sick, with the version of the data that the reporter saw."""
    return platform["absence"].post("/v1/sick-reports", {
        "employee_id": employee_id, "employee_version": version, "first_sick_day": FIRST_SICK_DAY.isoformat(),
        "data_checked": True, "third_party": "NO"}, rights=RIGHTS)


def march(platform: Platform) -> list[str]:
    """The totals of March that the employer sees."""
    items = platform["claims"].get("/v1/benefits", rights=RIGHTS).json["items"]
    return [one["total"] for one in items if one["month"] == "2026-03"]


class TestConfirmedData:
    @pytest.mark.requirement("R-008")
    def test_is_named_by_its_version_in_the_event_and_decides_the_benefit(self, platform: Platform) -> None:
        open_business(platform)
        employee_id = hire(platform, "1")
        seen = platform["absence"].get(f"/v1/employees/{employee_id}", rights=RIGHTS).json["version"]
        raise_wage(platform, employee_id, "62640.00")

        stale, unknown = report(platform, employee_id, seen), report(platform, employee_id, seen + 9)
        nothing = platform["absence"].published(SickReportFiled)
        filed = report(platform, employee_id, seen + 1)
        (event,) = platform["absence"].published(SickReportFiled)
        platform.settle()
        platform.set_today(APRIL)
        platform["claims"].run_jobs(APRIL)
        raise_wage(platform, employee_id, "73080.00")
        platform.settle()

        assert [(one.status_code, one.json["code"]) for one in (stale, unknown)] == [
            (409, "employee_data.version_conflict")] * 2
        assert (nothing, filed.status_code, event.absence.employee_version) == ([], 201, seen + 1)
        assert march(platform) == [CONFIRMED]
        (waiting,) = platform["claims"].get("/v1/wage-judgements", rights=RIGHTS).json["items"]
        assert (waiting["confirmed_wage"], waiting["recorded_wage"], waiting["status"]) == ("62640.00", "73080.00", "WAITING")

        accepted = platform["claims"].post(
            f"/v1/wage-judgements/{waiting['judgement_id']}/decision", {"accept": True, "reason": "PROVEN"},
            roles=("insurer_claims",), employer_id=None)

        assert (accepted.status_code, march(platform)) == (200, [OF_LATER_WAGE])
