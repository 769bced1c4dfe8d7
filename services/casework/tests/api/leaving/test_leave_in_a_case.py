"""Maternity, parental and unpaid leave in a case over HTTP: what the count of sick days leaves out, and where the plan moves."""
from datetime import date
from typing import Any

from services.casework.tests.conftest import Story
from shared.kernel.vocabulary import LeaveKind
from shared.testing.service import OTHER_EMPLOYER, Service

REPORT = ("SICK_REPORTS",)


def leaves(casework: Service, number: str) -> list[Any]:
    """The leave of the case as the employer sees it: kind and days that are not counted."""
    answer = casework.get(f"/v1/dossiers/{number}/leaves", rights=REPORT)
    assert answer.status_code == 200, answer.text
    return [(leave["kind"], leave["days_not_counted"]) for leave in answer.json["items"]]


def due_on(casework: Service, number: str, code: str) -> str:
    """The date of a step."""
    plan = casework.get(f"/v1/dossiers/{number}", rights=REPORT).json["plan"]
    return str(next(step["due_on"] for step in plan if step["code"] == code))


class TestLeaveInACase:
    def test_for_maternity_moves_the_plan_by_its_days_until_it_is_withdrawn(self, casework: Service, story: Story,
                                                                            sick: str) -> None:
        before = due_on(casework, sick, "M06")
        days = (LeaveKind.MATERNITY, date(2026, 4, 1), date(2026, 7, 21))

        story.leave(*days)
        during = due_on(casework, sick, "M06"), leaves(casework, sick)
        story.leave(*days, cancelled=True)

        assert (before, during) == ("2026-12-21", ("2027-04-12", [("MATERNITY", 112)]))
        assert (due_on(casework, sick, "M06"), leaves(casework, sick)) == (before, [])

    def test_of_other_kinds_leaves_the_plan_where_it_is(self, casework: Service, story: Story, sick: str) -> None:
        before = due_on(casework, sick, "M06")

        story.leave(LeaveKind.PARENTAL, date(2026, 4, 1), date(2026, 4, 30))
        story.leave(LeaveKind.UNPAID, date(2026, 5, 1), date(2026, 5, 2))

        assert due_on(casework, sick, "M06") == before
        assert leaves(casework, sick) == [("PARENTAL", 0), ("UNPAID", 0)]

    def test_counts_only_the_days_of_reported_sickness(self, casework: Service, story: Story, sick: str) -> None:
        story.leave(LeaveKind.MATERNITY, date(2026, 2, 1), date(2026, 3, 4))
        story.leave(LeaveKind.MATERNITY, date(2026, 3, 9), date(2026, 6, 1))
        story.recover(sick, date(2026, 3, 11))
        story.leave(LeaveKind.MATERNITY, date(2026, 6, 2), date(2026, 6, 3))

        assert leaves(casework, sick) == [("MATERNITY", 3), ("MATERNITY", 2)]

    def test_is_not_shown_to_another_employer(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/leaves"

        assert casework.get(path, rights=REPORT, employer_id=OTHER_EMPLOYER).status_code == 404
        assert casework.get(path, rights=("EMPLOYEE_DATA",)).status_code == 403
