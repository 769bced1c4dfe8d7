"""Import a list of employees; each row is independent, and refused rows do not affect others (A13)."""
from collections.abc import Sequence
from typing import Any, Protocol

from services.absence.usecases.employees.add_employee import EmployeeData, add_employee, find_by_number, update_employee
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Refusal


class Row(Protocol):
    """A parsed row: its number in the file, and a command or errors."""

    number: int
    command: EmployeeData | None
    errors: list[dict[str, str]]


def import_employees(session: Session, *, actor: Actor, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Add or update employees by employee number; repeating the import of a file has no effect.

    :returns: per row its number and result: ADDED, CHANGED, UNCHANGED or REFUSED with the errors
    """
    return [_take(session, actor, row) for row in rows]


def _take(session: Session, actor: Actor, row: Row) -> dict[str, Any]:
    if row.command is None:
        return {"row": row.number, "result": "REFUSED", "errors": row.errors}
    try:
        with session.begin_nested():
            known = find_by_number(session, actor, row.command.employee_number)
            if known is None:
                added = add_employee(session, actor=actor, command=row.command)
                return {"row": row.number, "result": "ADDED", "employee_id": added.employee_id}
            result = "CHANGED" if update_employee(session, known, row.command) else "UNCHANGED"
            return {"row": row.number, "result": result, "employee_id": known.employee_id}
    except Refusal as refusal:
        error = {"field": refusal.field or "", "code": refusal.code, "message": refusal.message}
        return {"row": row.number, "result": "REFUSED", "errors": [error]}
