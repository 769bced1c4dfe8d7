"""Vacations of sick employees in a case file, judged by the rules of casework (R-162…R-171)."""
from collections.abc import Iterable
from decimal import Decimal

from cli.casefile.records import Employee, Entry, PlannedVacation
from services.casework.domain.leave.vacation import (
    Debit,
    VacationStatus,
    check_debit,
    check_period,
    check_status,
    hours_debited,
)
from shared.kernel.period import Period
from shared.kernel.refusals import NotFound

STANDING = (VacationStatus.REQUESTED, VacationStatus.APPROVED)


def plan_vacation(employee: Employee, at: int, entry: Entry) -> None:
    """Plan a vacation in the latest case; with an objection of the company doctor it is recorded as refused.

    :raises Refusal: as casework refuses it
    """
    if not employee.absences:
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    vacation = PlannedVacation(at, entry, VacationStatus.REQUESTED)
    check_period(vacation.period, case=employee.composites[-1],
                 others=[other.period for other in employee.vacations if other.status in STANDING])
    if entry["doctor_objects"]:
        vacation.status = VacationStatus.REFUSED
    else:
        check_debit(debit_of(entry), hours=hours_debited(vacation.period, entry["hours_per_week"]))
        vacation.status = VacationStatus.APPROVED
    employee.vacations.append(vacation)


def withdraw_vacation(employee: Employee, target: Entry) -> None:
    """Take a vacation back.

    :raises WrongVacationStatus: if it was refused or withdrawn before
    """
    vacation = next(one for one in employee.vacations if one.entry is target)
    check_status(vacation.status, *STANDING)
    vacation.status = VacationStatus.WITHDRAWN


def debit_of(entry: Entry) -> Debit:
    """The debit of an entry: consent is given on its day; for extra days it is in writing."""
    consented = bool(entry["consent"])
    return Debit(holidays=entry["days"], consent_on=entry["on"] if consented else None,
                 written_consent=f"akkoord-{entry['key']}" if consented else None)


def vacations_in(employee: Employee) -> tuple[Period, ...]:
    """The approved vacations of an employee, which exempt from re-integration."""
    return tuple(one.period for one in employee.vacations if one.status is VacationStatus.APPROVED)


def rows_of(employees: Iterable[Employee]) -> list[dict[str, str]]:
    """The vacations of all employees in the format of acceptance.md, in the order in which they were planned."""
    planned = sorted((one for employee in employees for one in employee.vacations), key=lambda one: one.at)
    return [{"key": one.entry["key"], "status": str(one.status), "debited_hours": f"{_debited(one):.2f}"} for one in planned]


def _debited(vacation: PlannedVacation) -> Decimal:
    is_approved = vacation.status is VacationStatus.APPROVED
    return hours_debited(vacation.period, vacation.entry["hours_per_week"]) if is_approved else Decimal(0)
