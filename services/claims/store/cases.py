"""Builds the input of calculations from the copies, for many cases in a fixed number of statements."""
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select

from services.claims.domain.benefits.case import CaseInput, PartialRecovery, WageSegment
from services.claims.domain.benefits.case import Leave as DomainLeave
from services.claims.domain.benefits.case import SafetyNetBenefit as DomainSafetyNet
from services.claims.domain.benefits.policy import PolicyTerms
from services.claims.domain.benefits.sanction import Sanction as DomainSanction
from services.claims.store.absences import (
    Absence,
    AbsenceMutation,
    SafetyNetBenefit,
    Sanction,
    get_claim,
    list_mutations,
)
from services.claims.store.employees import Employee, EmployeeWage, Leave
from services.claims.store.policies import CoverSuspension, PolicyVersion, list_policy_versions
from services.claims.store.wages import confirmed_wages
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.period import Period
from shared.kernel.refusals import NotFound
from shared.kernel.sickness import CompositeCase, SameCause, Spell
from shared.kernel.vocabulary import (
    LateReportRule,
    LeaveKind,
    RecoveryBasis,
    SafetyNetRule,
    SanctionKind,
    WaitingUnit,
)

Row = TypeVar("Row")


@dataclass(frozen=True)
class KnownCase:
    """The known facts of a composite case.

    :ivar members: its absences, oldest first, without cancelled ones
    :ivar owner: any absence of the case, cancelled or not, which identifies employer and employee
    :ivar is_insured: whether any version of the policy is known
    :ivar facts: the input of the calculation; None if all absences are cancelled or the employee is not known yet
    :ivar employee: the employee with the wages as they are recorded now, which may differ from those in `facts` (§15.6)
    """

    composite_id: str
    members: tuple[Absence, ...]
    owner: Absence
    is_insured: bool
    facts: CaseInput | None
    employee: "EmployeeFacts | None"


@dataclass(frozen=True)
class EmployeeFacts:
    """Facts of an employee that affect all cases."""

    employee: Employee
    versions: Sequence[PolicyVersion]
    wages: tuple[WageSegment, ...]
    leaves: tuple[DomainLeave, ...]
    suspensions: tuple[Period, ...]


def load_case(session: Session, composite_id: str) -> KnownCase | None:
    """One case; None if it has no absence."""
    return load_cases(session, [composite_id]).get(composite_id)


def get_case(session: Session, absence_number: str, actor: Actor) -> tuple[Absence, CaseInput]:
    """One claim and the facts of its case.

    :raises NotFound: if there is no such claim, it is another employer's, or its report was withdrawn
    """
    claim = get_claim(session, absence_number, actor)
    known = load_case(session, claim.composite_id)
    if known is None or known.facts is None or claim.is_cancelled:
        raise NotFound("claim.not_found", "Deze claim bestaat niet.")
    return claim, known.facts


def load_cases(session: Session, composite_ids: Collection[str]) -> dict[str, KnownCase]:
    """The cases by id, without those that have no absence; eleven statements for any number of cases."""
    rows = _all(session, Absence, Absence.composite_id.in_(composite_ids), Absence.first_sick_day)
    of_case = _grouped(rows, lambda row: row.composite_id)
    employees = load_employees(session, {row.employee_id for row in rows})
    numbers = [row.absence_number for row in rows]
    mutations = list_mutations(session, numbers)
    nets = _grouped(_all(session, SafetyNetBenefit, SafetyNetBenefit.absence_number.in_(numbers),
                         SafetyNetBenefit.valid_from), lambda row: row.absence_number)
    sanctions = _grouped(_all(session, Sanction, Sanction.absence_number.in_(numbers), Sanction.start),
                         lambda row: row.absence_number)
    valid = {composite_id: tuple(row for row in each if not row.is_cancelled) for composite_id, each in of_case.items()}
    reports = [members[0] for members in valid.values() if members and members[0].employee_id in employees]
    wages = confirmed_wages(session, reports, {key: (one.employee.version, one.wages) for key, one in employees.items()})
    found = {}
    for composite_id, members in valid.items():
        known = employees.get(members[0].employee_id) if members else None
        facts = None
        if known is not None:
            basis = replace(known, wages=wages[members[0].absence_number])
            facts = assemble(basis, members, mutations, nets, sanctions)
        is_insured = known is not None and bool(known.versions)
        found[composite_id] = KnownCase(composite_id, members, of_case[composite_id][0], is_insured, facts, known)
    return found


