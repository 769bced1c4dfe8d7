"""A report made once to absence becomes one dossier in casework, also after an outage and when the bus delivers it twice."""
from datetime import date
from typing import Any

import pytest

from tests.repair.environment import ON_EACH_BUS, House
from tests.repair.life import hire, open_business

REPORT = ("SICK_REPORTS",)
FIRST_SICK_DAY = date(2026, 3, 2)


def report_sick(house: House, employee_id: str) -> str:
    """Over HTTP; the absence number."""
    answer = house["absence"].post("/v1/sick-reports", {
        "employee_id": employee_id, "first_sick_day": FIRST_SICK_DAY.isoformat(), "data_checked": True, "third_party": "NO"},
        rights=REPORT)
    assert answer.status_code == 201, answer.text
    return str(answer.json["absence_number"])


def dossiers(house: House) -> list[dict[str, Any]]:
    """As the employer sees them at casework."""
    return list(house["casework"].get("/v1/dossiers", rights=REPORT).json["items"])


@ON_EACH_BUS
class TestReport:
    @pytest.mark.requirement("R-004")
    def test_is_kept_while_casework_is_away_and_opens_its_dossier_afterwards(self, house: House) -> None:
        open_business(house)
        employee_id = hire(house, "1")
        house.settle()

        number = report_sick(house, employee_id)
        house.relay()
        while_away = dossiers(house)
        house.settle()

        assert while_away == []
        assert [one["absence_number"] for one in dossiers(house)] == [number]

    @pytest.mark.requirement("R-004")
    def test_opens_one_dossier_although_it_is_delivered_twice(self, house: House) -> None:
        open_business(house)
        employee_id = hire(house, "1")
        house.settle()
        before = len(house.bus.seen)
        number = report_sick(house, employee_id)
        house.settle()

        house.bus.real.publish(house.bus.seen[before:])
        house.settle()

        assert [one["absence_number"] for one in dossiers(house)] == [number]
