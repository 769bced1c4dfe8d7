"""Take back a change of an employee: the values before apply again, and the history keeps both."""
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from services.absence import store
from services.absence.usecases.employees import changes
from services.absence.usecases.employees.add_employee import employer_of, lock_numbers
from services.absence.usecases.employees.edit_employee import apply_values, finish
from services.absence.usecases.employees.set_wage import put_wage
from services.absence.usecases.employees.withdraw_wage import remove_wage
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, ensure_version

DATES = frozenset({"birth_date", "employed_from"})


def withdraw_change(session: Session, *, actor: Actor, employee_id: str, change_id: str,
                    version: int | None = None) -> store.Employee:
    """Restore the values before a change.

    :raises NotFound: ``change.not_found``
    :raises Conflict: ``change.not_withdrawable`` for the addition of an employee, ``change.withdrawn`` for the second time,
        ``change.overtaken`` if the values were changed again since
    """
    lock_numbers(session, employer_of(actor))
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    change = store.get_change(session, employee, change_id)
    if change.kind == store.ChangeKind.ADDED:
        raise Conflict("change.not_withdrawable", "Dat de werknemer is toegevoegd, kunt u niet intrekken. "
                                                     "Meld de werknemer uit dienst.")
    if change.withdrawn_at is not None:
        raise Conflict("change.withdrawn", "Deze wijziging is al ingetrokken.")
    restore = _restore_values if change.kind == store.ChangeKind.EDITED else _restore_wage
    restore(session, employee, change, actor)
    change.withdrawn_at = session.clock.now()
    finish(session, employee)
    return employee


def _restore_values(session: Session, employee: store.Employee, change: store.EmployeeChange, actor: Actor) -> None:
    new = change.new or {}
    _require_present(changes.stored({name: getattr(employee, name) for name in new}), new)
    old = {name: date.fromisoformat(value) if name in DATES and value else value for name, value in (change.old or {}).items()}
    apply_values(session, employee, old, actor=actor, effective_on=change.effective_on)


def _restore_wage(session: Session, employee: store.Employee, change: store.EmployeeChange, actor: Actor) -> None:
    wage = next((wage for wage in employee.wages if wage.valid_from == change.effective_on), None)
    _require_present(changes.stored(changes.wage_values(wage)) if wage else None, change.new)
    if change.old is None:
        remove_wage(session, employee, change.effective_on, actor)
    else:
        put_wage(session, employee, valid_from=change.effective_on, annual_wage=Decimal(change.old["annual_wage"]),
                 contract_hours=Decimal(change.old["contract_hours"]), actor=actor)


def _require_present(present: Mapping[str, Any] | None, expected: Mapping[str, Any] | None) -> None:
    if present != expected:
        raise Conflict("change.overtaken", "Dit is daarna opnieuw gewijzigd. Trek eerst de latere wijziging in, of "
                                           "wijzig het zelf.")
