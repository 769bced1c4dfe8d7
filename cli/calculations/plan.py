"""`calculate plan`: every milestone of the statutory plan of a case file, with its state on `until`."""
from collections import defaultdict
from datetime import date
from typing import Any

from cli.casefile.history import play
from cli.casefile.reader import read_case
from cli.casefile.records import Employee
from cli.casefile.vacations import rows_of, vacations_in
from cli.casefile.wage_sanctions import is_about, wage_sanction_of
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Milestone, Party
from services.casework.domain.plan.parties import Parts, join_parts
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


def dossier_facts(employee: Employee, composite: CompositeCase, *, until: date) -> DossierFacts:
    """The input of casework's plan for one composite case of an employee; a departure counts from the day after it."""
    first, *later = absences = employee.absences_in(composite)
    recovered, steps = absences[-1].recovery, _steps(employee, composite)
    return DossierFacts(
        case=composite, reported_on=first.report["on"], later_reports=tuple(absence.report["on"] for absence in later),
        completions={code: one.completed for code, one in steps.items()},
        pending={code: one.pending for code, one in steps.items() if one.pending},
        end_of_service=absences[-1].left_sick_on(until, end_of_service=employee.end_of_service),
        labour_conflict=any(absence.report["labour_conflict"] for absence in absences),
        safety_net=any(absence.report["safety_net"] or absence.safety_net for absence in absences),
        wage_sanction=wage_sanction_of(employee, composite),
        recovery_reported_on=recovered["on"] if recovered else None, vacations=vacations_in(employee),
    )


def _steps(employee: Employee, composite: CompositeCase) -> dict[Code, Parts]:
    found: dict[Code, list[tuple[Party | None, date]]] = defaultdict(list)
    for entry in employee.completions:
        if is_about(employee, composite, entry["completed_on"]):
            found[entry["code"]].append((entry["party"], entry["completed_on"]))
    return {code: join_parts(parts) for code, parts in found.items()}


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
