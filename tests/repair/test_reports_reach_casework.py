"""A sick report in absence becomes one dossier in casework, also after an outage and a repeated delivery."""
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.absence.metrics import report_not_taken_up
from tests.repair.life import hire, open_business
from tests.repair.platform import ON_EACH_BUS, Platform

REPORT = ("SICK_REPORTS",)
FIRST_SICK_DAY = date(2026, 3, 2)
RULES = yaml.safe_load((Path(__file__).resolve().parents[2] / "deploy/compose/prometheus/rules/ontzorg.yml").read_text())
ALARM = next(rule for group in RULES["groups"] for rule in group["rules"] if rule.get("alert") == "SickReportNotTakenUp")


def report_sick(platform: Platform, employee_id: str) -> str:
    """Report sick over HTTP and return the absence number."""
    answer = platform["absence"].post("/v1/sick-reports", {
        "employee_id": employee_id, "first_sick_day": FIRST_SICK_DAY.isoformat(), "data_checked": True, "third_party": "NO"},
        rights=REPORT)
    assert answer.status_code == 201, answer.text
    return str(answer.json["absence_number"])


def dossiers(platform: Platform) -> list[dict[str, Any]]:
    """Return the dossiers that the employer sees in casework."""
    return list(platform["casework"].get("/v1/dossiers", rights=REPORT).json["items"])


def alarms_after(platform: Platform, *, seconds: int) -> bool:
    """Whether the alarm's expression, `max(gauge) > threshold` without a delay, holds after some seconds more."""
    absence = platform["absence"]
    absence.clock.set(absence.clock.now() + timedelta(seconds=seconds))
    above = re.fullmatch(r"max\(ontzorg_report_not_taken_up_seconds\) > ([0-9]+)", ALARM["expr"])
    assert above
    assert "for" not in ALARM
    return absence.query(report_not_taken_up) > int(above[1])


@ON_EACH_BUS
class TestReport:
    @pytest.mark.requirement("R-004")
    def test_opens_its_dossier_when_casework_is_back(self, platform: Platform) -> None:
        open_business(platform)
        employee_id = hire(platform, "1")
        platform.settle()

        number = report_sick(platform, employee_id)
        platform.relay()
        while_away = dossiers(platform)
        platform.settle()

        assert while_away == []
        assert [one["absence_number"] for one in dossiers(platform)] == [number]

    @pytest.mark.requirement("R-004", "R-028")
    def test_alarms_within_five_minutes_until_it_is_taken_up_and_opens_one_dossier_if_delivered_twice(
            self, platform: Platform) -> None:
        open_business(platform)
        employee_id = hire(platform, "1")
        platform.settle()
        before = len(platform.bus.seen)
        number = report_sick(platform, employee_id)
        platform.relay()
        alarms = [alarms_after(platform, seconds=seconds) for seconds in (0, 240, 60)]
        platform.settle()

        platform.bus.real.publish(platform.bus.seen[before:])
        platform.settle()

        assert alarms == [False, False, True]
        assert [one["absence_number"] for one in dossiers(platform)] == [number]
        assert not alarms_after(platform, seconds=3600)
