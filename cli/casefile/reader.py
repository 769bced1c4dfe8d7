"""The strict reader of case files, shared by `demo` and `calculate` (acceptance.md)."""
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from cli.calculations.periods import read_period
from cli.casefile.shapes import ABOUT_EMPLOYEE, EMPLOYEE, ENTRIES, ESCALATION, KEYED, OF, POLICY, TARGETS
from cli.casefile.strict_input import Key, WrongKey, check_days, day, list_of, read_record, record, text
from services.claims.domain.benefits.policy import PolicyTerms, terms_in_force
from shared.kernel.vocabulary import WaitingUnit

FILE = {
    "name": Key(text, ""),
    "policy": Key(lambda value, path: value, {}),
    "employees": Key(list_of(record(EMPLOYEE))),
    "timeline": Key(list_of(lambda value, path: value)),
    "until": Key(day),
}
RECORDED = {"on": Key(day), "do": Key(text)}
OF_EMPLOYEE = {**RECORDED, "employee": Key(text)}
OF_OTHERS = {**RECORDED, "employee": Key(text, None)}


FURTHER_TERMS = ("coverage_half2", "coverage_half4", "late_report_grace_days", "run_off_cover", "pre_existing_cover")
TERMS = ("coverage_year1", "coverage_year2", "employer_charges_pct", "day_divisor", "max_insured_wage", "end_age",
         "vangnet_rule", "late_report_rule", *FURTHER_TERMS)
