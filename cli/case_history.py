"""Plays the timeline of a case file without a platform: what stands recorded of each employee in the end.

The latest state counts, so a correction changes the entry that it corrects; what the rules refuse is left out and told.
"""
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cli.casefile import CaseFile
from services.absence.domain import intake, recovery
from services.claims.domain.sanction import Sanction, lift, refuse_overlap
from shared.kernel.period import Period
from shared.kernel.refusals import Conflict, Refusal, RuleViolated
from shared.kernel.sickness import CompositeCase, Spell, composite_cases
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis

Entry = dict[str, Any]


@dataclass
class Absence:
    """One sick report with what was recorded of it since; the entries themselves, so that corrections show."""

    number: str
    report: Entry
    recovery: Entry | None = None
    mutations: list[Entry] = field(default_factory=list)
    safety_net: list[Entry] = field(default_factory=list)
    left_service: bool = False

    @property
    def first_sick_day(self) -> date:
        """As reported, or as corrected."""
        day: date = self.report["first_sick_day"]
        return day

    @property
    def recovered_on(self) -> date | None:
        """The first day fully fit, None while open."""
        return None if self.recovery is None else self.recovery.get("first_fit_day") or self.recovery["from"]

    @property
    def is_open(self) -> bool:
        """Whether it can still change by a report."""
        return self.recovery is None and not self.left_service

    @property
    def spell(self) -> Spell:
        """As the count of sick days takes it."""
        return Spell(self.first_sick_day, self.recovered_on, self.number, self.report["same_cause"])


@dataclass
class Employee:
    """What stands recorded of one employee."""

    given: Entry
    absences: list[Absence] = field(default_factory=list)
    wages: list[Entry] = field(default_factory=list)
    leaves: list[Entry] = field(default_factory=list)
    sanctions: list[Sanction] = field(default_factory=list)
    completions: list[Entry] = field(default_factory=list)
    wage_sanctions: list[Entry] = field(default_factory=list)
    departure: Entry | None = None

    @property
    def end_of_service(self) -> date | None:
        """Last day of employment, if known."""
        return None if self.departure is None else self.departure["last_day"]

    @property
    def open_absence(self) -> Absence | None:
        """The absence that is open, if one is."""
        return next((absence for absence in self.absences if absence.is_open), None)

    @property
    def maternity_leaves(self) -> tuple[Period, ...]:
        """Leave that interrupts a case and does not count in it."""
        return tuple(Period(leave["from"], leave["to"]) for leave in self.leaves if leave["kind"] == LeaveKind.MATERNITY)

    @property
    def composites(self) -> list[CompositeCase]:
        """The absences as the cases that the law makes of them."""
        return composite_cases([absence.spell for absence in self.absences], self.maternity_leaves)

    def absences_in(self, composite: CompositeCase) -> list[Absence]:
        """The absences of a case, in order."""
        numbers = [spell.absence_number for spell in composite.spells]
        return sorted((a for a in self.absences if a.number in numbers), key=lambda a: a.first_sick_day)

    def get_open_absence(self) -> Absence:
        """The open absence.

        :raises Conflict: without one
        """
        if self.open_absence is None:
            raise Conflict("absence.not_open", "Er is geen open verzuim van deze werknemer.")
        return self.open_absence


@dataclass
class History:
    """A case file played to its end.

    :ivar refused: entries that the rules refuse, by their index
    """

    case: CaseFile
    employees: dict[str, Employee]
    refused: dict[int, Refusal] = field(default_factory=dict)


def play(case: CaseFile) -> History:
    """Everything recorded up to `until`, in the order of recording."""
    history = History(case, {key: Employee(given) for key, given in case.employees.items()})
    order = sorted(range(len(case.entries)), key=lambda at: case.entries[at]["on"])
    for at in order:
        entry = case.entries[at]
        if entry["on"] > case.until:
            break
        try:
            _record(history, at, entry)
        except Refusal as refusal:
            history.refused[at] = refusal
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
    sanction = Sanction(kind=entry["kind"], start=entry["from"], end=entry["to"])
    refuse_overlap(employee.sanctions, sanction)
    employee.sanctions.append(sanction)


def _lift_sanction(employee: Employee, at: int, entry: Entry) -> None:
    running = [n for n, sanction in enumerate(employee.sanctions) if sanction.lifted_on is None]
    if not running:
        raise Conflict("sanction.not_running", "Er loopt geen sanctie.")
    last = running[-1]
    employee.sanctions[last] = lift(employee.sanctions[last], lifted_on=entry["on"], back_pay=entry["back_pay"])


PLAYS: dict[str, Callable[[Employee, int, Entry], None]] = {
    "report_sick": _report_sick,
    "report_partial_recovery": _report_partial,
    "report_recovery": _report_recovery,
    "end_employment": _end_employment,
    "set_safety_net": _set_safety_net,
    "notify_sanction": _notify_sanction,
    "lift_sanction": _lift_sanction,
    "set_leave": lambda employee, at, entry: employee.leaves.append(entry),
    "set_wage": lambda employee, at, entry: employee.wages.append(entry),
    "complete_milestone": lambda employee, at, entry: employee.completions.append(entry),
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
    """Change the entry in place; put it back if what then stands cannot be."""
    target = history.case.entries[entry["of"]]
    changes = {name: value for name, value in entry.items() if name not in ("on", "do", "of", "employee")}
    if entry["of"] in history.refused or not changes or "employee" not in target:
        raise RuleViolated("correction.empty", "Geef aan wat er anders moet.")
    employee, before = history.employees[target["employee"]], dict(target)
    target.update(changes)
    try:
        _check_consistent(employee, target)
    except Refusal:
        target.clear()
        target.update(before)
        raise
    if target["do"] == "notify_sanction":
        _replace_sanction(employee, before, target)


def _check_consistent(employee: Employee, target: Entry) -> None:
    previous: Absence | None = None
    for absence in sorted(employee.absences, key=lambda one: one.first_sick_day):
        fit = absence.recovered_on
        if fit is not None and fit <= absence.first_sick_day:
            raise RuleViolated("recovery.before_sick_day", "De eerste dag hersteld ligt na de eerste ziektedag.")
        if previous is not None and (previous.recovered_on or date.max) > absence.first_sick_day:
            raise Conflict("absence.overlaps", "In deze periode staat al een ander verzuim.")
        if target["do"] == "report_partial_recovery" and target in absence.mutations:
            _partial(absence, target, [], correction=True)
        previous = absence
    if target.get("to") is not None:
        Period(target["from"], target["to"])


def _replace_sanction(employee: Employee, before: Entry, after: Entry) -> None:
    old = next(n for n, one in enumerate(employee.sanctions) if (one.kind, one.start) == (before["kind"], before["from"]))
    lifted = employee.sanctions[old]
    employee.sanctions[old] = Sanction(kind=after["kind"], start=after["from"], end=after["to"],
                                       lifted_on=lifted.lifted_on, back_pay=lifted.back_pay)