def load_employees(session: Session, employee_ids: Collection[str]) -> dict[str, EmployeeFacts]:
    """The facts of each employee, in five statements."""
    employees = _all(session, Employee, Employee.employee_id.in_(employee_ids), Employee.employee_id)
    policies = {row.policy_number for row in employees}
    versions = list_policy_versions(session, policies)
    wages = _grouped(_all(session, EmployeeWage, EmployeeWage.employee_id.in_(employee_ids), EmployeeWage.valid_from),
                     lambda row: row.employee_id)
    leaves = _grouped(_all(session, Leave, Leave.employee_id.in_(employee_ids) & Leave.cancelled.is_(False), Leave.start),
                      lambda row: row.employee_id)
    suspensions = _grouped(_all(session, CoverSuspension, CoverSuspension.policy_number.in_(policies),
                                CoverSuspension.suspended_from), lambda row: row.policy_number)
    return {row.employee_id: EmployeeFacts(
        row, versions.get(row.policy_number, []),
        tuple(WageSegment(valid_from=w.valid_from, annual_wage=w.annual_wage) for w in wages[row.employee_id]),
        tuple(DomainLeave(kind=LeaveKind(v.kind), period=Period(v.start, v.end)) for v in leaves[row.employee_id]),
        tuple(s.period for s in suspensions[row.policy_number])) for row in employees}


def assemble(known: EmployeeFacts, members: Sequence[Absence], mutations: dict[str, list[AbsenceMutation]],
             nets: dict[str, list[SafetyNetBenefit]], sanctions: dict[str, list[Sanction]]) -> CaseInput:
    """Build the input of one case from its absences."""
    maternity = tuple(leave.period for leave in known.leaves if leave.kind is LeaveKind.MATERNITY)
    numbers = [member.absence_number for member in members]
    return CaseInput(
        composite=CompositeCase(tuple(_spell(member) for member in members), maternity),
        terms=tuple(terms_of(version) for version in known.versions), cover=_cover(known.versions),
        suspensions=known.suspensions, wages=known.wages, birth_date=known.employee.birth_date,
        reported_on=members[0].reported_on, end_of_service=_end_of_service(known.employee, members),
        recoveries=tuple(_recovery(m) for number in numbers for m in mutations.get(number, ())), leaves=known.leaves,
        sanctions=tuple(sorted((_sanction(s) for number in numbers for s in sanctions.get(number, ())),
                               key=lambda sanction: sanction.start)),
        safety_net=any(member.safety_net for member in members),
        safety_net_benefits=tuple(
            DomainSafetyNet(valid_from=b.valid_from, daily_amount=b.daily_amount, absence_number=number)
            for number in numbers for b in nets.get(number, ())))


def terms_of(version: PolicyVersion) -> PolicyTerms:
    """The terms of a version as a domain value."""
    return PolicyTerms(
        valid_from=version.valid_from, waiting_unit=WaitingUnit(version.waiting_unit),
        waiting_value=version.waiting_value, coverage_year1=version.coverage_year1, coverage_year2=version.coverage_year2,
        employer_charges_pct=version.employer_charges_pct, day_divisor=version.day_divisor,
        max_insured_wage=version.max_insured_wage, end_age=version.end_age,
        safety_net_rule=SafetyNetRule(version.safety_net_rule), late_report_rule=LateReportRule(version.late_report_rule),
        coverage_half2=version.coverage_half2, coverage_half4=version.coverage_half4,
        late_report_grace_days=version.late_report_grace_days, run_off_cover=version.run_off_cover,
        pre_existing_cover=version.pre_existing_cover)


def _spell(row: Absence) -> Spell:
    return Spell(row.first_sick_day, row.recovered_on, row.absence_number, SameCause(row.same_cause))


def _recovery(row: AbsenceMutation) -> PartialRecovery:
    return PartialRecovery(
        effective_on=row.effective_on, basis=RecoveryBasis(row.basis), recovered_pct=row.recovered_pct,
        wage_value_month=row.wage_value_month, contract_wage_month=row.contract_wage_month,
        absence_number=row.absence_number, contract_wage_differs=row.contract_wage_differs)


def _sanction(row: Sanction) -> DomainSanction:
    return DomainSanction(kind=SanctionKind(row.kind), start=row.start, end=row.end, lifted_on=row.lifted_on,
                          back_pay=row.back_pay)


def _end_of_service(employee: Employee, members: Iterable[Absence]) -> date | None:
    ends = [member.end_of_service for member in members if member.end_of_service] + [employee.employed_until]
    return min((end for end in ends if end), default=None)


def _cover(versions: Sequence[PolicyVersion]) -> tuple[Period, ...]:
    """The period from the first version to the end of the latest one."""
    return (Period(versions[0].valid_from, versions[-1].valid_until),) if versions else ()


def _all(session: Session, table: type[Row], condition: ColumnElement[bool], order: Any) -> list[Row]:
    return list(session.scalars(select(table).where(condition).order_by(order)))


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
