"""Record the wage of an employee from a date."""
from datetime import date
from decimal import Decimal

from services.absence import store
from services.absence.publishing import employee_upserted
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import RuleViolated, ensure_version
from shared.messaging.outbox import publish


def set_wage(session: Session, *, actor: Actor, employee_id: str, valid_from: date, annual_wage: Decimal,
             contract_hours: Decimal | None = None, version: int | None = None) -> store.Employee:
    """Add a wage segment, or change the one that starts on that date; hours are unchanged unless given."""
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    put_wage(employee, valid_from=valid_from, annual_wage=annual_wage, contract_hours=contract_hours)
    employee.version += 1
    session.flush()
    session.refresh(employee, ["wages"])
    publish(session, employee_upserted(employee))
    return employee


def put_wage(employee: store.Employee, *, valid_from: date, annual_wage: Decimal | None, contract_hours: Decimal | None) -> None:
    """Put a wage segment into the history of an employee; what is not given stays as it is on that day.

    :raises RuleViolated: ``employee.wage_before_service``
    """
    if valid_from < employee.employed_from:
        raise RuleViolated("employee.wage_before_service", "Het loon kan niet voor de indiensttreding ingaan.",
                           field="valid_from")
    before = employee.wage_on(valid_from)
    wage, hours = annual_wage or before.annual_wage, contract_hours or before.contract_hours
    segment = next((w for w in employee.wages if w.valid_from == valid_from), None)
    if segment is None:
        employee.wages.append(store.Wage(valid_from=valid_from, annual_wage=wage, contract_hours=hours))
    else:
        segment.annual_wage, segment.contract_hours = wage, hours
