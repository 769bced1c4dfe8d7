"""Vacations during sickness in `calculate plan` (R-162…R-171)."""
from typing import Any

import pytest

from cli.tests.test_calculate_case_files import calculated, case, partly, sick

SICK = sick("2026-03-02")


def vacation(first: str = "2026-04-20", last: str = "2026-04-24", *, on: str = "2026-03-18", key: str = "v1",
             **more: Any) -> dict[str, Any]:
    """A week off from Monday 20 April 2026 unless said otherwise."""
    return {"on": on, "do": "plan_vacation", "key": key, "from": first, "to": last, "hours_per_week": "24", "consent": True,
            "days": "STATUTORY"} | more


def played(*timeline: dict[str, Any]) -> tuple[list[Any], list[str]]:
    """The vacations, and the codes of refused entries."""
    found = calculated("plan", case(SICK, *timeline, until="2026-04-30"))
    return [(row["key"], row["status"], row["debited_hours"]) for row in found["vacations"]], [
        refusal["code"] for refusal in found["refused"]]


class TestVacation:
    @pytest.mark.requirement("R-165")
    def test_debits_the_contract_hours_however_much_is_worked(self) -> None:
        assert played(partly("2026-03-16", "50"), vacation()) == ([("v1", "APPROVED", "24.00")], [])

    @pytest.mark.parametrize(("change", "rows", "codes"), [
        ({"first": "2026-04-27", "last": "2026-05-01"}, [("v1", "APPROVED", "19.20")], []),
        ({"consent": False}, [], ["vacation.consent_required"]),
        ({"days": "EXTRA"}, [("v1", "APPROVED", "24.00")], []),
        ({"days": "EXTRA", "consent": False}, [], ["vacation.consent_required"]),
        ({"doctor_objects": True}, [("v1", "REFUSED", "0.00")], []),
        ({"first": "2026-02-23"}, [], ["vacation.outside_absence"]),
        ({"last": "2027-04-21"}, [], ["vacation.too_long"])],
        ids=["public holiday", "no consent", "extra", "extra without consent", "objection", "not sick yet", "too long"])
    def test_follows_the_rules_of_casework(self, change: dict[str, Any], rows: list[Any], codes: list[str]) -> None:
        assert played(vacation(**change)) == (rows, codes)

    def test_is_withdrawn_once_and_makes_room(self) -> None:
        timeline = [vacation(), {"on": "2026-03-19", "do": "withdraw", "of": 1}, {"on": "2026-03-20", "do": "withdraw", "of": 1},
                    vacation(on="2026-03-21", key="v2"), vacation("2026-04-24", "2026-04-30", on="2026-03-22", key="v3")]

        assert played(*timeline) == ([("v1", "WITHDRAWN", "0.00"), ("v2", "APPROVED", "24.00")],
                                     ["vacation.wrong_status", "vacation.overlap"])

    @pytest.mark.requirement("R-168")
    def test_moves_the_step_that_needs_the_employee_and_no_statutory_date(self) -> None:
        def action_plan(*timeline: dict[str, Any]) -> tuple[str, str, str]:
            plan = calculated("plan", case(SICK, *timeline, until="2026-04-27"))["plan"]
            step = next(row for row in plan if row["code"] == "M04")
            return step["due_on"], step["target_on"], step["status"]

        assert action_plan() == ("2026-04-26", "2026-04-24", "OVERDUE")
        assert action_plan(vacation("2026-04-20", "2026-04-27")) == ("2026-04-26", "2026-04-28", "PLANNED")
