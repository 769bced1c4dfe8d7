"""Steps of the statutory plan that a case file completes, by the rules of casework."""
from collections import defaultdict
from datetime import date

from cli.casefile.people import role_of
from cli.casefile.records import Employee, Entry
from cli.casefile.vacations import vacations_in
from cli.casefile.wage_sanctions import is_about, wage_sanction_of
from services.casework.domain.plan.completion import check_step, step_to_complete
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Party
from services.casework.domain.plan.parties import Parts, join_parts
from services.casework.domain.plan.planning import plan
from services.casework.domain.plan.protocol import kind_of
from services.casework.domain.plan.recording import part_recorded
from shared.access.matrix import groups
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden, NotFound
from shared.kernel.sickness import CompositeCase


def complete_milestone(employee: Employee, at: int, entry: Entry) -> None:
    """Complete a step of the latest case; without `by` each party whose part is needed completes it.

    :raises Refusal: as casework refuses it
    """
    for by in [entry["by"]] if entry["by"] else kind_of(entry["code"]).authors:
        _complete(employee, entry, role_of(by))


def _complete(employee: Employee, entry: Entry, role: str | None) -> None:
    """Complete a step in a role of staff, or as the employer."""
    _check_right(role)
    if not employee.absences:
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    composite = next(each for each in employee.composites if employee.absences[-1] in employee.absences_in(each))
    facts, day = dossier_facts(employee, composite, until=entry["on"]), entry["completed_on"]
    row = step_to_complete(plan(facts, today=entry["on"]), facts, entry["code"], completed_on=day)
    party = part_recorded(row.code, roles=[role] if role else (), is_employer=role is None)
    check_step(row, facts, completed_on=day, today=entry["on"], party=party)
    employee.completions.append({**entry, "party": party})


def _check_right(role: str | None) -> None:
    """Refuse a role that changes no dossier by the access matrix; the employer's main contact does."""
    if role is not None and not groups()["dossier"].may_write(Actor("", roles=frozenset({role}), kind="STAFF")):
        raise Forbidden("right.missing", "U heeft hiervoor geen recht.")


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
