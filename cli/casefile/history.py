"""Plays the timeline of a case file without a platform, giving the records of each employee at the end.

Only the final state matters, so a correction changes the entry that it corrects; refused entries are left out and listed.
"""
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from cli.calculations.periods import read_period
from cli.casefile.reader import CaseFile
from cli.casefile.records import Absence, Employee, Entry, Imposed
from services.absence.domain import intake, recovery
from services.absence.domain.states import Act
from services.casework.domain.plan.completion import check_author
from services.casework.domain.plan.milestone import Code
from services.claims.domain.benefits.sanction import refuse_overlap
from shared.kernel.refusals import Conflict, Refusal, RuleViolated
from shared.kernel.vocabulary import RecoveryBasis


@dataclass
class History:
    """A case file played to its end.

    :ivar entries: entries played so far by index, with corrections applied
    :ivar recorded: accepted entries by index
    :ivar refused: entries that the rules refuse, by their index
    """

    employees: dict[str, Employee]
    entries: dict[int, Entry] = field(default_factory=dict)
    recorded: set[int] = field(default_factory=set)
    refused: dict[int, Refusal] = field(default_factory=dict)


def play(case: CaseFile) -> History:
    """Play all entries up to `until`, in the order of recording."""
    joining = (entry.values for entry in case.timeline if entry.do == "add_employee")
    history = History({given["key"]: Employee(dict(given)) for given in (*case.employees, *joining)})
    for entry in case.timeline:
        record = {**entry.values, "on": entry.on, "do": entry.do, "employee": entry.employee}
        history.entries[entry.index] = record
        try:
            _record(history, entry.index, record)
            history.recorded.add(entry.index)
        except Refusal as refusal:
            history.refused[entry.index] = refusal
    return history


def _record(history: History, at: int, entry: Entry) -> None:
    do = entry["do"]
    if do in PLAYS:
        PLAYS[do](history.employees[entry["employee"]], at, entry)
    elif do == "correct":
        _correct(history, entry)
    elif do == "cancel_report":
        _cancel(history, entry["of"])
    elif do == "withdraw":
        _withdraw(history, entry["of"])
    elif do == "submit_january_data":
        for key, annual_wage in entry["wages"].items():
            if key in history.employees:
                new_year = date(entry["on"].year, 1, 1)
                history.employees[key].wages.append({"from": new_year, "annual_wage": annual_wage})


def _report_sick(employee: Employee, at: int, entry: Entry) -> None:
    day = entry["first_sick_day"]
    intake.check_in_service(day, employed_from=employee.given["employed_from"] or date.min,
                            employed_until=employee.end_of_service)
    current = employee.open_absence(entry["on"])
    intake.check_free(day, [absence.spell for absence in employee.absences], open_number=current.number if current else None)
    employee.absences.append(Absence(str(at), entry))


def _report_partial(employee: Employee, at: int, entry: Entry) -> None:
    _mutate(employee.get_absence(Act.REPORT_PARTIAL, entry["on"]), entry)


def _report_relapse(employee: Employee, at: int, entry: Entry) -> None:
    _mutate(employee.get_absence(Act.REPORT_RELAPSE, entry["on"]), entry)


def _mutate(absence: Absence, entry: Entry) -> None:
    """Record a partial recovery or relapse, which replaces what was recorded on its date."""
    found = _decide(absence.course, entry, today=entry["on"], correction=False)
    if found.closes:
        absence.recovery = entry
        return
    if absence.recovered_on == found.effective_on:
        absence.recovery = None
    absence.mutations = [mutation for mutation in absence.mutations if mutation["from"] != found.effective_on] + [entry]


def _decide(course: recovery.Course, entry: Entry, *, today: date, correction: bool) -> recovery.Recovery:
    if entry["do"] == "report_relapse":
        return recovery.relapse(entry["from"], course, today=today, correction=correction)
    return recovery.partial(
        entry["from"], course, basis=RecoveryBasis(entry["basis"]), recovered_pct=entry["recovered_pct"], today=today,
        wage_value_month=entry["wage_value_month"], contract_wage_month=entry["contract_wage_month"], correction=correction)


def _report_recovery(employee: Employee, at: int, entry: Entry) -> None:
    absence = employee.get_absence(Act.REPORT_RECOVERY, entry["on"])
    recovery.full(entry["first_fit_day"], absence.course, today=entry["on"])
    absence.recovery = entry


def _end_employment(employee: Employee, at: int, entry: Entry) -> None:
    _check_departure(employee, entry)
    employee.departure = entry


def _check_departure(employee: Employee, entry: Entry) -> None:
    last_day = entry["last_day"]
    if last_day < (employee.given["employed_from"] or date.min):
        raise RuleViolated("employee.service_invalid", "De laatste dag in dienst ligt voor de eerste.", field="last_day")
    if any(last_day < absence.first_sick_day for absence in employee.absences):
        raise RuleViolated("left_service.before_sick_day", "De laatste dag in dienst ligt voor de eerste ziektedag.",
                           field="last_day")


def _set_safety_net(employee: Employee, at: int, entry: Entry) -> None:
    begun = [absence for absence in employee.absences if absence.first_sick_day <= entry["from"]]
    if not employee.absences:
        raise Conflict("absence.not_open", "Er is geen verzuim van deze werknemer.")
    absence = begun[-1] if begun else employee.absences[0]
    absence.safety_net = [one for one in absence.safety_net if one["from"] != entry["from"]] + [entry]


def _notify_sanction(employee: Employee, at: int, entry: Entry) -> None:
    imposed = Imposed(entry)
    refuse_overlap(employee.sanctions, imposed.sanction)
    employee.imposed.append(imposed)


