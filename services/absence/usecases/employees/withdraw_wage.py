"""Withdraw a wage that should not have been recorded; the wage before then applies again."""
from datetime import date

from services.absence import store
from services.absence.usecases.employees import changes
from services.absence.usecases.employees.edit_employee import finish
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, NotFound, ensure_version


def withdraw_wage(session: Session, *, actor: Actor, employee_id: str, valid_from: date,
                  version: int | None = None) -> store.Employee:
    """Remove the wage that starts on a day; the history keeps it.

    :raises NotFound: ``wage.not_found``
    :raises Conflict: ``wage.only_one``
    """
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    remove_wage(session, employee, valid_from, actor)
    finish(session, employee)
    return employee


def remove_wage(session: Session, employee: store.Employee, valid_from: date, actor: Actor) -> None:
    """Remove a wage and record that, without storing the employee."""
    wage = next((wage for wage in employee.wages if wage.valid_from == valid_from), None)
    if wage is None:
        raise NotFound("wage.not_found", "Op deze dag gaat geen loon in.")
    if len(employee.wages) == 1:
        raise Conflict("wage.only_one", "Dit is het enige loon. Wijzig dit loon, of leg eerst een loon vanaf een andere "
                                       "dag vast.")
    employee.wages.remove(wage)
    changes.record(session, employee, store.ChangeKind.WAGE, actor, effective_on=valid_from, old=changes.wage_values(wage))
