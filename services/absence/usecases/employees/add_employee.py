"""Add an employee to an employer."""
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from services.absence import store
from services.absence.publishing import employee_upserted
from services.absence.usecases.employees import changes
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
    check_dates(command.birth_date, command.employed_from, command.employed_until)
    known = find_by_number(session, actor, command.employee_number)
    if known is not None:
        raise number_taken(known)
    employee = hire(session, actor=actor, command=command, policy=require_policy(session, actor))
    session.flush()
    return employee


def require_policy(session: Session, actor: Actor) -> store.Policy:
    """The newest policy of the actor's employer.

    :raises RuleViolated: ``policy.not_in_force``
    """
    policy = store.find_policy(session, employer_of(actor))
    if policy is None:
        raise RuleViolated("policy.not_in_force", "Er is nog geen polis bekend voor uw bedrijf.")
    return policy


def hire(session: Session, *, actor: Actor, command: EmployeeData, policy: store.Policy) -> store.Employee:
    """Make an employee whose data and number were checked; the transaction stores it."""
    employee = store.Employee(
        employee_id=new_id(), employer_id=policy.employer_id, policy_number=policy.policy_number, version=1,
        **{name: getattr(command, name) for name in PLAIN})
    employee.wages = [store.Wage(valid_from=command.employed_from, annual_wage=command.annual_wage,
                                 contract_hours=command.contract_hours)]
    employee.note_keys()
    session.add(employee)
    changes.record(session, employee, store.ChangeKind.ADDED, actor, effective_on=command.employed_from)
    publish(session, employee_upserted(employee))
    return employee


def number_taken(known: store.Employee) -> Conflict:
    """The refusal of a number that another employee has."""
    return Conflict("employee.number_taken", f"Er is al een werknemer met nummer {known.employee_number}.",
                    field="employee_number")


def check_dates(birth_date: date, employed_from: date, employed_until: date | None) -> None:
    """Check the dates of an employee against each other.

    :raises RuleViolated: ``employee.birth_date_invalid``, ``employee.service_invalid``
    """
    if birth_date >= employed_from:
        raise RuleViolated("employee.birth_date_invalid", "De geboortedatum ligt na de dag van indiensttreding.",
                           field="birth_date")
    if employed_until is not None and employed_until < employed_from:
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
