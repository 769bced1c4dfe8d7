"""Process rows of a file: add the employees, or update those with the same employee number (A13).

All rows of a chunk share the statements that look employees up and the flush that stores them, so that a long file takes
seconds; a row is refused before it changes anything.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.absence import store
from services.absence.domain.employee_import import RowResult, WagePeriod
from services.absence.store.imports import FieldError
from services.absence.usecases.employees.add_employee import (
    EmployeeData,
    check_dates,
    employer_of,
    hire,
    lock_numbers,
    require_policy,
)
from services.absence.usecases.imports.read_row import RowRefused, read_row
from services.absence.usecases.imports.repeated import repeated_numbers
from services.absence.usecases.imports.table import Table, TableRow
from services.absence.usecases.imports.update_from_row import update_from_row
from shared.db.session import Session
from shared.fields.identifiers import employee_number_key
from shared.kernel.actor import Actor
from shared.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Taken:
    """The result of a row.

    :ivar errors: why it was refused
    """

    result: RowResult
    employee_id: str | None = None
    errors: tuple[FieldError, ...] = ()


def take_table(session: Session, *, actor: Actor, table: Table, wage_period: WagePeriod) -> list[tuple[int, Taken]]:
    """Process all rows of a small file, each on its own.

    :returns: per row its number in the file and its result
    """
    repeated = repeated_numbers(table.fields, [(row.number, row.cells) for row in table.rows])
    rows = [row for row in table.rows if row.number not in repeated]
    taken = take_all(session, actor=actor, fields=table.fields, rows=rows, wage_period=wage_period)
    results = dict(zip((row.number for row in rows), taken, strict=True))
    return [(row.number, results.get(row.number) or Taken(RowResult.REFUSED, errors=tuple(repeated[row.number])))
            for row in table.rows]


def take_all(session: Session, *, actor: Actor, fields: Sequence[str | None], rows: Sequence[TableRow],
             wage_period: WagePeriod) -> list[Taken]:
    """Process rows in their order; a refused row changes nothing.

    :returns: the result of each row
    """
    today = session.clock.today()
    read = [_read(fields, row.cells, wage_period, today) for row in rows]
    lock_numbers(session, employer_of(actor))
    numbers = [str(values["employee_number"]) for values in read if isinstance(values, dict)]
    chunk = _Chunk(session, actor, store.find_employees_by_key(
        session, employer_of(actor), {employee_number_key(number) for number in numbers}))
    return [values if isinstance(values, Taken) else chunk.take(values) for values in read]


def _read(fields: Sequence[str | None], cells: Sequence[str], wage_period: WagePeriod, today: Any) -> dict[str, Any] | Taken:
    try:
        return read_row(fields, cells, wage_period=wage_period, today=today)
    except RowRefused as refusal:
        return Taken(RowResult.REFUSED, errors=tuple(refusal.errors))


class _Chunk:
    """Takes rows one after another; knows the employees of the chunk's numbers, and those that it added."""

    def __init__(self, session: Session, actor: Actor, known: Iterable[store.Employee]) -> None:
        self._session, self._actor = session, actor
        self._known: dict[str, list[store.Employee]] = {}
        for employee in known:
            self._known.setdefault(employee.number_key, []).append(employee)
        self._policy: store.Policy | None = None

    def take(self, values: dict[str, Any]) -> Taken:
        """Add or update the employee of a row."""
        number = str(values["employee_number"])
        same = self._known.setdefault(employee_number_key(number), [])
        employee = next((one for one in same if one.employee_number == number), same[0] if same else None)
        try:
            if employee is not None:
                is_changed = update_from_row(self._session, employee, values, actor=self._actor)
                return Taken(RowResult.CHANGED if is_changed else RowResult.UNCHANGED, employee.employee_id)
            same.append(self._hire(values))
            return Taken(RowResult.ADDED, same[0].employee_id)
        except Refusal as refusal:
            return Taken(RowResult.REFUSED, errors=(
                {"field": refusal.field or "", "code": refusal.code, "message": refusal.message},))

    def _hire(self, values: dict[str, Any]) -> store.Employee:
        data = EmployeeData(**{name: value for name, value in values.items() if name != "wage_from"})
        check_dates(data.birth_date, data.employed_from, data.employed_until)
        self._policy = self._policy or require_policy(self._session, self._actor)
        return hire(self._session, actor=self._actor, command=data, policy=self._policy)
