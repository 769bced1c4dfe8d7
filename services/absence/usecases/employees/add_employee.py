"""Add an employee to an employer, or update one."""
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from services.absence import store
from services.absence.publishing import employee_upserted
from shared.db.session import Session
from shared.fields.identifiers import employee_number_key
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict, Forbidden, RuleViolated
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class EmployeeData:
    """An employee's data as supplied by the employer; wage in euros per year, hours per week."""

    employee_number: str
    first_name: str
    last_name: str
    birth_date: date
    employed_from: date
    annual_wage: Decimal
    contract_hours: Decimal
    infix: str | None = None
    phone: str | None = None
    function: str | None = None
    department: str | None = None
    employed_until: date | None = None


PLAIN = [f.name for f in fields(EmployeeData) if f.name not in ("annual_wage", "contract_hours")]


def add_employee(session: Session, *, actor: Actor, command: EmployeeData) -> store.Employee:
    """Add an employment.

    :raises Conflict: ``employee.number_taken``
    """
    check_employee(command)
    known = find_by_number(session, actor, command.employee_number)
    if known is not None:
        raise Conflict("employee.number_taken", f"Er is al een werknemer met nummer {known.employee_number}.",
                       field="employee_number")
    policy = store.find_policy(session, employer_of(actor))
    if policy is None:
        raise RuleViolated("policy.not_in_force", "Er is nog geen polis bekend voor uw bedrijf.")
    employee = store.Employee(
        employee_id=new_id(), employer_id=employer_of(actor), policy_number=policy.policy_number, version=1,
        **{name: getattr(command, name) for name in PLAIN})
    employee.wages = [store.Wage(valid_from=command.employed_from, annual_wage=command.annual_wage,
                                 contract_hours=command.contract_hours)]
    employee.note_keys()
    session.add(employee)
    session.flush()
    publish(session, employee_upserted(employee))
    return employee


def update_employee(session: Session, employee: store.Employee, command: EmployeeData) -> bool:
    """Update an employee; the wage replaces that of the latest segment, and the number keeps its first spelling.

    :returns: whether anything differed
    """
    check_employee(command)
    command = replace(command, employee_number=employee.employee_number)
    wage = employee.wages[-1]
    before = [getattr(employee, name) for name in PLAIN] + [wage.annual_wage, wage.contract_hours]
    after = [getattr(command, name) for name in PLAIN] + [command.annual_wage, command.contract_hours]
    if before == after:
        return False
    for name in PLAIN:
        setattr(employee, name, getattr(command, name))
    wage.annual_wage, wage.contract_hours = command.annual_wage, command.contract_hours
    employee.note_keys()
    employee.version += 1
    session.flush()
    publish(session, employee_upserted(employee))
    return True


def check_employee(command: EmployeeData) -> None:
    """Check the data of an employee."""
    if command.birth_date >= command.employed_from:
        raise RuleViolated("employee.birth_date_invalid", "De geboortedatum ligt na de dag van indiensttreding.",
                           field="birth_date")
    if command.employed_until is not None and command.employed_until < command.employed_from:
        raise RuleViolated("employee.service_invalid", "De laatste dag in dienst ligt voor de eerste.",
                           field="employed_until")


def find_by_number(session: Session, actor: Actor, employee_number: str) -> store.Employee | None:
    """Find an employee of the actor's employer by the employer's own number, ignoring leading zeros.

    Takes a lock per employer until the end of the transaction, so that two concurrent requests cannot both find a
    number free.
    """
    employer_id = employer_of(actor)
    lock_numbers(session, employer_id)
    query = select(store.Employee).where(store.Employee.employer_id == employer_id,
                                         store.Employee.number_key == employee_number_key(employee_number))
    found = session.scalars(query.with_for_update().order_by(store.Employee.employee_id)).all()
    return next((e for e in found if e.employee_number == employee_number), found[0] if found else None)


def lock_numbers(session: Session, employer_id: str) -> None:
    """Take an exclusive lock on the employee numbers of an employer for the rest of the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(employer_id, 0))))


def employer_of(actor: Actor) -> str:
    """The employer on whose behalf the actor works.

    :raises Forbidden: for staff, who have none
    """
    if actor.employer_id is None:
        raise Forbidden("right.employer_required", "Dit kan alleen namens een werkgever.")
    return actor.employer_id
