"""Entries that correct, withdraw or judge what earlier entries recorded."""
from dataclasses import replace
from datetime import date

from cli.calculations.periods import read_period
from cli.casefile.entries import PLAYS, check_departure, decide
from cli.casefile.escalation import check_corrected
from cli.casefile.records import Absence, Employee, Entry, History
from cli.casefile.second_tracks import confirm
from cli.casefile.shapes import SENT_AGAIN
from cli.casefile.vacations import withdraw_vacation
from services.absence.domain import intake, recovery
from services.absence.domain.states import Act, check_admitted
from services.claims.domain.claim.wage_judgement import WageNotWaiting
from shared.kernel.refusals import Conflict, NotFound, Refusal, RuleViolated
from shared.kernel.vocabulary import AbsenceStatus


def judge_wage(history: History, entry: Entry) -> None:
    """Record the decision of Claims on a wage; without one a wage counts as accepted (§15.6)."""
    target = history.entries[entry["of"]]
    if entry["of"] not in history.recorded or not history.employees[target["employee"]].is_recorded_afterwards(target):
        raise NotFound("wage_judgement.not_found", "Er is geen loon om te beoordelen.")
    if "accepted" in target:
        raise WageNotWaiting("wage_judgement.not_waiting", "Over dit loon is al beslist.")
    target["accepted"] = entry["accept"]


def _cancel(history: History, of: int) -> None:
    employee = history.employees[history.entries[of]["employee"]]
    absence = next((each for each in employee.absences if each.number == str(of)), None)
    if absence is None:
        check_admitted(Act.WITHDRAW_REPORT, AbsenceStatus.CANCELLED)
    else:
        employee.absences.remove(absence)
        employee.withdrawn.append(absence)


def withdraw(history: History, of: int) -> None:
    """Take back what an entry recorded."""
    _check_recorded(history, of)
    target = history.entries[of]
    employee = history.employees[target["employee"]]
    if target["do"] == "end_employment":
        _withdraw_departure(employee)
    elif target["do"] == "plan_vacation":
        withdraw_vacation(employee, target)
    elif target["do"] == "set_leave":
        _withdraw_leave(employee, target)
    elif target["do"] == "notify_sanction":
        _withdraw_sanction(employee, target)
    elif target["do"] == "report_sick":
        _cancel(history, of)
    else:
        _withdraw_recovery(employee, target)


def _withdraw_leave(employee: Employee, target: Entry) -> None:
    kept = [leave for leave in employee.leaves if leave is not target]
    if len(kept) == len(employee.leaves):
        raise Conflict("leave.cancelled", "Dit verlof is al ingetrokken.")
    employee.leaves = kept


def _withdraw_sanction(employee: Employee, target: Entry) -> None:
    kept = [imposed for imposed in employee.imposed if imposed.notice is not target]
    if len(kept) == len(employee.imposed):
        raise Conflict("sanction.withdrawn", "Deze sanctie is al ingetrokken.")
    employee.imposed = kept


def _withdraw_departure(employee: Employee) -> None:
    if employee.departure is None:
        raise Conflict("departure.not_reported", "Van deze werknemer is geen laatste dag in dienst bekend.")
    employee.departure = None


def _withdraw_recovery(employee: Employee, target: Entry) -> None:
    absence = next((a for a in employee.absences
                    if target is a.recovery or any(target is mutation for mutation in a.mutations)), None)
    if absence is None:
        raise _gone(employee, target)
    if target is not absence.recovery:
        absence.mutations = [mutation for mutation in absence.mutations if mutation is not target]
        return
    absence.recovery = None
    try:
        intake.check_apart(absence.spell, [other.spell for other in employee.absences if other is not absence])
    except Refusal:
        absence.recovery = target
        raise


