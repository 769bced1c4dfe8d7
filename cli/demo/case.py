"""A case file: who is insured how, and what happens when. Whatever does not fit is told with file, key and reason."""
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cli.demo import vocabulary
from cli.demo.vocabulary import EMPLOYEE, ENTRIES, POLICY, EntryKeys, Reader
from cli.endings import WrongInput

CORRECTABLE = ("report_sick", "report_partial_recovery", "report_recovery", "set_leave", "set_wage", "set_safety_net",
               "end_employment")
LARGEST_FILE = 5 * 2**20


class WrongCase(Exception):
    """A key of a case and what is wrong with it."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}" if key else reason)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happens.

    :ivar index: its place in the file, by which other entries name it
    :ivar on: when it is recorded
    :ivar employee: key of the employee, if it is about one
    """

    index: int
    on: date
    do: str
    employee: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case.

    :ivar timeline: in the order in which things happen
    """

    name: str
    policy: Mapping[str, Any]
    employees: tuple[Mapping[str, Any], ...]
    timeline: tuple[Entry, ...]
    until: date

    @property
    def pays_itself(self) -> bool:
        """Whether entries say when invoices are paid, instead of a direct debit on the due date."""
        return any(entry.do == "pay_invoice" for entry in self.timeline)

    @property
    def first_day(self) -> date:
        """When the first thing happens."""
        return self.timeline[0].on if self.timeline else self.until

    def entry(self, index: int) -> Entry:
        """By its place in the file."""
        return next(entry for entry in self.timeline if entry.index == index)


def read_case_file(path: Path) -> Case:
    """The case in a file.

    :raises WrongInput: one sentence that names file, key and reason
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise WrongInput(f"{path}: the file is larger than {LARGEST_FILE // 2**20} MB.")
        raw = json.loads(path.read_text(encoding="utf-8"))
        return read_case(raw)
    except OSError as problem:
        raise WrongInput(f"{path}: cannot be read ({problem.strerror}).") from None
    except (ValueError, RecursionError) as problem:
        raise WrongInput(f"{path}: is no JSON ({problem}).") from None
    except WrongCase as problem:
        raise WrongInput(f"{path}: {problem}.") from None


def read_case(raw: Any) -> Case:
    """The case in an object as JSON gives it.

    :raises WrongCase: at the first thing that does not fit
    """
    if not isinstance(raw, dict):
        raise WrongCase("", "give an object with name, policy, employees, timeline and until")
    allowed = ("name", "policy", "employees", "timeline", "until")
    _refuse_unknown("", raw, allowed)
    employees = tuple(_read_keys(f"employees[{n}]", one, EMPLOYEE, ()) for n, one in enumerate(_list(raw, "employees")))
    _refuse_doubles(employees)
    entries = [_read_entry(n, one) for n, one in enumerate(_list(raw, "timeline"))]
    _check_references(entries, {str(one["key"]) for one in employees})
    until = _read("until", vocabulary.day, raw.get("until"))
    for entry in entries:
        if entry.on > until:
            raise WrongCase("until", f"lies before timeline[{entry.index}].on ({entry.on})")
    return Case(
        name=_read("name", vocabulary.text, raw.get("name")), policy=_read_policy(raw.get("policy", {})), employees=employees,
        timeline=tuple(sorted(entries, key=lambda entry: entry.on)), until=until,
    )


def _read_policy(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise WrongCase("policy", "give an object")
    _refuse_unknown("policy.", raw, POLICY)
    return {key: _read(f"policy.{key}", POLICY[key], value) for key, value in raw.items()}


def _read_entry(index: int, raw: Any) -> Entry:
    where = f"timeline[{index}]"
    if not isinstance(raw, dict):
        raise WrongCase(where, "give an object")
    do = _read(f"{where}.do", vocabulary.one_of(*ENTRIES), raw.get("do"))
    on = _read(f"{where}.on", vocabulary.day, raw.get("on"))
    keys = ENTRIES[do]
    employee = _read(f"{where}.employee", vocabulary.text, raw.get("employee")) if keys.has_employee else None
    rest = {key: value for key, value in raw.items() if key not in ("on", "do") and not (keys.has_employee and key == "employee")}
    if do == "correct":
        return Entry(index, on, do, None, rest)
    if do == "add_employee" and "key" not in rest and "employee" in rest:
        rest["key"] = rest.pop("employee")
    return Entry(index, on, do, employee, _read_keys(where, rest, keys, ()))


def _check_references(entries: list[Entry], known: set[str]) -> None:
    for entry in entries:
        where = f"timeline[{entry.index}]"
        if entry.do == "add_employee":
            if entry.values["key"] in known:
                raise WrongCase(f"{where}.key", f"there is an employee {entry.values['key']} already")
            known.add(str(entry.values["key"]))
        if entry.employee is not None and entry.employee not in known:
            raise WrongCase(f"{where}.employee", f"there is no employee {entry.employee}")
        if entry.do in ("correct", "cancel_report"):
            _check_target(where, entry, entries)
        if unknown := set(entry.values.get("wages", {})) - known:
            raise WrongCase(f"{where}.wages", f"there is no employee {min(unknown)}")


def _check_target(where: str, entry: Entry, entries: list[Entry]) -> None:
    of = _read(f"{where}.of", vocabulary.whole(0, len(entries) - 1), entry.values.get("of"))
    target = entries[of]
    allowed = CORRECTABLE if entry.do == "correct" else ("report_sick",)
    if of == entry.index or target.do not in allowed or target.on > entry.on:
        raise WrongCase(f"{where}.of", f"names entry {of}, which is no earlier entry that can be changed so")
    if entry.do == "correct":
        keys = ENTRIES[target.do]
        changes = {key: value for key, value in entry.values.items() if key not in ("of", "employee")}
        if not changes:
            raise WrongCase(where, "says nothing that changes")
        optional = EntryKeys({}, {**keys.needed, **keys.optional})
        object.__setattr__(entry, "values", {"of": of, **_read_keys(where, changes, optional, ())})


def _read_keys(where: str, raw: Any, keys: EntryKeys, more: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise WrongCase(where, "give an object")
    readers = {**keys.needed, **keys.optional}
    _refuse_unknown(f"{where}.", raw, (*readers, *more))
    for key in keys.needed:
        if key not in raw:
            raise WrongCase(f"{where}.{key}", "is missing")
    return {key: _read(f"{where}.{key}", reader, raw[key]) for key, reader in readers.items() if raw.get(key) is not None}


def _refuse_doubles(employees: tuple[Mapping[str, Any], ...]) -> None:
    keys = [employee["key"] for employee in employees]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            raise WrongCase(f"employees[{number}].key", f"there is an employee {key} already")


def _refuse_unknown(where: str, raw: Mapping[str, Any], known: Any) -> None:
    unknown = [key for key in raw if key not in known]
    if unknown:
        raise WrongCase(f"{where}{unknown[0]}", "is not a key that a case has here")


def _list(raw: Mapping[str, Any], key: str) -> list[Any]:
    value = raw.get(key)
    if not isinstance(value, list):
        raise WrongCase(key, "give a list")
    return value


def _read(key: str, reader: Reader, value: Any) -> Any:
    try:
        return reader(value)
    except (ValueError, TypeError) as problem:
        raise WrongCase(key, "is missing" if value is None else str(problem)) from None
