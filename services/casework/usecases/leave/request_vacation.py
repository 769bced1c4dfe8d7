"""The employer records a vacation of a sick employee (R-162…R-171)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.casework import store
from services.casework.domain.leave.vacation import (
    Debit,
    VacationRefused,
    VacationStatus,
    check_period,
    check_permission,
    hours_debited,
)
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.vacations import STANDING, list_vacations
from services.casework.usecases.leave.approve_vacation import approve
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.period import Period


@dataclass(frozen=True, kw_only=True)
class VacationRequest:
    """The vacation to record.

    :ivar hampers_recovery: the employer's own judgement; True is refused
    :ivar doubt: whether the company doctor must be asked first
    :ivar weekly_hours: contract hours a week; None for those on record on the first day
    """

    start: date
    end: date
    debit: Debit
    hampers_recovery: bool = False
    doubt: bool = False
    weekly_hours: Decimal | None = None


def request_vacation(session: Session, *, actor: Actor, absence_number: str, command: VacationRequest,
                     version: int | None = None) -> store.Vacation:
    """Record a vacation; without doubt it is approved at once, otherwise it waits for the company doctor.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises VacationRefused: if it hampers recovery, lies outside the absence, or may not be debited
    :raises WrongVacationStatus: ``vacation.overlap``
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    if command.end < command.start:
        raise VacationRefused("vacation.end_before_start", "De vakantie kan niet eindigen vóór de eerste dag.", field="end")
    period = Period(command.start, command.end)
    file = load_case(session, absence_number)
    check_period(period, case=file.case, others=[
        row.period for row in list_vacations(session, file.numbers) if row.status in STANDING])
    if not command.doubt:
        check_permission(doubt=False, doctor_answer=None, hampers_recovery=command.hampers_recovery)
    row = _row(session, actor, absence_number, command, _weekly_hours(session, file, command))
    session.add(row)
    if not command.doubt:
        approve(session, dossier, row, command.debit)
    session.flush()
    return row


def _row(session: Session, actor: Actor, absence_number: str, command: VacationRequest, weekly_hours: Decimal) -> store.Vacation:
    debit = command.debit
    return store.Vacation(
        vacation_id=new_id(), absence_number=absence_number, start=command.start, end=command.end,
        status=VacationStatus.REQUESTED, doubt=command.doubt, doctor_answer=None, holidays=debit.holidays,
        weekly_hours=weekly_hours, contract_hours=hours_debited(Period(command.start, command.end), weekly_hours),
        consent_on=debit.consent_on, written_consent=debit.written_consent, arrangement=debit.arrangement,
        recorded_at=session.clock.now(), recorded_by=actor.account_id, answered_at=None, answered_by=None, withdrawn_at=None)


def _weekly_hours(session: Session, file: CaseFile, command: VacationRequest) -> Decimal:
    """The contract hours a week on the first day of the vacation."""
    if command.weekly_hours is not None:
        return command.weekly_hours
    employee = session.get_one(store.Employee, file.absences[0].employee_id)
    known = [row.hours for row in employee.hours if row.valid_from <= command.start]
    return known[-1] if known else employee.hours[0].hours
