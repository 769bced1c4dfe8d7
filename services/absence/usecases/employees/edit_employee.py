"""Change the data of an employee, except wage and last day in service, which have their own use cases (R-016)."""
from collections.abc import Mapping
from datetime import date
from typing import Any

from services.absence import store
from services.absence.publishing import employee_upserted
from services.absence.usecases.employees import changes
from services.absence.usecases.employees.add_employee import (
    check_dates,
    employer_of,
    find_by_number,
    lock_numbers,
    number_taken,
)
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import RuleViolated, ensure_version
from shared.messaging.outbox import publish

EDITABLE = ("employee_number", "first_name", "infix", "last_name", "birth_date", "phone", "function", "department",
            "employed_from")


def edit_employee(session: Session, *, actor: Actor, employee_id: str, values: Mapping[str, Any],
                  effective_on: date | None = None, version: int | None = None) -> store.Employee:
    """Change what `values` names; the value before stays in the history.

    :param values: new values by field, of `EDITABLE`
    :param effective_on: the day from which they hold, today if left out
    :raises Stale: if the employee was changed since `version`
    :raises Conflict: ``employee.number_taken``
    :raises RuleViolated: ``employee.effective_ahead``, ``employee.service_after_sick_day``, or as `check_dates`
    """
    lock_numbers(session, employer_of(actor))
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    today = session.clock.today()
    if effective_on is not None and effective_on > today:
        raise RuleViolated("employee.effective_ahead", "Leg deze wijziging vast op de dag dat zij ingaat, of daarna.",
                           field="effective_on")
    if apply_values(session, employee, values, actor=actor, effective_on=effective_on or today):
        finish(session, employee)
    return employee


def apply_values(session: Session, employee: store.Employee, values: Mapping[str, Any], *, actor: Actor,
                 effective_on: date) -> bool:
    """Change the fields that differ and record them; `finish` stores and publishes the result.

    :returns: whether anything differed
    :raises Conflict: ``employee.number_taken``
    :raises RuleViolated: as `edit_employee`
    """
    new = {name: value for name, value in values.items() if getattr(employee, name) != value}
    if not new:
        return False
    _check(session, employee, new, actor)
    old = {name: getattr(employee, name) for name in new}
    for name, value in new.items():
        setattr(employee, name, value)
    if employee.wages[0].valid_from > employee.employed_from:
        employee.wages[0].valid_from = employee.employed_from
        session.flush()  # before another wage may start on the day that this one leaves
    changes.record(session, employee, store.ChangeKind.EDITED, actor, effective_on=effective_on, old=old, new=new)
    return True


def finish(session: Session, employee: store.Employee) -> None:
    """Publish a changed employee as its next version; the transaction stores it."""
    employee.note_keys()
    employee.version += 1
    employee.wages.sort(key=lambda wage: wage.valid_from)
    publish(session, employee_upserted(employee))


def _check(session: Session, employee: store.Employee, new: Mapping[str, Any], actor: Actor) -> None:
    since = new.get("employed_from", employee.employed_from)
    check_dates(new.get("birth_date", employee.birth_date), since, employee.employed_until)
    if "employee_number" in new:
        known = find_by_number(session, actor, new["employee_number"])
        if known is not None and known is not employee:
            raise number_taken(known)
    if "employed_from" in new:
        first = next(iter(store.list_absences_of(session, employee.employee_id)), None)
        if first is not None and first.first_sick_day < since:
            raise RuleViolated("employee.service_after_sick_day", f"De werknemer was al ziek op {first.first_sick_day:%d-%m-%Y}. "
                               "De eerste dag in dienst kan niet later zijn.", field="employed_from")
