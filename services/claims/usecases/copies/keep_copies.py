"""Keep claims' copies of policies, employees and leave; whatever bears on a benefit leads to a new calculation."""
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.absence import EmployeeUpserted, LeaveSet
from shared.events.billing import CoverRestored, CoverSuspended, PolicyAccepted


def keep_policy(session: Session, *, event: PolicyAccepted) -> None:
    """Add a version, and judge the policy's cases again."""
    store.lock_terms(session, event.policy_number)
    terms = event.terms
    if session.get(store.PolicyVersion, (event.policy_number, event.version)) is None:
        session.add(store.PolicyVersion(
            policy_number=event.policy_number, version=event.version, employer_id=event.employer_id,
            company_name=event.company_name, iban=event.iban, valid_from=event.valid_from, valid_until=event.valid_until,
            waiting_unit=terms.waiting_unit.value, waiting_value=terms.waiting_value, coverage_year1=terms.coverage_year1,
            coverage_year2=terms.coverage_year2, employer_charges_pct=terms.employer_charges_pct,
            day_divisor=terms.day_divisor, max_insured_wage=terms.max_insured_wage, end_age=terms.end_age,
            safety_net_rule=terms.vangnet_rule.value, late_report_rule=terms.late_report_rule.value))
        session.flush()
        recalculate(session, composite_ids=_cases(session, store.Absence.policy_number == event.policy_number))


def keep_employee(session: Session, *, event: EmployeeUpserted) -> None:
    """Insert or replace by a newer version, and calculate the employee's cases again."""
    known = store.lock_employee(session, event.employee_id, event.policy_number)
    if known is not None and known.version >= event.version:
        return
    session.merge(store.Employee(
        employee_id=event.employee_id, employer_id=event.employer_id, policy_number=event.policy_number,
        version=event.version, birth_date=event.person.birth_date, employed_until=event.employed_until))
    session.execute(delete(store.EmployeeWage).where(store.EmployeeWage.employee_id == event.employee_id))
    session.add_all(store.EmployeeWage(employee_id=event.employee_id, valid_from=w.valid_from, annual_wage=w.annual_wage)
                    for w in event.wages)
    session.flush()
    recalculate(session, composite_ids=_cases(session, store.Absence.employee_id == event.employee_id))


def keep_leave(session: Session, *, event: LeaveSet) -> None:
    """Insert or replace, and calculate the employee's cases again."""
    store.lock_employee(session, event.employee_id)
    session.merge(store.Leave(leave_id=event.leave_id, employee_id=event.employee_id, kind=event.kind.value,
                              start=event.start, end=event.end, cancelled=event.cancelled))
    session.flush()
    recalculate(session, composite_ids=_cases(session, store.Absence.employee_id == event.employee_id))


def suspend_cover(session: Session, *, event: CoverSuspended) -> None:
    """New cases that begin from that day on are not covered (§4.5)."""
    store.lock_terms(session, event.policy_number)
    session.merge(store.CoverSuspension(policy_number=event.policy_number, start=event.suspended_from, end=None))
    session.flush()
    recalculate(session, composite_ids=_cases(session, store.Absence.policy_number == event.policy_number))


def restore_cover(session: Session, *, event: CoverRestored) -> None:
    """Close the suspension that runs."""
    store.lock_terms(session, event.policy_number)
    query = select(store.CoverSuspension).where(store.CoverSuspension.policy_number == event.policy_number,
                                                store.CoverSuspension.end.is_(None))
    for suspension in session.scalars(query):
        suspension.end = max(suspension.start, event.restored_from - timedelta(days=1))
    session.flush()
    recalculate(session, composite_ids=_cases(session, store.Absence.policy_number == event.policy_number))


def _cases(session: Session, condition: ColumnElement[bool]) -> list[str]:
    return list(session.scalars(select(store.Absence.composite_id).where(condition).distinct()))
