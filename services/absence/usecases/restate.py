"""Tell anew what readers need of an aggregate, for one that missed events of it."""
from sqlalchemy import select

from services.absence import store
from services.absence.publishing import about, employee_as_told, leave_as_told
from shared.db.session import Session
from shared.events.absence import AbsenceCorrected, CampaignSnapshot, DataCampaignSubmitted, EmployeeSnapshot
from shared.events.base import schema_of


def restate_employee(session: Session, employee_id: str) -> EmployeeSnapshot | None:
    """An employee with all leave and absences, also withdrawn ones; None if there is none."""
    employee = session.get(store.Employee, employee_id)
    if employee is None:
        return None
    leaves = session.scalars(select(store.Leave).where(store.Leave.employee_id == employee_id)
                             .order_by(store.Leave.start, store.Leave.leave_id))
    absences = session.scalars(select(store.Absence).where(store.Absence.employee_id == employee_id)
                               .order_by(store.Absence.first_sick_day, store.Absence.absence_number))
    return EmployeeSnapshot(
        employee_id=employee_id, employee=employee_as_told(employee),
        leaves=tuple(leave_as_told(leave, employee.employer_id) for leave in leaves),
        absences=tuple(AbsenceCorrected(**about(absence), affects_from=absence.first_sick_day)  # type: ignore[arg-type]
                       for absence in absences))


def restate_campaigns(session: Session, policy_number: str) -> CampaignSnapshot | None:
    """The January data of a policy, each year as it was confirmed then; None if none was."""
    rows = session.scalars(select(store.CampaignSubmission).where(
        store.CampaignSubmission.policy_number == policy_number).order_by(store.CampaignSubmission.year)).all()
    told = tuple(schema_of(DataCampaignSubmitted)().load(row.confirmed) for row in rows if row.confirmed is not None)
    return CampaignSnapshot(policy_number=policy_number, submissions=told) if rows else None
