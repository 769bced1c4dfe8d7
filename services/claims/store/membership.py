"""Finds the composite cases affected by a change."""
from sqlalchemy import select, union

from services.claims.store.absences import Absence
from services.claims.store.benefits import Benefit
from services.claims.store.recourse import RecourseFile
from shared.db.session import Session


def cases_of_employee(session: Session, employee_id: str) -> list[str]:
    """The composite cases with an absence, a calculated month or a recourse file of the employee, in order."""
    found = union(*(select(table.composite_id).where(table.employee_id == employee_id)
                    for table in (Absence, Benefit, RecourseFile)))
    return sorted(session.scalars(found))


def cases_of_policy(session: Session, policy_number: str) -> list[str]:
    """The composite cases with an absence under the policy, in order."""
    query = select(Absence.composite_id).where(Absence.policy_number == policy_number).distinct()
    return sorted(session.scalars(query))
