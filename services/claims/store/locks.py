"""Locks that serialise changes of one case; order: terms of the policy, then the employee."""
from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select

from services.claims.store.absences import Absence
from services.claims.store.employees import Employee
from shared.db.session import Session


def lock_terms(session: Session, policy_number: str) -> None:
    """Take an exclusive lock on the policy's terms for the rest of the transaction.

    Otherwise a concurrent calculation with the old terms would be missed by the recalculation after the change.
    """
    session.execute(select(func.pg_advisory_xact_lock(_terms_lock(policy_number))))


def lock_employee(session: Session, employee_id: str, policy_number: str | None = None) -> Employee | None:
    """Lock an employee, with a shared lock on the terms of the policy.

    :param policy_number: None if only the employee is known
    """
    policy_number = policy_number or session.scalar(
        select(Employee.policy_number).where(Employee.employee_id == employee_id))
    if policy_number is not None:
        session.execute(select(func.pg_advisory_xact_lock_shared(_terms_lock(policy_number))))
    return session.scalar(select(Employee).where(Employee.employee_id == employee_id).with_for_update())


def lock_cases(session: Session, composite_ids: Collection[str]) -> None:
    """Lock the employees of many cases, with shared locks on their policies' terms; two statements."""
    members = select(Absence.employee_id, Absence.policy_number).where(Absence.composite_id.in_(composite_ids)).subquery()
    policies = select(members.c.policy_number).distinct().order_by(members.c.policy_number).subquery()
    session.execute(select(func.pg_advisory_xact_lock_shared(
        func.hashtextextended(func.concat("terms of ", policies.c.policy_number), 0))))
    session.execute(select(Employee.employee_id).where(Employee.employee_id.in_(select(members.c.employee_id)))
                    .order_by(Employee.employee_id).with_for_update())


def _terms_lock(policy_number: str) -> ColumnElement[int]:
    return func.hashtextextended(f"terms of {policy_number}", 0)
