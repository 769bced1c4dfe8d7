"""Keep claims' copies of policies, employees and leave; whatever bears on a benefit leads to a new calculation."""
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from services.claims import store
from services.claims.usecases.benefits.calculate_case import calculate_case
from services.claims.usecases.claim.judge_claim import judge_claim
from shared.db.session import Session
from shared.events.absence import EmployeeUpserted, LeaveSet
from shared.events.base import schema_of
from shared.events.billing import CoverRestored, CoverSuspended, PolicyAccepted, PolicyTerms


def keep_policy(session: Session, *, event: PolicyAccepted) -> None:
    """Add a version, and judge the policy's cases again."""
    store.lock_terms(session, event.policy_number)
    if session.get(store.PolicyVersion, (event.policy_number, event.version)) is None:
        session.add(store.PolicyVersion(
            policy_number=event.policy_number, version=event.version, employer_id=event.employer_id,
            company_name=event.company_name, iban=event.iban, valid_from=event.valid_from, valid_until=event.valid_until,
            terms=schema_of(PolicyTerms)().dump(event.terms)))
        session.flush()
        recalculate(session, store.Absence.policy_number == event.policy_number)


def keep_employee(session: Session, *, event: EmployeeUpserted) -> None:
    """Insert or replace by a newer version, and calculate the employee's cases again."""
    known = store.lock_employee(session, event.employee_id, event.policy_number)
    if known is not None and known.version >= event.version:
        return
    session.merge(store.Employee(
        employee_id=event.employee_id, employer_id=event.employer_id, policy_number=event.policy_number,
        version=event.version, birth_date=event.person.birth_date, employed_until=event.employed_until,
        wages=event.to_data()["wages"]))
    session.flush()
    recalculate(session, store.Absence.employee_id == event.employee_id)


def keep_leave(session: Session, *, event: LeaveSet) -> None:
    """Insert or replace, and calculate the employee's cases again."""
    store.lock_employee(session, event.employee_id)
    session.merge(store.Leave(leave_id=event.leave_id, employee_id=event.employee_id, kind=event.kind.value,
                              start=event.start, end=event.end, cancelled=event.cancelled))
    session.flush()
    recalculate(session, store.Absence.employee_id == event.employee_id)


def suspend_cover(session: Session, *, event: CoverSuspended) -> None:
    """New cases that begin from that day on are not covered (§4.5)."""
    store.lock_terms(session, event.policy_number)
    session.merge(store.CoverSuspension(policy_number=event.policy_number, start=event.suspended_from, end=None))
    session.flush()
    recalculate(session, store.Absence.policy_number == event.policy_number)


def restore_cover(session: Session, *, event: CoverRestored) -> None:
    """Close the suspension that runs."""
    store.lock_terms(session, event.policy_number)
    query = select(store.CoverSuspension).where(store.CoverSuspension.policy_number == event.policy_number,
                                                store.CoverSuspension.end.is_(None))
    for suspension in session.scalars(query):
        suspension.end = max(suspension.start, event.restored_from - timedelta(days=1))
    session.flush()
    recalculate(session, store.Absence.policy_number == event.policy_number)


def recalculate(session: Session, condition: Any) -> None:
    """Judge and calculate the cases of the absences that meet a condition."""
    for composite_id in session.scalars(select(store.Absence.composite_id).where(condition).distinct()).all():
        judge_claim(session, composite_id=composite_id)
        calculate_case(session, composite_id=composite_id)
