"""Builds absence's events and snapshots from its rows."""
from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from sqlalchemy import select

from services.absence import store
from services.absence.domain.composition import Membership
from services.absence.domain.recovery import Recovery
from shared.db.session import Session
from shared.events import absence as events
from shared.events.changed_value import ChangedValue
from shared.events.from_rows import from_row
from shared.kernel.vocabulary import DepartureReason, DisputeOutcome


def state_of(absence: store.Absence) -> events.AbsenceState:
    """The present state of an absence for events."""
    has_contact = absence.contact_phone is not None or absence.nursing_address is not None
    return from_row(
        events.AbsenceState, absence, person=from_row(events.ReportedContact, absence) if has_contact else None,
        mutations=tuple(from_row(events.Mutation, each) for each in absence.in_effect),
        safety_net_benefits=tuple(from_row(events.SafetyNetBenefit, each) for each in sorted(
            absence.safety_net_benefits, key=lambda b: b.valid_from)))


class About(TypedDict):
    """The fields common to all events about an absence."""

    employee_id: str
    employer_id: str
    policy_number: str
    absence: events.AbsenceState


def _about(absence: store.Absence) -> About:
    return {"employee_id": absence.employee_id, "employer_id": absence.employer_id,
            "policy_number": absence.policy_number, "absence": state_of(absence)}


def sick_report_filed(absence: store.Absence, case: Membership) -> events.SickReportFiled:
    """The event of a new report, with the earlier absence in its composite case."""
    return events.SickReportFiled(
        **_about(absence), reported_at=absence.reported_at, late=absence.days_late > 0, days_late=absence.days_late,
        previous_absence_number=case.previous, gap_days=case.gap_days)


def recovery_reported(absence: store.Absence, found: Recovery, *, days_late: int) -> events.RecoveryReported:
    """A full or partial recovery, or a relapse."""
    return events.RecoveryReported(
        **_about(absence), effective_on=found.effective_on, recovered_pct=found.recovered_pct, basis=found.basis,
        full=found.closes, late=days_late > 0, days_late=days_late)


def corrected(absence: store.Absence, *, affects_from: date,
              changes: tuple[ChangedValue, ...] = ()) -> events.AbsenceCorrected:
    """The event of a correction.

    :param affects_from: the earliest day with a difference
    :param changes: old and new values
    """
    return events.AbsenceCorrected(**_about(absence), affects_from=affects_from, changes=changes)


def left_service_sick(absence: store.Absence, *, last_day: date, sick_days: int,
                      reason: DepartureReason | None) -> events.LeftServiceSick:
    """An employee left while sick."""
    return events.LeftServiceSick(**_about(absence), end_of_service=last_day, sick_days=sick_days, reason=reason)


def sick_report_cancelled(absence: store.Absence, reason: str) -> events.SickReportCancelled:
    """A report was withdrawn."""
    return events.SickReportCancelled(**_about(absence), reason=reason)


def employee_upserted(employee: store.Employee) -> events.EmployeeUpserted:
    """The present state of an employee, as an event."""
    return from_row(events.EmployeeUpserted, employee, person=from_row(events.Person, employee), wages=_segments(employee.wages))


def _segments(wages: Iterable[store.Wage | store.ConfirmedWage]) -> tuple[events.WageSegment, ...]:
    """The wages as event segments, oldest first."""
    return tuple(from_row(events.WageSegment, wage) for wage in sorted(wages, key=lambda w: w.valid_from))


def leave_set(leave: store.Leave, employer_id: str) -> events.LeaveSet:
    """The present state of a leave, as an event."""
    return from_row(events.LeaveSet, leave, employer_id=employer_id)


def dispute_raised(absence: store.Absence, dispute_id: str) -> events.DataDisputeRaised:
    """The event of a disputed employee's data."""
    return events.DataDisputeRaised(employee_id=absence.employee_id, employer_id=absence.employer_id,
                                    policy_number=absence.policy_number, dispute_id=dispute_id)


def dispute_settled(row: store.DataDispute, outcome: DisputeOutcome) -> events.DataDisputeSettled:
    """The event of a settled dispute."""
    return from_row(events.DataDisputeSettled, row, outcome=outcome)


def opened(row: store.DataCampaign) -> events.DataCampaignOpened:
    """The event of an opened January round."""
    return from_row(events.DataCampaignOpened, row)


def submitted(row: store.CampaignSubmission) -> events.DataCampaignSubmitted:
    """The event of confirmed January data."""
    return from_row(events.DataCampaignSubmitted, row, employees=tuple(
        from_row(events.ConfirmedWages, each, wages=_segments(each.wages)) for each in row.employees))


def restate_employee(session: Session, employee_id: str) -> events.EmployeeSnapshot | None:
    """Snapshot of an employee with all leave and absences, including withdrawn ones; None if the employee does not exist."""
    employee = session.get(store.Employee, employee_id)
    if employee is None:
        return None
    leaves = session.scalars(select(store.Leave).where(store.Leave.employee_id == employee_id)
                             .order_by(store.Leave.start, store.Leave.leave_id))
    absences = session.scalars(select(store.Absence).where(store.Absence.employee_id == employee_id)
                               .order_by(store.Absence.first_sick_day, store.Absence.absence_number))
    return events.EmployeeSnapshot(
        employee_id=employee_id, employee=employee_upserted(employee),
        leaves=tuple(leave_set(leave, employee.employer_id) for leave in leaves),
        absences=tuple(corrected(absence, affects_from=absence.first_sick_day) for absence in absences))


def restate_campaigns(session: Session, policy_number: str) -> events.CampaignSnapshot | None:
    """Snapshot of all January rounds of a policy and their confirmed data; None if there is none."""
    rounds = tuple(map(opened, store.list_campaigns(session, policy_number)))
    rows = store.list_submissions(session, policy_number)
    submissions = tuple(submitted(row) for row in rows if row.is_detailed)
    snapshot = events.CampaignSnapshot(policy_number=policy_number, opened=rounds, submissions=submissions)
    return snapshot if rows or rounds else None
