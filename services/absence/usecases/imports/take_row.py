"""Process one row of a file: add the employee, or update the one with the same employee number (A13)."""
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.absence.domain.employee_import import RowResult, WagePeriod
from services.absence.store.imports import FieldError
from services.absence.usecases.employees.add_employee import EmployeeData, add_employee, find_by_number
from services.absence.usecases.imports.read_row import RowRefused, read_row
from services.absence.usecases.imports.table import Table
from services.absence.usecases.imports.update_from_row import update_from_row
from shared.db.session import Session
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


def take_row(session: Session, *, actor: Actor, fields: Sequence[str | None], cells: Sequence[str],
             wage_period: WagePeriod) -> Taken:
    """Process a row; a refused row changes nothing."""
    try:
        values = read_row(fields, cells, wage_period=wage_period, today=session.clock.today())
        with session.begin_nested():
            return _add_or_update(session, actor, values)
    except RowRefused as refusal:
        return Taken(RowResult.REFUSED, errors=tuple(refusal.errors))
    except Refusal as refusal:
        error = {"field": refusal.field or "", "code": refusal.code, "message": refusal.message}
        return Taken(RowResult.REFUSED, errors=(error,))


def take_table(session: Session, *, actor: Actor, table: Table, wage_period: WagePeriod) -> list[tuple[int, Taken]]:
    """Process all rows of a small file, each on its own.

    :returns: per row its number in the file and its result
    """
    return [(row.number, take_row(session, actor=actor, fields=table.fields, cells=row.cells, wage_period=wage_period))
            for row in table.rows]


def _add_or_update(session: Session, actor: Actor, values: dict[str, Any]) -> Taken:
    known = find_by_number(session, actor, values["employee_number"])
    if known is None:
        data = {name: value for name, value in values.items() if name != "wage_from"}
        return Taken(RowResult.ADDED, add_employee(session, actor=actor, command=EmployeeData(**data)).employee_id)
    is_changed = update_from_row(session, known, values, actor=actor)
    return Taken(RowResult.CHANGED if is_changed else RowResult.UNCHANGED, known.employee_id)
