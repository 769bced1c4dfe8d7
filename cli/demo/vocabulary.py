"""The words of a case file: which entries exist, which keys each takes, and what a value may look like."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

Reader = Callable[[Any], Any]


def day(value: Any) -> date:
    """A civil date."""
    try:
        if isinstance(value, str) and len(value) == len("2026-03-02"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("give a date like 2026-03-02")


def euros(value: Any) -> str:
    """A decimal string of at most two digits, not negative; given on as the API wants it."""
    number = _decimal(value)
    if number is None or number < 0 or number != round(number, 2) or number >= Decimal(10) ** 9:
        raise ValueError('give an amount in euros as text, like "38500.00"')
    return f"{number:.2f}"


def percentage(value: Any) -> str:
    """A decimal string from 0 to 100."""
    number = _decimal(value)
    if number is None or not 0 <= number <= 100:
        raise ValueError('give a percentage as text, like "62.5"')
    return f"{number:f}"


def number(value: Any) -> str:
    """A decimal string above 0."""
    found = _decimal(value)
    if found is None or found <= 0:
        raise ValueError('give a number as text, like "40"')
    return f"{found:f}"


def yes_or_no(value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise ValueError("give true or false")
    return value


def text(value: Any) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip() or len(value) > 80:
        raise ValueError("give a text of 1 to 80 signs")
    return value


def key(value: Any) -> str:
    """By what a case calls an employee: printable, because it becomes the employee number."""
    if not isinstance(value, str) or not value.strip() or len(value) > 40 or not value.isprintable() or value != value.strip():
        raise ValueError("give a key of 1 to 40 signs without spaces around it")
    return value


def whole(least: int, most: int) -> Reader:
    """A whole number."""
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"give a whole number from {least} to {most}")
        return value
    return read


def one_of(*choices: Any) -> Reader:
    """One of a few words."""
    def read(value: Any) -> Any:
        if value not in choices or isinstance(value, bool):
            raise ValueError(f"give one of {', '.join(str(choice) for choice in choices)}")
        return value
    return read


def end_age(value: Any) -> str:
    """``"AOW"``, or an age in whole years."""
    if value != "AOW" and not (str(value).isdecimal() and 50 <= int(value) <= 75 and not isinstance(value, bool)):
        raise ValueError('give "AOW" or an age from 50 to 75')
    return str(value)


def wages(value: Any) -> dict[str, str]:
    """Annual wages by employee key."""
    if not isinstance(value, dict):
        raise ValueError("give an object with a wage by employee key")
    return {str(key): euros(wage) for key, wage in value.items()}


def waiting_period(value: Any) -> dict[str, Any]:
    """``{"unit": "WORKDAYS" or "WEEKS", "value": n}``."""
    if not isinstance(value, dict) or set(value) != {"unit", "value"}:
        raise ValueError('give {"unit": "WORKDAYS", "value": 10}')
    return {"unit": one_of("WORKDAYS", "WEEKS")(value["unit"]), "value": whole(0, 520)(value["value"])}


def _decimal(value: Any) -> Decimal | None:
    if not isinstance(value, str):
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """What an entry takes besides ``on``, ``do`` and ``employee``."""

    needed: Mapping[str, Reader]
    optional: Mapping[str, Reader]
    has_employee: bool = True


_BASIS = one_of("OWN_WORK_HOURS", "WAGE_VALUE", "THERAPY")
_INDEX = whole(0, 100_000)

EMPLOYEE = EntryKeys({"key": key, "annual_wage": euros},
                     {"contract_hours": number, "birth_date": day, "employed_from": day})

ENTRIES: Mapping[str, EntryKeys] = {
    "report_sick": EntryKeys({"first_sick_day": day}, {
        "third_party": yes_or_no, "safety_net": yes_or_no, "labour_conflict": yes_or_no,
        "same_cause": one_of("YES", "NO", "UNKNOWN")}),
    "report_partial_recovery": EntryKeys({"from": day, "basis": _BASIS}, {
        "recovered_pct": percentage, "wage_value_month": euros, "contract_wage_month": euros}),
    "report_recovery": EntryKeys({"first_fit_day": day}, {}),
    "correct": EntryKeys({"of": _INDEX}, {}, has_employee=False),
    "cancel_report": EntryKeys({"of": _INDEX}, {}, has_employee=False),
    "end_employment": EntryKeys({"last_day": day}, {}),
    "set_leave": EntryKeys({"kind": one_of("MATERNITY", "PARENTAL", "UNPAID"), "from": day, "to": day}, {}),
    "set_wage": EntryKeys({"from": day, "annual_wage": euros}, {"contract_hours": number}),
    "notify_sanction": EntryKeys({"kind": one_of("SUSPEND", "STOP"), "from": day}, {"to": day}),
    "lift_sanction": EntryKeys({"back_pay": yes_or_no}, {}),
    "set_safety_net": EntryKeys({"from": day, "zw_benefit_daily": euros}, {}),
    "complete_milestone": EntryKeys({"code": text, "completed_on": day}, {}),
    "report_wage_sanction": EntryKeys({"decision_on": day, "received_on": day, "weeks": whole(1, 520)}, {}),
    "add_employee": EntryKeys(EMPLOYEE.needed, EMPLOYEE.optional, has_employee=False),
    "pay_invoice": EntryKeys({"number": text}, {}, has_employee=False),
    "submit_january_data": EntryKeys({"wages": wages}, {}, has_employee=False),
}

POLICY: Mapping[str, Reader] = {
    "waiting_period": waiting_period, "coverage_year1": percentage, "coverage_year2": percentage,
    "employer_charges_pct": percentage, "day_divisor": one_of(260, 261), "max_insured_wage": euros,
    "end_age": end_age, "vangnet_rule": one_of("OFFSET", "EXCLUDE"),
    "late_report_rule": one_of("NONE", "SHIFT_TO_REPORT_DATE"), "valid_from": day,
    "premium_rate_pct": percentage, "premium_instalments": one_of(1, 2, 4, 12), "arbo_tariff_incl_vat": euros,
    "arbo_period": one_of("YEAR", "QUARTER", "MONTH"),
}
