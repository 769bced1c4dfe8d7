"""Derive case and status of each absence of an employee, after a change or when a date comes that was recorded ahead."""
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from services.absence import store
from services.absence.domain.composition import Membership, case_of, memberships
from services.absence.domain.states import Facts, left_sick_on, status_on
from services.absence.publishing import corrected, left_service_sick
from shared.db.session import Session
from shared.kernel.period import Period
from shared.kernel.vocabulary import AbsenceStatus, DepartureReason
from shared.law.sickness import shortest_wage_days, wage_days
from shared.messaging.outbox import publish

UNENDED = (*store.OPEN, AbsenceStatus.TERM_REACHED)


def settle(session: Session, employee: store.Employee, *, changed: store.Absence | None = None,
           shown_in: Collection[store.Absence] = ()) -> dict[str, Membership]:
    """Derive case and status of each absence of an employee, and publish each that changed.

    :param changed: an absence for which the caller publishes its own event and raises the sequence
    :param shown_in: absences that show what the caller changed, so that they get a new version in any case
    :returns: the composite case of each absence, by absence number
    """
    session.flush()
    absences = store.list_absences_of(session, employee.employee_id)
    leaves = store.list_maternity_leaves(session, employee.employee_id)
    cases = memberships([absence.spell for absence in absences], leaves)
    for absence in absences:
        before = _derived(absence)
        _derive(session, employee, absence, absences, leaves, cases[absence.absence_number])
        if (_derived(absence) != before or absence in shown_in) and absence is not changed:
            absence.sequence += 1
            _publish(session, employee, absence, absences, leaves)
    session.flush()
    return cases


def list_due(session: Session, day: date) -> list[str]:
    """Employees with an absence whose status may change on the day, because a recorded date arrives or its term has passed."""
    absence, mutation = store.Absence, store.Mutation
    begins = select(mutation.absence_number).where(mutation.effective_on == day, mutation.recorded_on < day)
    left = and_(store.Employee.employed_until < day, absence.first_sick_day <= store.Employee.employed_until,
                absence.status.in_(UNENDED))
    term = and_(absence.status.in_(store.OPEN),
                absence.composite_first_sick_day <= day - timedelta(days=shortest_wage_days()))
    recovered = and_(absence.status.in_(UNENDED), absence.recovered_on <= day)
    not_yet_left = and_(absence.status == AbsenceStatus.LEFT_SERVICE, absence.end_of_service >= day)
    query = select(absence.employee_id).join(store.Employee).where(
        or_(left, term, recovered, not_yet_left, and_(absence.status.in_(store.OPEN), absence.absence_number.in_(begins))))
    return sorted(set(session.scalars(query)))


def settle_due(session: Session, *, employee_id: str) -> None:
    """Settle an employee on the present day."""
    employee = session.get(store.Employee, employee_id, with_for_update=True)
    if employee is not None:
        settle(session, employee)


def status_of(absence: store.Absence, *, employed_until: date | None, term_ended: bool,
              today: date) -> tuple[AbsenceStatus, date | None]:
    """The status of an absence on a day, with the end of service if the employee left sick."""
    facts = Facts(first_sick_day=absence.first_sick_day, recovered_on=absence.recovered_on, employed_until=employed_until,
                  changes=absence.changes, term_ended=term_ended)
    status = status_on(facts, today)
    return status, left_sick_on(facts) if status is AbsenceStatus.LEFT_SERVICE else None


def _derived(absence: store.Absence) -> tuple[object, ...]:
    return absence.composite_id, absence.composite_first_sick_day, absence.status, absence.end_of_service


def _derive(session: Session, employee: store.Employee, absence: store.Absence, absences: list[store.Absence],
            leaves: list[Period], membership: Membership) -> None:
    today = session.clock.today()
    case = case_of(absence.absence_number, [each.spell for each in absences], leaves)
    absence.composite_id, absence.composite_first_sick_day = membership.composite_id, membership.composite_first_sick_day
    absence.status, absence.end_of_service = status_of(
        absence, employed_until=employee.employed_until, term_ended=case.index(today) > wage_days(case), today=today)


def _publish(session: Session, employee: store.Employee, absence: store.Absence, absences: list[store.Absence],
             leaves: list[Period]) -> None:
    session.flush()
    last_day = absence.end_of_service
    if last_day is None:
        publish(session, corrected(absence, affects_from=absence.recovered_on or absence.first_sick_day))
        return
    case = case_of(absence.absence_number, [each.spell for each in absences], leaves)
    reason = employee.departure_reason
    publish(session, left_service_sick(absence, last_day=last_day, sick_days=case.index(last_day),
                                       reason=DepartureReason(reason) if reason else None))
