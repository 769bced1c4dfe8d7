"""From the copies that claims keeps to the input of a calculation."""
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from services.claims import store
from services.claims.domain.benefits.case import (
    CaseInput,
    Leave,
    LeaveKind,
    PartialRecovery,
    RecoveryBasis,
    SafetyNetBenefit,
    WageSegment,
)
from services.claims.domain.benefits.policy import LateReportRule, PolicyTerms, SafetyNetRule, WaitingUnit
from services.claims.domain.benefits.sanction import Sanction, SanctionKind
from shared.db.session import Session
from shared.events.absence import AbsenceState
from shared.events.base import schema_of
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell


def state_of(absence: store.Absence) -> AbsenceState:
    """The absence as absence told it."""
    state: AbsenceState = schema_of(AbsenceState)().load(absence.state)
    return state


def assemble_case(session: Session, composite_id: str) -> CaseInput | None:
    """Everything known of a composite case; None if no absence of it holds, or its employee is not known yet."""
    members = store.list_members(session, composite_id)
    employee = session.get(store.Employee, members[0].employee_id) if members else None
    if not members or employee is None:
        return None
    return assemble(session, employee, [state_of(member) for member in members])


def assemble(session: Session, employee: store.Employee, states: list[AbsenceState]) -> CaseInput:
    """The input for absences of one employee that form one case."""
    versions = policy_versions(session, employee.policy_number)
    leaves = list_leaves(session, employee.employee_id)
    maternity = tuple(leave.period for leave in leaves if leave.kind is LeaveKind.MATERNITY)
    ends = [state.end_of_service for state in states if state.end_of_service] + [employee.employed_until]
    return CaseInput(
        composite=CompositeCase(tuple(_spell(state) for state in states), maternity),
        terms=tuple(terms_of(version) for version in versions), cover=_cover(versions),
        suspensions=_suspensions(session, employee.policy_number),
        wages=tuple(WageSegment(valid_from=date.fromisoformat(w["valid_from"]), annual_wage=Decimal(w["annual_wage"]))
                    for w in employee.wages),
        birth_date=employee.birth_date, reported_on=states[0].reported_on,
        end_of_service=min((end for end in ends if end), default=None),
        recoveries=tuple(r for state in states for r in _recoveries(state)), leaves=leaves,
        sanctions=_sanctions(session, [state.absence_number for state in states]),
        safety_net=any(state.safety_net for state in states),
        safety_net_benefits=tuple(
            SafetyNetBenefit(valid_from=b.valid_from, daily_amount=b.zw_benefit_daily, absence_number=state.absence_number)
            for state in states for b in state.safety_net_benefits))


def policy_versions(session: Session, policy_number: str) -> list[store.PolicyVersion]:
    """All versions of a policy, oldest first."""
    query = select(store.PolicyVersion).where(store.PolicyVersion.policy_number == policy_number)
    return list(session.scalars(query.order_by(store.PolicyVersion.version)))


def terms_of(version: store.PolicyVersion) -> PolicyTerms:
    """The terms of a version as the domain knows them."""
    terms: dict[str, Any] = version.terms
    return PolicyTerms(
        valid_from=version.valid_from, waiting_unit=WaitingUnit(terms["waiting_unit"]),
        waiting_value=terms["waiting_value"], coverage_year1=Decimal(terms["coverage_year1"]),
        coverage_year2=Decimal(terms["coverage_year2"]), employer_charges_pct=Decimal(terms["employer_charges_pct"]),
        day_divisor=terms["day_divisor"], max_insured_wage=Decimal(terms["max_insured_wage"]),
        end_age=terms["end_age"], safety_net_rule=SafetyNetRule(terms["vangnet_rule"]),
        late_report_rule=LateReportRule(terms["late_report_rule"]))


def list_leaves(session: Session, employee_id: str) -> tuple[Leave, ...]:
    """Leave of an employee that holds."""
    query = select(store.Leave).where(store.Leave.employee_id == employee_id, store.Leave.cancelled.is_(False))
    return tuple(Leave(kind=LeaveKind(leave.kind), period=Period(leave.start, leave.end))
                 for leave in session.scalars(query.order_by(store.Leave.start)))


def _spell(state: AbsenceState) -> Spell:
    return Spell(state.first_sick_day, state.recovered_on, state.absence_number, state.same_cause)


def _recoveries(state: AbsenceState) -> list[PartialRecovery]:
    return [PartialRecovery(
        effective_on=m.effective_on, basis=RecoveryBasis(m.basis), recovered_pct=m.recovered_pct,
        wage_value_month=m.wage_value_month, contract_wage_month=m.contract_wage_month,
        absence_number=state.absence_number) for m in state.mutations]


def _cover(versions: list[store.PolicyVersion]) -> tuple[Period, ...]:
    """One stretch from the first version to the end that the newest names."""
    return (Period(versions[0].valid_from, versions[-1].valid_until),) if versions else ()


def _suspensions(session: Session, policy_number: str) -> tuple[Period, ...]:
    query = select(store.CoverSuspension).where(store.CoverSuspension.policy_number == policy_number)
    return tuple(Period(row.start, row.end) for row in session.scalars(query.order_by(store.CoverSuspension.start)))


def _sanctions(session: Session, numbers: list[str]) -> tuple[Sanction, ...]:
    query = select(store.Sanction).where(store.Sanction.absence_number.in_(numbers))
    return tuple(Sanction(kind=SanctionKind(row.kind), start=row.start, end=row.end, lifted_on=row.lifted_on,
                          back_pay=row.back_pay) for row in session.scalars(query.order_by(store.Sanction.start)))
