"""The demo employer added at the first start: a bakery with twelve employees and ten months of absences."""
from datetime import date, timedelta
from typing import Any

from cli.demo.cast import STAFF_PASSWORD
from cli.demo.opening import Company

DEMO_USERNAME = "schelde"
COMPANY = Company(policy_number="DZ-2020-04331", employer_id="wg-schelde", name="Bakkerij De Schelde B.V.",
                  email="eva.vandenberg@bakkerijdeschelde.example", phone="+31612340000", username=DEMO_USERNAME,
                  password=STAFF_PASSWORD)
WAGES = {"1001": "38500.00", "1002": "41760.00", "1003": "52000.00", "1004": "36000.00", "1005": "47250.00",
         "1006": "29800.00", "1007": "33120.00", "1008": "61500.00", "1009": "44400.00", "1010": "39000.00",
         "1011": "28800.00", "1012": "96000.00"}
SPELLS: tuple[tuple[str, int, int | None, int | None], ...] = (
    ("1002", 300, 120, None), ("1008", 200, None, None), ("1005", 70, 20, None), ("1010", 24, None, None),
    ("1011", 3, None, None), ("1003", 150, None, 132), ("1006", 95, 80, 60), ("1003", 40, None, 35), ("1009", 12, None, 8),
)
"""Employee, and the days since falling ill, partial recovery and recovery; None if it did not happen."""
HISTORY_DAYS = 310
"""Days before today on which the history begins; everything is reported on its day and completed months are paid."""
STEPS_DONE = (("M02", 2), ("M03", 38), ("M04", 51), ("M05b", 79), ("M05", 92), ("M05b", 120), ("M05", 133), ("M05b", 161),
              ("M05", 174), ("M05b", 202), ("M05", 215), ("M05b", 243), ("M05", 256))
"""Steps of the plan, and the day of the illness on which each was completed; the latest step stays open."""
LEFT_TO_DO_DAYS = 10


def demo_case(today: date) -> dict[str, Any]:
    """Ten months of a bakery as a case that ends today."""
    timeline = [entry for spell in SPELLS for entry in _spell(today, *spell)]
    return {"name": "demo employer", "policy": {"arbo_period": "MONTH", "arbo_tariff_incl_vat": "12.10"},
            "employees": [{"key": key, "annual_wage": wage} for key, wage in WAGES.items()],
            "timeline": sorted(timeline, key=lambda entry: str(entry["on"])), "until": today.isoformat()}


def _spell(today: date, employee: str, sick: int, partly: int | None, fit: int | None) -> list[dict[str, Any]]:
    first = _weekday(today, sick)
    entries: list[dict[str, Any]] = [{"on": first, "do": "report_sick", "first_sick_day": first,
                                      "third_party": employee == "1008"}]
    if partly:
        day = _weekday(today, partly)
        entries.append({"on": day, "do": "report_partial_recovery", "from": day, "basis": "OWN_WORK_HOURS",
                        "recovered_pct": "50"})
    if fit:
        entries.append({"on": _weekday(today, fit), "do": "report_recovery", "first_fit_day": _weekday(today, fit)})
    last = today - timedelta(days=max(fit or 0, LEFT_TO_DO_DAYS if sick > LEFT_TO_DO_DAYS else 0))
    done = ((code, date.fromisoformat(first) + timedelta(days=days)) for code, days in STEPS_DONE)
    entries += [{"on": day.isoformat(), "do": "complete_milestone", "code": code, "completed_on": day.isoformat()}
                for code, day in done if day <= last]
    return [{"employee": employee, **entry} for entry in entries]


def _weekday(today: date, days_ago: int) -> str:
    """The day this many days ago, or the next Monday if it is in a weekend."""
    day = today - timedelta(days=days_ago)
    return (day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)).isoformat()
