"""`calculate plan`: every milestone of the statutory plan of a case file, with its state on `until`."""
from datetime import date
from typing import Any

from cli.casefile.history import play
from cli.casefile.reader import read_case
from cli.casefile.steps import dossier_facts
from cli.casefile.vacations import rows_of
from services.casework.domain.plan.milestone import Milestone
from services.casework.domain.plan.planning import plan
from shared.kernel.sickness import CompositeCase


def calculate_plan(line: dict[str, Any]) -> dict[str, Any]:
    """The plans of all cases of a case file; entries that the rules refuse are listed in `refused` and have no effect."""
    case = read_case(line)
    history = play(case)
    rows = [
        _row(key, composite, milestone)
        for key, employee in history.employees.items()
        for composite in employee.composites
        for milestone in plan(dossier_facts(employee, composite, until=case.until), today=case.until)
    ]
    return {"case": case.name, "plan": rows,
            "vacations": rows_of(history.employees.values()),
            "refused": [{"entry": at, "code": refusal.code} for at, refusal in sorted(history.refused.items())]}


def _row(key: str, composite: CompositeCase, milestone: Milestone) -> dict[str, Any]:
    return {
        "employee": key, "code": str(milestone.code), "due_on": milestone.due_on.isoformat(),
        "responsible": str(milestone.responsible), "status": str(milestone.status),
        "completed_on": _printed(milestone.completed_on), "occurrence": milestone.occurrence,
        "opens_on": _printed(milestone.opens_on), "target_on": milestone.target_on.isoformat(),
        "late_days": milestone.late_days, "composite_first_sick_day": composite.first_sick_day.isoformat(),
    }


def _printed(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
