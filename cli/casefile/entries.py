"""What each kind of entry records of an employee, by the rules of the services."""
from collections.abc import Callable
from datetime import date

from cli.casefile import second_tracks
from cli.casefile.documents import sign_action_plan, write_action_plan
from cli.casefile.escalation import (
    CHANGES,
    change_conflict,
    demand_work,
    give_verdict,
    lift_sanction,
    notify_sanction,
    record_talk,
    warn,
)
from cli.casefile.insurer import recourse
from cli.casefile.records import Absence, Employee, Entry
from cli.casefile.steps import complete_milestone
from cli.casefile.vacations import plan_vacation
from cli.casefile.wage_sanctions import judge_contract_terms, report_wage_sanction, shorten_wage_sanction
from services.absence.domain import intake, recovery
from services.absence.domain.states import Act
from services.casework.domain.guidance.advice import Advice, Outcome, close_advice
from shared.kernel.refusals import NotFound, RuleViolated
from shared.kernel.vocabulary import RecoveryBasis


def _report_sick(employee: Employee, at: int, entry: Entry) -> None:
    day = entry["first_sick_day"]
    intake.check_in_service(day, employed_from=employee.given["employed_from"],
                            employed_until=employee.end_of_service)
    current = employee.open_absence(entry["on"])
    intake.check_free(day, [absence.spell for absence in employee.absences], open_number=current.number if current else None)
    employee.absences.append(Absence(str(at), entry))


def _report_partial(employee: Employee, at: int, entry: Entry) -> None:
    _mutate(employee, employee.get_absence(Act.REPORT_PARTIAL, entry["on"]), entry)


def _report_relapse(employee: Employee, at: int, entry: Entry) -> None:
    _mutate(employee, employee.get_absence(Act.REPORT_RELAPSE, entry["on"]), entry)


def _mutate(employee: Employee, absence: Absence, entry: Entry) -> None:
    """Record a partial recovery or relapse, which replaces what was recorded on its date."""
    found = decide(absence.course, entry, today=entry["on"], correction=False)
    second_tracks.confirm(employee, absence, found, entry)
    if found.closes:
        absence.recovery = entry
        return
    if absence.recovered_on == found.effective_on:
        absence.recovery = None
    absence.mutations = [mutation for mutation in absence.mutations if mutation["from"] != found.effective_on] + [entry]


def decide(course: recovery.Course, entry: Entry, *, today: date, correction: bool) -> recovery.Recovery:
    """The recovery or relapse that an entry reports or corrects."""
    if entry["do"] == "report_relapse":
        return recovery.relapse(entry["from"], course, today=today, correction=correction)
    return recovery.partial(
        entry["from"], course, basis=RecoveryBasis(entry["basis"]), recovered_pct=entry["recovered_pct"], today=today,
        wage_value_month=entry["wage_value_month"], contract_wage_month=entry["contract_wage_month"], correction=correction)


def _report_recovery(employee: Employee, at: int, entry: Entry) -> None:
    absence = employee.get_absence(Act.REPORT_RECOVERY, entry["on"])
    found = recovery.full(entry["first_fit_day"], absence.course, today=entry["on"])
    second_tracks.confirm(employee, absence, found, entry)
    absence.recovery = entry


def _end_employment(employee: Employee, at: int, entry: Entry) -> None:
    check_departure(employee, entry)
    employee.departure = entry


def check_departure(employee: Employee, entry: Entry) -> None:
    """Check the last day in service of an entry.

    :raises RuleViolated: ``employee.service_invalid``, ``left_service.before_sick_day``
    """
    last_day = entry["last_day"]
    if last_day < employee.given["employed_from"]:
        raise RuleViolated("employee.service_invalid", "De laatste dag in dienst ligt voor de eerste.", field="last_day")
    if any(last_day < absence.first_sick_day for absence in employee.absences):
        raise RuleViolated("left_service.before_sick_day", "De laatste dag in dienst ligt voor de eerste ziektedag.",
                           field="last_day")


def _set_safety_net(employee: Employee, at: int, entry: Entry) -> None:
    begun = [absence for absence in employee.absences if absence.first_sick_day <= entry["from"]]
    employee.check_reported(Act.SET_SAFETY_NET)
    absence = begun[-1] if begun else employee.absences[0]
    absence.safety_net = [one for one in absence.safety_net if one["from"] != entry["from"]] + [entry]


def _without_effect(employee: Employee, at: int, entry: Entry) -> None:
    """An entry about an absence that moves no date and no amount."""
    employee.check_reported(Act.CORRECT)


def _give_advice(employee: Employee, at: int, entry: Entry) -> None:
    employee.check_reported(Act.CORRECT)
    employee.advices[entry["key"]] = Advice(advice_id=entry["key"], due_on=entry["due_on"], kind=entry["kind"])


def _answer_advice(employee: Employee, at: int, entry: Entry) -> None:
    """Close an advice with its outcome, as casework judges it (R-022)."""
    given = employee.advices.get(entry["of"])
    if given is None:
        raise NotFound("advice.not_found", "Dit advies bestaat niet.")
    employee.advices[entry["of"]] = close_advice(given, outcome=Outcome(entry["outcome"]), reason_code=entry["reason"])


PLAYS: dict[str, Callable[[Employee, int, Entry], None]] = {
    "report_sick": _report_sick,
    "answer_third_party": recourse.answer_third_party,
    "move_recourse": recourse.move,
    "state_damage": recourse.state_damage,
    "receive_recourse": recourse.receive,
    "interrupt_limitation": recourse.interrupt,
    "report_partial_recovery": _report_partial,
    "report_relapse": _report_relapse,
    "report_recovery": _report_recovery,
    "end_employment": _end_employment,
    "set_safety_net": _set_safety_net,
    "record_talk": record_talk,
    "give_verdict": give_verdict,
    "request_work": demand_work,
    "summon": demand_work,
    **dict.fromkeys(CHANGES, change_conflict),
    "warn": warn,
    "notify_sanction": notify_sanction,
    "lift_sanction": lift_sanction,
    "set_leave": lambda employee, at, entry: employee.leaves.append(entry),
    "plan_vacation": plan_vacation,
    "set_wage": lambda employee, at, entry: employee.wages.append(entry),
    "give_advice": _give_advice,
    "answer_advice": _answer_advice,
    "complete_milestone": complete_milestone,
    "report_wage_sanction": report_wage_sanction,
    "judge_contract_terms": judge_contract_terms,
    "shorten_wage_sanction": shorten_wage_sanction,
    "start_second_track": second_tracks.start,
    "log_track_contact": second_tracks.log_contact,
    "report_track_progress": second_tracks.report_progress,
    "place": second_tracks.place,
    "close_second_track": second_tracks.close,
    "write_action_plan": write_action_plan,
    "sign_action_plan": sign_action_plan,
}
