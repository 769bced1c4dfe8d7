"""Record the wage of an employee from a date."""
from datetime import date
from decimal import Decimal

from services.absence import store
from services.absence.usecases.employees import changes
from services.absence.usecases.employees.edit_employee import finish
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import RuleViolated, ensure_version


def set_wage(session: Session, *, actor: Actor, employee_id: str, valid_from: date, annual_wage: Decimal,
             contract_hours: Decimal | None = None, version: int | None = None) -> store.Employee:
    """Add a wage segment, or change the one that starts on that date; hours are unchanged unless given."""
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    put_wage(session, employee, valid_from=valid_from, annual_wage=annual_wage, contract_hours=contract_hours, actor=actor)
    finish(session, employee)
    return employee


def put_wage(session: Session, employee: store.Employee, *, valid_from: date, annual_wage: Decimal | None,
             contract_hours: Decimal | None, actor: Actor) -> None:
    """Put a wage in the list of an employee and record that, without storing the employee; None leaves wage or hours as they are.

    :raises RuleViolated: ``employee.wage_before_service``
    """
    if valid_from < employee.employed_from:
        raise RuleViolated("employee.wage_before_service", "Het loon kan niet voor de indiensttreding ingaan.",
                           field="valid_from")
    present = employee.wage_on(valid_from)
    wage = store.Wage(valid_from=valid_from, annual_wage=annual_wage or present.annual_wage,
                      contract_hours=contract_hours or present.contract_hours)
    segment = next((w for w in employee.wages if w.valid_from == valid_from), None)
    changes.record(session, employee, store.ChangeKind.WAGE, actor, effective_on=valid_from,
                   old=changes.wage_values(segment) if segment else None, new=changes.wage_values(wage))
    if segment is None:
        employee.wages.append(wage)
    else:
        segment.annual_wage, segment.contract_hours = wage.annual_wage, wage.contract_hours
