"""From rows to the values that travel: the state of an absence, an employee, and their events."""
from services.absence import store
from services.absence.domain.composition import Membership, memberships
from shared.db.session import Session
from shared.events import absence as events
from shared.kernel.period import Period
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind, RecoveryBasis, ThirdParty
from shared.messaging.outbox import publish


def state_of(absence: store.Absence) -> events.AbsenceState:
    """The absence as its readers get it."""
    return events.AbsenceState(
        absence_number=absence.absence_number, sequence=absence.sequence, status=AbsenceStatus(absence.status),
        first_sick_day=absence.first_sick_day, reported_on=absence.reported_on, recovered_on=absence.recovered_on,
        end_of_service=absence.end_of_service, composite_id=absence.composite_id,
        composite_first_sick_day=absence.composite_first_sick_day, same_cause=SameCause(absence.same_cause),
        mutations=tuple(_mutation(m) for m in sorted(absence.mutations, key=lambda m: m.effective_on)),
        safety_net=absence.safety_net,
        safety_net_benefits=tuple(events.SafetyNetBenefit(valid_from=b.valid_from, zw_benefit_daily=b.zw_benefit_daily)
                                  for b in sorted(absence.safety_net_benefits, key=lambda b: b.valid_from)),
        third_party=ThirdParty(absence.third_party), work_accident=absence.work_accident,
        labour_conflict=absence.labour_conflict, contested=absence.contested, expected_days=absence.expected_days,
        employee_version=absence.employee_version)


def _mutation(mutation: store.Mutation) -> events.Mutation:
    return events.Mutation(
        mutation_id=mutation.mutation_id, effective_on=mutation.effective_on, recorded_on=mutation.recorded_on,
        basis=RecoveryBasis(mutation.basis), recovered_pct=mutation.recovered_pct,
        wage_value_month=mutation.wage_value_month, contract_wage_month=mutation.contract_wage_month)


def about(absence: store.Absence) -> dict[str, object]:
    """The fields common to all events about an absence."""
    return {"employee_id": absence.employee_id, "employer_id": absence.employer_id,
            "policy_number": absence.policy_number, "absence": state_of(absence)}


def publish_employee(session: Session, employee: store.Employee) -> None:
    """Tell the readers what now holds of an employee."""
    publish(session, employee_as_told(employee))


def employee_as_told(employee: store.Employee) -> events.EmployeeUpserted:
    """An employee as readers get it."""
    person = events.Person(first_name=employee.first_name, infix=employee.infix, last_name=employee.last_name,
                           birth_date=employee.birth_date, phone=employee.phone)
    return events.EmployeeUpserted(
        employee_id=employee.employee_id, employer_id=employee.employer_id, policy_number=employee.policy_number,
        version=employee.version, employee_number=employee.employee_number, person=person, function=employee.function,
        department=employee.department, employed_from=employee.employed_from, employed_until=employee.employed_until,
        wages=wages_of(employee))


def wages_of(employee: store.Employee) -> tuple[events.WageSegment, ...]:
    """The wage history, oldest first."""
    return tuple(events.WageSegment(valid_from=w.valid_from, annual_wage=w.annual_wage, contract_hours=w.contract_hours)
                 for w in sorted(employee.wages, key=lambda w: w.valid_from))


def publish_leave(session: Session, leave: store.Leave, employer_id: str) -> None:
    """Tell the readers of leave."""
    publish(session, leave_as_told(leave, employer_id))


def leave_as_told(leave: store.Leave, employer_id: str) -> events.LeaveSet:
    """Leave as readers get it."""
    return events.LeaveSet(
        employee_id=leave.employee_id, employer_id=employer_id, leave_id=leave.leave_id, kind=LeaveKind(leave.kind),
        start=leave.start, end=leave.end, cancelled=leave.cancelled)


def maternity_leaves(session: Session, employee_id: str) -> list[Period]:
    """Leave that does not count as sickness."""
    return [Period(leave.start, leave.end) for leave in store.list_leaves_of(session, employee_id)
            if leave.kind == LeaveKind.MATERNITY]


def regroup(session: Session, employee_id: str, *, changed: store.Absence | None) -> dict[str, Membership]:
    """Count again which absences of an employee form one case, and tell of those whose case changed.

    :param changed: the absence whose own event follows, so that it gets none here
    :returns: the case of each absence, by absence number
    """
    absences = store.list_absences_of(session, employee_id)
    found = memberships([a.spell for a in absences], maternity_leaves(session, employee_id))
    for absence in absences:
        membership = found[absence.absence_number]
        same = (absence.composite_id, absence.composite_first_sick_day) == (
            membership.composite_id, membership.composite_first_sick_day)
        absence.composite_id = membership.composite_id
        absence.composite_first_sick_day = membership.composite_first_sick_day
        if not same and absence is not changed:
            absence.sequence += 1
            publish(session, events.AbsenceCorrected(**about(absence), affects_from=absence.first_sick_day))  # type: ignore[arg-type]
    return found
