"""Update an employee with the values of a row; what the row does not name stays as it is."""
from datetime import date
from decimal import Decimal
from typing import Any

from services.absence import store
from services.absence.usecases.employees.edit_employee import EDITABLE, apply_values, finish
from services.absence.usecases.employees.end_employment import end_employment
from services.absence.usecases.employees.set_wage import put_wage
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.folding import fold
from shared.kernel.refusals import RuleViolated


def update_from_row(session: Session, employee: store.Employee, values: dict[str, Any], *, actor: Actor) -> bool:
    """Update what differs; the number keeps its first spelling.

    Without `wage_from` the wage corrects the latest one, as it is in the file.

    :returns: whether anything differed
    :raises RuleViolated: ``import.other_person``, or as the use cases of employees
    """
    _refuse_other_person(employee, values)
    if values.get("wage_from", values["employed_from"]) < values["employed_from"]:
        raise RuleViolated("employee.wage_before_service", "Het loon kan niet voor de indiensttreding ingaan.", field="wage_from")
    plain = {name: values[name] for name in EDITABLE if name in values and name != "employee_number"}
    last_day: date | None = values.get("employed_until")
    if last_day is not None and last_day != employee.employed_until:
        with session.begin_nested():
            _change(session, employee, values, plain, actor)
            end_employment(session, actor=actor, employee_id=employee.employee_id, last_day=last_day)
        return True
    return _change(session, employee, values, plain, actor)


def _change(session: Session, employee: store.Employee, values: dict[str, Any], plain: dict[str, Any], actor: Actor) -> bool:
    is_edited = apply_values(session, employee, plain, actor=actor, effective_on=session.clock.today())
    wage_from = values.get("wage_from") or max(employee.wages[-1].valid_from, employee.employed_from)
    present, wage, hours = employee.wage_on(wage_from), Decimal(values["annual_wage"]), Decimal(values["contract_hours"])
    is_paid_otherwise = (present.annual_wage, present.contract_hours) != (wage, hours)
    if is_paid_otherwise:
        put_wage(session, employee, valid_from=wage_from, annual_wage=wage, contract_hours=hours, actor=actor)
    if is_edited or is_paid_otherwise:
        finish(session, employee)
    return is_edited or is_paid_otherwise


def _refuse_other_person(employee: store.Employee, values: dict[str, Any]) -> None:
    """Refuse a row about somebody else with the same number: both last name and date of birth differ."""
    is_other_name = fold(str(values["last_name"])) != fold(employee.last_name)
    if is_other_name and values["birth_date"] != employee.birth_date:
        raise RuleViolated("import.other_person", f"Nummer {employee.employee_number} is al van een andere werknemer, met een "
                           "andere naam en geboortedatum. Geef deze werknemer een eigen nummer.", field="employee_number")