"""The keys of a policy that are terms of the same name in billing, besides the waiting period."""
SINCE = date(2020, 1, 1)
UNTOLD = "WARNED_IN_WRITING"
"""The reason with which a casemanager imposes a sanction whose warnings the case leaves out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the timeline.

    :ivar index: its position in the file, by which other entries refer to it
    :ivar on: the day on which it is recorded
    :ivar employee: key of the employee, if it concerns one
    :ivar values: the keys of its kind; omitted keys have their default, and are absent in a correction
    """

    index: int
    on: date
    do: str
    employee: str | None
    values: Mapping[str, Any]

    @property
    def sent(self) -> dict[str, Any]:
        """The values as JSON, without nulls."""
        return {name: as_json(value) for name, value in self.values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The content of a case file.

    :ivar policy: the keys of the policy that the file has
    :ivar terms: the policy's terms with the defaults of the product, then those of each renewal until the last day
    :ivar employees: those in service from the start, in the order of the file
    :ivar timeline: entries in the order of recording
    :ivar until: the last day; entries recorded later are ignored
    """

    name: str
    policy: Mapping[str, Any]
    terms: tuple[PolicyTerms, ...]
    employees: tuple[Mapping[str, Any], ...]
    timeline: tuple[Entry, ...]
    until: date

    @property
    def in_service_since(self) -> date:
        """The first day in service of employees for whom the file names none."""
        since: date = self.policy.get("valid_from", SINCE)
        return since

    @property
    def pays_itself(self) -> bool:
        """Whether entries say when invoices are paid, instead of a direct debit on the due date."""
        return any(entry.do == "pay_invoice" for entry in self.timeline)

    @property
    def first_day(self) -> date:
        """The day of the first entry."""
        return self.timeline[0].on if self.timeline else self.until

    def entry(self, index: int) -> Entry:
        """The entry with this index."""
        return next(entry for entry in self.timeline if entry.index == index)


def read_case(value: Any) -> CaseFile:
    """Read a case from a JSON object.

    :raises Refusal: naming every invalid key
    """
    given = read_record(value, "", FILE)
    policy = read_record(given["policy"], "policy", POLICY)
    employees = given["employees"]
    known: set[str] = set()
    for at, employee in enumerate(employees):
        _add_employee(known, employee["key"], f"employees[{at}].key")
    rows = [_head(row, at) for at, row in enumerate(given["timeline"])]
    entries = [_read_entry(row, at, rows, known) for at, row in enumerate(rows)]
    entries = [_with_override(entry, entries) for entry in entries]
    first_day = min((entry.on for entry in entries), default=given["until"])
    check_days(policy, "policy", POLICY, today=first_day)
    for at, employee in enumerate(employees):
        check_days(employee, f"employees[{at}]", EMPLOYEE, today=first_day)
    timeline = sorted((entry for entry in entries if entry.on <= given["until"]), key=lambda entry: entry.on)
    named = {name: policy[name] for name in given["policy"] if policy[name] is not None}
    return CaseFile(given["name"], named, _versions(_terms(policy), timeline), tuple(employees), tuple(timeline), given["until"])


def as_json(value: Any) -> Any:
    """Convert a parsed value back to JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return {name: as_json(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(each) for each in value]
    return value


def _head(row: Any, at: int) -> dict[str, Any]:
    """Read the keys common to all entries, including the kind."""
    do = row.get("do") if type(row) is dict else None
    if type(do) is not str or do not in ENTRIES:
        path = f"timeline[{at}].do"
        raise WrongKey("input.choice", f"{path}: choose from {', '.join(ENTRIES)}.", field=path)
    if do == "add_employee" and "employee" in row and "key" not in row:
        return {("key" if name == "employee" else name): kept for name, kept in row.items()}
    return dict(row)


def _read_entry(row: dict[str, Any], at: int, rows: list[dict[str, Any]], known: set[str]) -> Entry:
    do, path = row["do"], f"timeline[{at}]"
    common = OF_EMPLOYEE if do in ABOUT_EMPLOYEE else OF_OTHERS
    shape = _shape_of_correction(row, at, rows) if do == "correct" else ENTRIES[do]
    values = read_record(row, path, {**common, **shape})
    on, employee = values.pop("on"), values.pop("employee")
    check_days(values, path, shape, today=on)
    del values["do"]
    if do == "add_employee":
        _add_employee(known, values["key"], f"{path}.key")
    _check_people(path, [employee, *values.get("wages", ())], known)
    if do in TARGETS:
        _check_target(path, on, do, values["of"], rows)
    if do in KEYED:
        _check_key(path, on, KEYED[do], values["of"], rows)
    if do == "correct" and len(values) == 1:
        raise WrongKey("correction.empty", f"{path}: the correction changes nothing.", field=path)
    if values.get("to") is not None and "from" in values:
        read_period(values["from"], values["to"], f"{path}.to")
    return Entry(at, on, do, employee, values)


def _with_override(entry: Entry, entries: list[Entry]) -> Entry:
    """A sanction in a case that tells no step before it, which the casemanager imposes with an override (R-109)."""
    if entry.do != "notify_sanction" or any(one.do in ESCALATION and one.employee == entry.employee for one in entries):
        return entry
    reason = entry.values["override_reason"] or UNTOLD
    return replace(entry, values={**entry.values, "override_reason": reason})


def _add_employee(known: set[str], key: str, path: str) -> None:
    if key in known:
        raise WrongKey("input.doubled", f"{path}: the employee {key} already exists.", field=path)
    known.add(key)


def _check_people(path: str, named: list[str | None], known: set[str]) -> None:
    unknown = [key for key in named if key is not None and key not in known]
    if unknown:
        raise WrongKey("employee.unknown", f"{path}.employee: the employee {unknown[0]} is not in employees.",
                       field=f"{path}.employee")


def _shape_of_correction(row: dict[str, Any], at: int, rows: list[dict[str, Any]]) -> dict[str, Key]:
    """The shape of a correction: the keys of the entry that it corrects."""
    of = row.get("of")
    if type(of) is not int:
        return OF
    if not 0 <= of < len(rows) or of == at:
        raise _points_nowhere(f"timeline[{at}]")
    target = ABOUT_EMPLOYEE.get(rows[of]["do"], {})
    return {**OF, **{name: Key(key.read, None, key.days) for name, key in target.items() if name in row}}


def _check_target(path: str, on: date, do: str, of: int, rows: list[dict[str, Any]]) -> None:
    if of >= len(rows) or rows[of]["do"] not in TARGETS[do] or str(rows[of].get("on")) > on.isoformat():
        raise _points_nowhere(path)


def _check_key(path: str, on: date, do: str, key: str, rows: list[dict[str, Any]]) -> None:
    if not any(row["do"] == do and row.get("key") == key and str(row.get("on")) <= on.isoformat() for row in rows):
        raise WrongKey("input.of", f"{path}.of: expected the key of an earlier {do}.", field=f"{path}.of")


def _terms(policy: dict[str, Any]) -> PolicyTerms:
    waiting = policy["waiting_period"] or {"unit": WaitingUnit.WORKDAYS, "value": PolicyTerms().waiting_value}
    return PolicyTerms(
        valid_from=policy["valid_from"], waiting_unit=waiting["unit"], waiting_value=waiting["value"],
        coverage_year1=policy["coverage_year1"], coverage_year2=policy["coverage_year2"],
        employer_charges_pct=policy["employer_charges_pct"], day_divisor=policy["day_divisor"],
        max_insured_wage=policy["max_insured_wage"], end_age=policy["end_age"],
        safety_net_rule=policy["vangnet_rule"], late_report_rule=policy["late_report_rule"],
        **{name: policy[name] for name in FURTHER_TERMS},
    )


def _versions(first: PolicyTerms, timeline: list[Entry]) -> tuple[PolicyTerms, ...]:
    """The terms of each version; a renewal never counts before the day on which it is recorded (domain.md §15.8)."""
    versions = [first]
    for entry in timeline:
        if entry.do == "renew_policy":
            applies_from = max(entry.values["valid_from"], entry.on)
            former = terms_in_force(versions, applies_from) or first
            versions.append(replace(former, **_named_terms(entry.values) | {"valid_from": applies_from}))
    return tuple(versions)


def _named_terms(policy: Mapping[str, Any]) -> dict[str, Any]:
    """The terms that a renewal names, by their name in claims."""
    named = {"safety_net_rule" if name == "vangnet_rule" else name: policy[name] for name in TERMS if policy[name] is not None}
    waiting = policy["waiting_period"]
    return named | ({"waiting_unit": waiting["unit"], "waiting_value": waiting["value"]} if waiting else {})


def _points_nowhere(path: str) -> WrongKey:
    return WrongKey("input.of", f"{path}.of: expected the index of an entry that can be changed.", field=f"{path}.of")
