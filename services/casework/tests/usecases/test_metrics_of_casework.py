"""The gauge of overdue steps in all dossiers."""
from datetime import date
from typing import Any

from services.casework.metrics import overdue_steps
from shared.testing.service import Service


def listed_as_overdue(casework: Service) -> int:
    """The overdue steps in the casemanager's list."""
    items = casework.get("/v1/activities?limit=100", roles=("casemanager",), employer_id=None).json["items"]
    return sum(item["status"] == "OVERDUE" for item in items)


class TestOverdueSteps:
    def test_are_none_on_the_first_day(self, casework: Service, sick: str) -> None:
        assert casework.query(overdue_steps) == 0

    def test_are_those_that_the_lists_of_activities_show(self, casework: Service, sick: str, story: Any) -> None:
        story.sick("V-2026-000009", date(2026, 3, 2), employee_id="employee-bram")
        casework.set_today(date(2026, 6, 1))

        assert casework.query(overdue_steps) == listed_as_overdue(casework) > 2

    def test_are_not_counted_in_a_dossier_that_was_withdrawn(self, casework: Service, sick: str, story: Any) -> None:
        casework.set_today(date(2026, 6, 1))
        of_anna_and_the_noise = casework.query(overdue_steps)

        story.cancel(sick)

        assert casework.query(overdue_steps) == of_anna_and_the_noise / 2
