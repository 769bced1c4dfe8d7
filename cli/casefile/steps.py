"""Steps of the statutory plan that a case file completes, by the rules of casework."""
from collections import defaultdict
from datetime import date

from cli.casefile.records import Employee, Entry
from cli.casefile.vacations import vacations_in
from cli.casefile.wage_sanctions import is_about, wage_sanction_of
from services.casework.domain.plan.completion import check_author, check_step, step_to_complete
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Party
from services.casework.domain.plan.parties import Parts, join_parts
from services.casework.domain.plan.planning import plan
from services.casework.domain.plan.protocol import kind_of
from shared.kernel.refusals import NotFound
from shared.kernel.sickness import CompositeCase

BOTH: tuple[Party | None, ...] = (Party.EMPLOYER, Party.EMPLOYEE)


def complete_milestone(employee: Employee, at: int, entry: Entry) -> None:
    """Complete a step of the latest case; without `by` a step of two parties is completed by both.

    :raises Refusal: as casework refuses it
    """
    if not employee.absences:
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    code, by, day = Code(entry["code"]), entry["by"], entry["completed_on"]
    composite = next(each for each in employee.composites if employee.absences[-1] in employee.absences_in(each))
    for party in _parties(code, by):
        facts = dossier_facts(employee, composite, until=entry["on"])
        row = step_to_complete(plan(facts, today=entry["on"]), facts, code, completed_on=day)
        if by is not None:
            check_author(code, [by])
        check_step(row, facts, completed_on=day, today=entry["on"], party=party)
        employee.completions.append({**entry, "party": party})


def _parties(code: Code, by: str | None) -> tuple[Party | None, ...]:
    if kind_of(code).responsible is not Party.EMPLOYER_AND_EMPLOYEE:
        return (None,)
    return BOTH if by is None else (Party.EMPLOYER if by == Party.EMPLOYER else Party.EMPLOYEE,)


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
