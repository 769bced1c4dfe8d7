"""Wage sanctions of UWV in a case file."""
from datetime import date

from cli.casefile.records import Employee, Entry
from services.casework.domain.guarantee.wage_sanction import WageSanction, check_shortening, check_wage_sanction
from shared.kernel.refusals import Conflict, NotFound
from shared.kernel.sickness import CompositeCase


def wage_sanction_of(employee: Employee, composite: CompositeCase) -> WageSanction | None:
    """The last wage sanction that was reported in a case, or None."""
    found = [entry for entry in employee.wage_sanctions if is_about(employee, composite, entry["received_on"])]
    return _value(found[-1]) if found else None


def is_about(employee: Employee, composite: CompositeCase, day: date) -> bool:
    """Whether the day belongs to this case: the last case that began by then, otherwise the first."""
    return composite == _case_of(employee, day)


def report_wage_sanction(employee: Employee, at: int, entry: Entry) -> None:
    """Record a decision of UWV in the case to which its day belongs.

    :raises RuleViolated: for impossible dates
    :raises Conflict: if the case has one
    """
    case = _case_of(employee, entry["received_on"])
    check_wage_sanction(_value(entry), case=case, today=entry["on"])
    if wage_sanction_of(employee, case):
        raise Conflict("wage_sanction.already_reported", "Deze loonsanctie is al gemeld.")
    employee.wage_sanctions.append({**entry, "ends_on": None})


def shorten_wage_sanction(employee: Employee, at: int, entry: Entry) -> None:
    """Record the last day after UWV shortened it.

    :raises RuleViolated: for a day outside the sanction
    """
    last = _last(employee)
    check_shortening(_value(last), case=_case_of(employee, last["received_on"]), ends_on=entry["ends_on"])
    last["ends_on"] = entry["ends_on"]


def judge_contract_terms(employee: Employee, at: int, entry: Entry) -> None:
    """Check that there is a wage sanction to judge; the judgement moves no date."""
    _last(employee)


def _last(employee: Employee) -> Entry:
    if not employee.wage_sanctions:
        raise NotFound("wage_sanction.not_found", "Deze loonsanctie bestaat niet.")
    return employee.wage_sanctions[-1]


def _value(entry: Entry) -> WageSanction:
    return WageSanction(decision_on=entry["decision_on"], received_on=entry["received_on"], weeks=entry["weeks"],
                        reported_on=entry["on"], ends_on=entry.get("ends_on"))


def _case_of(employee: Employee, day: date) -> CompositeCase:
    composites = employee.composites
    if not composites:
        raise NotFound("absence.not_found", "Er is geen verzuim van deze werknemer.")
    begun = [one for one in composites if one.first_sick_day <= day]
    return begun[-1] if begun else composites[0]
