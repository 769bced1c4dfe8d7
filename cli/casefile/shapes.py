"""The shape of case files: the keys of the policy, of an employee and of every kind of entry (acceptance.md)."""
from typing import Any

from cli.casefile.strict_input import (
    Key,
    WrongKey,
    day,
    euros,
    flag,
    name_of,
    number,
    one_of,
    percentage,
    read_record,
    record,
    text,
    whole,
    word_of,
)
from services.casework.domain.plan.milestone import Code
from services.claims.domain.benefits.policy import AOW, PolicyTerms
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import LateReportRule, LeaveKind, RecoveryBasis, SafetyNetRule, SanctionKind, WaitingUnit


def end_age(value: Any, path: str) -> str:
    """AOW, or an age in whole years as a number or a text."""
    if value == AOW or (type(value) in (int, str) and str(value) in {str(age) for age in range(50, 76)}):
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
    "day_divisor": Key(word_of(260, 261), PolicyTerms().day_divisor),
    "max_insured_wage": Key(euros, PolicyTerms().max_insured_wage),
    "end_age": Key(end_age, AOW),
    "vangnet_rule": Key(one_of(SafetyNetRule), SafetyNetRule.OFFSET),
    "late_report_rule": Key(one_of(LateReportRule), LateReportRule.NONE),
    "valid_from": Key(day, PolicyTerms().valid_from),
    "premium_rate_pct": Key(percentage, None),
    "premium_instalments": Key(word_of(1, 2, 4, 12), None),
    "arbo_tariff_incl_vat": Key(euros, None),
    "arbo_period": Key(word_of("YEAR", "QUARTER", "MONTH"), None),
}
EMPLOYEE = {
    "key": Key(name_of(40)), "annual_wage": Key(euros), "contract_hours": Key(number, None),
    "birth_date": Key(day, None), "employed_from": Key(day, None),
}
OF = {"of": Key(whole(0, 100_000))}

ABOUT_EMPLOYEE: dict[str, dict[str, Key]] = {
    "report_sick": {
        "first_sick_day": Key(day), "third_party": Key(flag, False), "safety_net": Key(flag, False),
        "labour_conflict": Key(flag, False), "same_cause": Key(one_of(SameCause), SameCause.UNKNOWN),
    },
    "report_partial_recovery": {
        "from": Key(day), "basis": Key(one_of(RecoveryBasis)), "recovered_pct": Key(percentage, None),
        "wage_value_month": Key(euros, None), "contract_wage_month": Key(euros, None),
    },
    "report_recovery": {"first_fit_day": Key(day)},
    "end_employment": {"last_day": Key(day)},
    "set_leave": {"kind": Key(one_of(LeaveKind)), "from": Key(day), "to": Key(day)},
    "set_wage": {"from": Key(day), "annual_wage": Key(euros), "contract_hours": Key(number, None)},
    "notify_sanction": {"kind": Key(one_of(SanctionKind)), "from": Key(day), "to": Key(day, None)},
    "lift_sanction": {"back_pay": Key(flag)},
    "set_safety_net": {"from": Key(day), "zw_benefit_daily": Key(euros)},
    "complete_milestone": {"code": Key(one_of(Code)), "completed_on": Key(day)},
    "report_wage_sanction": {"decision_on": Key(day), "received_on": Key(day), "weeks": Key(whole(1, 52))},
}
"""Entries about one employee, whose key they name."""
OTHERS: dict[str, dict[str, Key]] = {
    "correct": OF,
    "cancel_report": OF,
    "add_employee": EMPLOYEE,
    "pay_invoice": {"number": Key(text)},
    "submit_january_data": {"wages": Key(wages)},
}
ENTRIES = {**ABOUT_EMPLOYEE, **OTHERS}
CORRECTABLE = frozenset({"report_sick", "report_partial_recovery", "report_recovery", "set_leave", "set_wage",
                         "set_safety_net", "end_employment", "notify_sanction"})