def _lift_sanction(employee: Employee, at: int, entry: Entry) -> None:
    running = [one for one in employee.imposed if one.lifting is None]
    if not running:
        raise Conflict("sanction.not_running", "Er loopt geen sanctie.")
    running[-1].lifting = entry


def _complete_milestone(employee: Employee, at: int, entry: Entry) -> None:
    if entry["by"] is not None:
        check_author(Code(entry["code"]), [entry["by"]])
    employee.completions.append(entry)


def _without_effect(employee: Employee, at: int, entry: Entry) -> None:
    """An entry about an absence that moves no date and no amount."""
    if not employee.absences:
        raise Conflict("absence.not_open", "Er is geen verzuim van deze werknemer.")


PLAYS: dict[str, Callable[[Employee, int, Entry], None]] = {
    "report_sick": _report_sick,
    "answer_third_party": _without_effect,
    "report_partial_recovery": _report_partial,
    "report_relapse": _report_relapse,
    "report_recovery": _report_recovery,
    "end_employment": _end_employment,
    "set_safety_net": _set_safety_net,
    "notify_sanction": _notify_sanction,
    "lift_sanction": _lift_sanction,
    "set_leave": lambda employee, at, entry: employee.leaves.append(entry),
    "set_wage": lambda employee, at, entry: employee.wages.append(entry),
    "give_advice": _without_effect,
    "answer_advice": _without_effect,
    "complete_milestone": _complete_milestone,
    "report_wage_sanction": lambda employee, at, entry: employee.wage_sanctions.append(entry),
}


def _cancel(history: History, of: int) -> None:
    for employee in history.employees.values():
        kept = [absence for absence in employee.absences if absence.number != str(of)]
        if len(kept) < len(employee.absences):
            employee.absences = kept
            return
    raise Conflict("absence.cancelled", "Deze melding is al ingetrokken of niet gedaan.")


def _withdraw(history: History, of: int) -> None:
    """Take back what an entry recorded."""
    if of not in history.recorded:
        raise Conflict("withdrawal.refused", "Wat hier wordt ingetrokken, is niet vastgelegd.")
    target = history.entries[of]
    employee = history.employees[target["employee"]]
    if target["do"] == "report_sick":
        _cancel(history, of)
    elif target["do"] == "set_leave":
        employee.leaves = [leave for leave in employee.leaves if leave is not target]
    elif target["do"] == "end_employment":
        _withdraw_departure(employee)
    else:
        _withdraw_recovery(employee, target)


def _withdraw_departure(employee: Employee) -> None:
    if employee.departure is None:
        raise Conflict("departure.not_reported", "Van deze werknemer is geen laatste dag in dienst bekend.")
    employee.departure = None


def _withdraw_recovery(employee: Employee, target: Entry) -> None:
    absence = next((a for a in employee.absences
                    if target is a.recovery or any(target is mutation for mutation in a.mutations)), None)
    if absence is None:
        raise Conflict("mutation.not_found", "Deze wijziging bestaat niet meer.")
    if target is not absence.recovery:
        absence.mutations = [mutation for mutation in absence.mutations if mutation is not target]
        return
    absence.recovery = None
    try:
        intake.check_apart(absence.spell, [other.spell for other in employee.absences if other is not absence])
    except Refusal:
        absence.recovery = target
        raise


def _correct(history: History, entry: Entry) -> None:
    """Change the entry in place; restore it if the result is invalid."""
    changes = {name: value for name, value in entry.items() if name not in ("on", "do", "of", "employee")}
    if entry["of"] not in history.recorded:
        raise Conflict("correction.refused", "Wat hier gecorrigeerd wordt, is niet vastgelegd.")
    target = history.entries[entry["of"]]
    employee, before = history.employees[target["employee"]], dict(target)
    absence = next((a for a in employee.absences if any(target is each for each in (a.recovery, *a.mutations))), None)
    others = None if absence is None else _without(absence, target, changes.get("from"))
    target.update(changes)
    try:
        if absence is not None and others is not None:
            _check_recovery(absence, target, others, today=entry["on"])
        _check_consistent(employee, target)
    except Refusal:
        target.clear()
        target.update(before)
        raise
    if absence is not None and target is not absence.recovery:
        absence.mutations = [m for m in absence.mutations if m is target or m["from"] != target["from"]]


def _without(absence: Absence, target: Entry, day: date | None) -> recovery.Course:
    """The course of an absence without a recovery that is corrected, and without what that replaces on its new date."""
    dates = (None,) if target is absence.recovery else (target["from"], day)
    course = absence.course
    changes = [change for change in course.changes if change.effective_on not in dates]
    return replace(course, changes=changes, recovered_on=None if target is absence.recovery else course.recovered_on)


def _check_consistent(employee: Employee, target: Entry) -> None:
    for absence in employee.absences:
        fit = absence.recovered_on
        if fit is not None and fit <= absence.first_sick_day:
            raise RuleViolated("recovery.before_sick_day", "De eerste dag hersteld ligt na de eerste ziektedag.")
        intake.check_apart(absence.spell, [other.spell for other in employee.absences if other is not absence])
    if target is employee.departure:
        _check_departure(employee, target)
    if target.get("to") is not None:
        read_period(target["from"], target["to"], "to")


def _check_recovery(absence: Absence, target: Entry, course: recovery.Course, *, today: date) -> None:
    """Check a corrected recovery; one that is partial remains so: it neither closes an open absence nor opens a closed one."""
    if target["do"] == "report_recovery":
        recovery.full(target["first_fit_day"], course, today=today, correction=True)
        return
    found = _decide(course, target, today=today, correction=True)
    if found.closes is not (target is absence.recovery):
        raise RuleViolated("correction.closes", "Meld volledig herstel met een herstelmelding.", field="recovered_pct")
