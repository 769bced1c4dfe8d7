"""The flag of an employee who reports sick often, in dossiers."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.conftest import CASEMANAGER
from shared.testing.service import Service

READERS: dict[str, dict[str, Any]] = {"employer": {"rights": ("SICK_REPORTS",)},
                                      "casemanager": {"roles": ("casemanager",), "account_id": CASEMANAGER}}


def flags(casework: Service, number: str, reader: str) -> list[str]:
    """The flags of a dossier, and that the list shows the same."""
    shown = casework.get(f"/v1/dossiers/{number}", **READERS[reader]).json["flags"]
    listed = {item["absence_number"]: item["flags"] for item in casework.get("/v1/dossiers", **READERS[reader]).json["items"]}
    assert listed[number] == shown
    return list(shown)


class TestFrequentReporter:
    @pytest.mark.requirement("R-097")
    @pytest.mark.parametrize("reader", READERS)
    def test_is_flagged_from_the_third_report_in_twelve_months(self, casework: Service, story: Any, reader: str) -> None:
        days = (date(2026, 3, 4), date(2026, 9, 1), date(2027, 3, 3))
        for number, day in enumerate(days, start=1):
            casework.set_today(day)
            story.sick(f"V-{day.year}-00000{number}", day)
            story.recover(f"V-{day.year}-00000{number}", day.replace(day=day.day + 3))

        within = flags(casework, "V-2027-000003", reader)
        casework.set_today(date(2027, 3, 5))

        assert (within, flags(casework, "V-2027-000003", reader)) == (["FREQUENT_REPORTER"], [])