def _gone(employee: Employee, target: Entry) -> Refusal:
    """Why a recovery that was recorded cannot be changed: it was withdrawn, or its report was."""
    if any(target is each for absence in employee.withdrawn for each in (absence.recovery, *absence.mutations)):
        return Conflict("absence.cancelled", "Deze melding is al ingetrokken.")
    if target["do"] == "report_recovery":
        return Conflict("absence.not_recovered", "Dit verzuim is nog niet hersteld gemeld.")
    return NotFound("mutation.not_found", "Deze wijziging bestaat niet meer.")


def _check_recorded(history: History, of: int) -> None:
    """Check that an entry that is corrected or withdrawn was not refused itself."""
    do = history.entries[of]["do"]
    if of not in history.recorded and do in ("plan_vacation", "notify_sanction"):
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    if of not in history.recorded and do not in ("end_employment", "set_leave"):
        raise NotFound("absence.not_found", "Er is geen verzuim van deze werknemer.")


def correct(history: History, entry: Entry) -> None:
    """Change the entry in place; restore it if the result is invalid."""
    changes = {name: value for name, value in entry.items() if name not in ("on", "do", "of", "employee", "at")}
    target = history.entries[entry["of"]]
    if entry["of"] not in history.recorded and target["do"] in SENT_AGAIN:
        target.update(changes)
        PLAYS[target["do"]](history.employees[target["employee"]], entry["of"], target)
        history.recorded.add(entry["of"])
        return
    _check_recorded(history, entry["of"])
    employee, before = history.employees[target["employee"]], dict(target)
    if any(target is each for absence in employee.withdrawn for each in (absence.report, absence.recovery, *absence.mutations)):
        check_admitted(Act.CORRECT, AbsenceStatus.CANCELLED)
    absence = next((a for a in employee.absences if any(target is each for each in (a.recovery, *a.mutations))), None)
    others = None if absence is None else _without(absence, target, changes.get("from"))
    target.update(changes)
    try:
        if absence is not None and others is not None:
            _check_recovery(employee, absence, target, others, today=entry["on"])
        _check_consistent(employee, target, entry["on"])
    except Refusal:
        target.clear()
        target.update(before)
        raise
    for each in employee.absences:
        if any(target is net for net in each.safety_net):
            each.safety_net = [net for net in each.safety_net if net is target or net["from"] != target["from"]]
    if absence is not None and target is not absence.recovery:
        absence.mutations = [m for m in absence.mutations if m is target or m["from"] != target["from"]]


def _without(absence: Absence, target: Entry, day: date | None) -> recovery.Course:
    """The course of an absence without a recovery that is corrected, and without what that replaces on its new date."""
    dates = (None,) if target is absence.recovery else (target["from"], day)
    course = absence.course
    changes = [change for change in course.changes if change.effective_on not in dates]
    return replace(course, changes=changes, recovered_on=None if target is absence.recovery else course.recovered_on)


def _check_consistent(employee: Employee, target: Entry, today: date) -> None:
    for absence in employee.absences:
        fit = absence.recovered_on
        if fit is not None and fit <= absence.first_sick_day:
            raise RuleViolated("recovery.before_sick_day", "De eerste dag hersteld moet na de eerste ziektedag liggen.")
        intake.check_apart(absence.spell, [other.spell for other in employee.absences if other is not absence])
    if target["do"] == "notify_sanction":
        check_corrected(employee, target, today)
    if target is employee.departure:
        check_departure(employee, target)
    if target.get("to") is not None:
        read_period(target["from"], target["to"], "to")


def _check_recovery(employee: Employee, absence: Absence, target: Entry, course: recovery.Course, *, today: date) -> None:
    """Check a corrected recovery; one that is partial remains so: it neither closes an open absence nor opens a closed one."""
    if target["do"] == "report_recovery":
        recovery.full(target["first_fit_day"], course, today=today, correction=True)
        return
    if target is not absence.recovery:
        recovery.check_has_effect(target["from"], course)
    found = decide(course, target, today=today, correction=True)
    if found.closes is not (target is absence.recovery):
        raise RuleViolated("correction.closes", "Meld volledig herstel met een herstelmelding.", field="recovered_pct")
    if not found.closes:
        confirm(employee, absence, found, target)
