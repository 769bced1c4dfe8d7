"""Reads a case file, strictly: the policy, the employees and what was recorded of them, as values (acceptance.md)."""
from dataclasses import dataclass
from datetime import date
from typing import Any

from cli.calculations.periods import read_period
from cli.casefile.strict_input import (
    Key,
    WrongKey,
    day,
    euros,
    flag,
    list_of,
    number,
    one_of,
    percentage,
    read_record,
    record,
    text,
    whole,
)
from services.casework.domain.plan.milestone import Code
from services.claims.domain.benefits.case import LeaveKind, RecoveryBasis
from services.claims.domain.benefits.policy import AOW, LateReportRule, PolicyTerms, SafetyNetRule, WaitingUnit
from services.claims.domain.benefits.sanction import SanctionKind
from shared.kernel.sickness import SameCause


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as it was written down.

    :ivar employees: by key; each has `annual_wage` and maybe `birth_date` and `employed_from`
    :ivar entries: the timeline in the order of the file, values read, `do` and `on` among them
    """

    name: str
    terms: PolicyTerms
    employees: dict[str, dict[str, Any]]
    entries: list[dict[str, Any]]
    until: date


def end_age(value: Any, path: str) -> str:
    """AOW, or an age in whole years as a number or a text."""
    if value == AOW or str(value) in {str(age) for age in range(50, 76)}:
        return str(value)
    raise WrongKey("input.choice", f'{path}: geef "AOW" of een leeftijd van 50 tot en met 75.', field=path)


def wages(value: Any, path: str) -> dict[str, Any]:
    """Annual wages by employee key."""
    return read_record(value, path, {name: Key(euros) for name in value} if type(value) is dict else {})


WAITING = {"unit": Key(one_of(WaitingUnit)), "value": Key(whole(0, 728))}
POLICY = {
    "waiting_period": Key(record(WAITING), None),
    "coverage_year1": Key(percentage, PolicyTerms().coverage_year1),
    "coverage_year2": Key(percentage, PolicyTerms().coverage_year2),
    "employer_charges_pct": Key(percentage, PolicyTerms().employer_charges_pct),
    "day_divisor": Key(whole(1, 366), PolicyTerms().day_divisor),
    "max_insured_wage": Key(euros, PolicyTerms().max_insured_wage),
    "end_age": Key(end_age, AOW),
    "vangnet_rule": Key(one_of(SafetyNetRule), SafetyNetRule.OFFSET),
    "late_report_rule": Key(one_of(LateReportRule), LateReportRule.NONE),
    "valid_from": Key(day, PolicyTerms().valid_from),
    "premium_rate_pct": Key(percentage, None),
    "premium_instalments": Key(whole(1, 12), None),
    "arbo_tariff_incl_vat": Key(euros, None),
    "arbo_period": Key(text, None),
}
EMPLOYEE = {
    "key": Key(text), "annual_wage": Key(euros), "contract_hours": Key(number, None),
    "birth_date": Key(day, None), "employed_from": Key(day, None),
}
FILE = {
    "name": Key(text, ""),
    "policy": Key(record(POLICY), {name: key.default for name, key in POLICY.items()}),
    "employees": Key(list_of(record(EMPLOYEE))),
    "timeline": Key(list_of(lambda value, path: value)),
    "until": Key(day),
}

RECORDED = {"on": Key(day), "do": Key(text)}
OF_EMPLOYEE = {**RECORDED, "employee": Key(text)}
OF_ENTRY = {**RECORDED, "of": Key(whole(0, 100_000)), "employee": Key(text, None)}
ENTRIES: dict[str, dict[str, Key]] = {
    "report_sick": {
        **OF_EMPLOYEE, "first_sick_day": Key(day), "third_party": Key(flag, False), "safety_net": Key(flag, False),
        "labour_conflict": Key(flag, False), "same_cause": Key(one_of(SameCause), SameCause.UNKNOWN),
    },
    "report_partial_recovery": {
        **OF_EMPLOYEE, "from": Key(day), "basis": Key(one_of(RecoveryBasis)), "recovered_pct": Key(percentage, None),
        "wage_value_month": Key(euros, None), "contract_wage_month": Key(euros, None),
    },
    "report_recovery": {**OF_EMPLOYEE, "first_fit_day": Key(day)},
    "correct": OF_ENTRY,
    "cancel_report": OF_ENTRY,
    "end_employment": {**OF_EMPLOYEE, "last_day": Key(day)},
    "set_leave": {**OF_EMPLOYEE, "kind": Key(one_of(LeaveKind)), "from": Key(day), "to": Key(day)},
    "set_wage": {**OF_EMPLOYEE, "from": Key(day), "annual_wage": Key(euros), "contract_hours": Key(number, None)},
    "notify_sanction": {**OF_EMPLOYEE, "kind": Key(one_of(SanctionKind)), "from": Key(day), "to": Key(day, None)},
    "lift_sanction": {**OF_EMPLOYEE, "back_pay": Key(flag)},
    "set_safety_net": {**OF_EMPLOYEE, "from": Key(day), "zw_benefit_daily": Key(euros)},
    "complete_milestone": {**OF_EMPLOYEE, "code": Key(one_of(Code)), "completed_on": Key(day)},
    "report_wage_sanction": {
        **OF_EMPLOYEE, "decision_on": Key(day), "received_on": Key(day), "weeks": Key(whole(1, 52)),
    },
    "add_employee": {**RECORDED, **EMPLOYEE},
    "pay_invoice": {**RECORDED, "number": Key(text), "employee": Key(text, None)},
    "submit_january_data": {**RECORDED, "wages": Key(wages), "employee": Key(text, None)},
}


def read_case_file(value: dict[str, Any]) -> CaseFile:
    """The case of a JSON object.

    :raises Refusal: naming every key that is wrong
    """
    given = read_record(value, "", FILE)
    employees = {employee["key"]: employee for employee in given["employees"]}
    if len(employees) < len(given["employees"]):
        raise WrongKey("input.doubled", "employees: een key staat er meer dan één keer.", field="employees")
    entries: list[dict[str, Any]] = []
    for at, entry in enumerate(given["timeline"]):
        entries.append(_read_entry(entry, f"timeline[{at}]", given["timeline"][:at], employees))
    return CaseFile(given["name"], _terms(given["policy"]), employees, entries, given["until"])


def _read_entry(value: Any, path: str, earlier: list[Any], employees: dict[str, Any]) -> dict[str, Any]:
    do = value.get("do") if type(value) is dict else None
    if type(do) is not str or do not in ENTRIES:
        raise WrongKey("input.choice", f"{path}.do: kies uit {', '.join(ENTRIES)}.", field=f"{path}.do")
    if do == "add_employee" and "employee" in value and "key" not in value:
        value = {("key" if name == "employee" else name): kept for name, kept in value.items()}
    shape = _shape_of_correction(value, path, earlier) if do == "correct" else ENTRIES[do]
    entry = read_record(value, path, shape)
    if do == "add_employee":
        employees.setdefault(entry["key"], entry)
    _check_entry(entry, path, len(earlier), employees)
    return entry


def _shape_of_correction(value: dict[str, Any], path: str, earlier: list[Any]) -> dict[str, Key]:
    """What a correction may change: the keys of the entry that it corrects."""
    of = value.get("of")
    if type(of) is not int:
        return OF_ENTRY
    if not 0 <= of < len(earlier):
        raise _points_nowhere(path)
    target = ENTRIES[earlier[of]["do"]]
    changes = {name: Key(key.read, None) for name, key in target.items() if name in value and name not in OF_ENTRY}
    return {**OF_ENTRY, **changes}


def _check_entry(entry: dict[str, Any], path: str, at: int, employees: dict[str, Any]) -> None:
    if entry.get("employee") is not None and entry["employee"] not in employees:
        raise WrongKey("employee.unknown", f"{path}.employee: deze werknemer staat niet in employees.",
                       field=f"{path}.employee")
    if "of" in entry and entry["of"] >= at:
        raise _points_nowhere(path)
    if entry.get("to") is not None and "from" in entry:
        read_period(entry["from"], entry["to"], f"{path}.to")


def _terms(policy: dict[str, Any]) -> PolicyTerms:
    waiting = policy["waiting_period"] or {"unit": WaitingUnit.WORKDAYS, "value": PolicyTerms().waiting_value}
    return PolicyTerms(
        valid_from=policy["valid_from"], waiting_unit=waiting["unit"], waiting_value=waiting["value"],
        coverage_year1=policy["coverage_year1"], coverage_year2=policy["coverage_year2"],
        employer_charges_pct=policy["employer_charges_pct"], day_divisor=policy["day_divisor"],
        max_insured_wage=policy["max_insured_wage"], end_age=policy["end_age"],
        safety_net_rule=policy["vangnet_rule"], late_report_rule=policy["late_report_rule"],
    )


def _points_nowhere(path: str) -> WrongKey:
    return WrongKey("input.of", f"{path}.of: wijs een eerdere regel van timeline aan.", field=f"{path}.of")
