"""Plays the timeline of a case file without a platform, giving the records of each employee at the end.

Only the final state matters, so a correction changes the entry that it corrects; refused entries are left out and listed.
"""
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from cli.calculations.periods import read_period
from cli.casefile.reader import CaseFile
from cli.casefile.records import Absence, Employee, Entry, Imposed
from services.absence.domain import intake, recovery
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
    elif do == "submit_january_data":
        for key, annual_wage in entry["wages"].items():
            if key in history.employees:
                new_year = date(entry["on"].year, 1, 1)
                history.employees[key].wages.append({"from": new_year, "annual_wage": annual_wage})


def _report_sick(employee: Employee, at: int, entry: Entry) -> None:
    _check_report(employee, entry["first_sick_day"])
    employee.absences.append(Absence(str(at), entry))


def _check_report(employee: Employee, first_sick_day: date) -> None:
    intake.check_in_service(first_sick_day, employed_from=employee.given["employed_from"] or date.min,
                            employed_until=employee.end_of_service)
    current = employee.open_absence
    spells = [absence.spell for absence in employee.absences]
    intake.check_free(first_sick_day, spells, open_number=current.number if current else None)


def _report_partial(employee: Employee, at: int, entry: Entry) -> None:
    absence = employee.get_open_absence()
    found = _partial(absence, entry, [mutation["from"] for mutation in absence.mutations], correction=False)
    if found.closes:
        absence.recovery = entry
    else:
        absence.mutations.append(entry)


def _partial(absence: Absence, entry: Entry, mutations: list[date], *, correction: bool) -> recovery.Recovery:
    return recovery.partial(
        entry["from"], basis=RecoveryBasis(entry["basis"]), recovered_pct=entry["recovered_pct"],
        first_sick_day=absence.first_sick_day, wage_value_month=entry["wage_value_month"],
        contract_wage_month=entry["contract_wage_month"], mutations=mutations, correction=correction)


def _report_recovery(employee: Employee, at: int, entry: Entry) -> None:
    absence = employee.get_open_absence()
    earlier = [mutation["from"] for mutation in absence.mutations]
    recovery.full(entry["first_fit_day"], first_sick_day=absence.first_sick_day, mutations=earlier)
    absence.recovery = entry


def _end_employment(employee: Employee, at: int, entry: Entry) -> None:
    last_day, current = entry["last_day"], next((a for a in employee.absences if a.recovery is None), None)
    if last_day < (employee.given["employed_from"] or date.min):
        raise RuleViolated("employee.service_invalid", "De laatste dag in dienst ligt voor de eerste.", field="last_day")
    if current is not None and last_day < current.first_sick_day:
        raise RuleViolated("left_service.before_sick_day", "De laatste dag in dienst ligt voor de eerste ziektedag.",
                           field="last_day")
    employee.departure = entry
    if current is not None:
        current.left_service = True


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


def _answer_third_party(employee: Employee, at: int, entry: Entry) -> None:
    """The answer moves no date and no amount."""
    if not employee.absences:
        raise Conflict("absence.not_open", "Er is geen verzuim van deze werknemer.")


PLAYS: dict[str, Callable[[Employee, int, Entry], None]] = {
    "report_sick": _report_sick,
    "answer_third_party": _answer_third_party,
    "report_partial_recovery": _report_partial,
    "report_recovery": _report_recovery,
    "end_employment": _end_employment,
    "set_safety_net": _set_safety_net,
    "notify_sanction": _notify_sanction,
    "lift_sanction": _lift_sanction,
    "set_leave": lambda employee, at, entry: employee.leaves.append(entry),
    "set_wage": lambda employee, at, entry: employee.wages.append(entry),
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


def _correct(history: History, entry: Entry) -> None:
    """Change the entry in place; restore it if the result is invalid."""
    changes = {name: value for name, value in entry.items() if name not in ("on", "do", "of", "employee")}
    if entry["of"] not in history.recorded:
        raise Conflict("correction.refused", "Wat hier gecorrigeerd wordt, is niet vastgelegd.")
    target = history.entries[entry["of"]]
    employee, before = history.employees[target["employee"]], dict(target)
    target.update(changes)
    try:
        _check_consistent(employee, target)
    except Refusal:
        target.clear()
        target.update(before)
        raise


def _check_consistent(employee: Employee, target: Entry) -> None:
    previous: Absence | None = None
    for absence in sorted(employee.absences, key=lambda one: one.first_sick_day):
        fit = absence.recovered_on
        if fit is not None and fit <= absence.first_sick_day:
            raise RuleViolated("recovery.before_sick_day", "De eerste dag hersteld ligt na de eerste ziektedag.")
        if previous is not None and (previous.recovered_on or date.max) > absence.first_sick_day:
            raise Conflict("absence.overlaps", "In deze periode staat al een ander verzuim.")
        if target is absence.recovery or any(target is mutation for mutation in absence.mutations):
            _check_recovery(absence, target)
        previous = absence
    if target.get("to") is not None:
        read_period(target["from"], target["to"], "to")


def _check_recovery(absence: Absence, target: Entry) -> None:
    """Check that a corrected partial recovery remains partial: it neither closes an open absence nor opens a closed one."""
    if target["do"] == "report_partial_recovery":
        found = _partial(absence, target, [], correction=True)
        if found.closes is not (target is absence.recovery):
            raise RuleViolated("correction.closes", "Meld volledig herstel met een herstelmelding.", field="recovered_pct")

