"""The use cases of one employer's story: hiring, illness, recovery, leave, sanction; deterministic except for ids."""
from datetime import date
from decimal import Decimal
from typing import Any

from services.absence.usecases.absences.report_recovery import RecoveryReport, report_recovery
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from services.absence.usecases.employees.add_employee import EmployeeData, add_employee
from services.absence.usecases.employees.set_leave import set_leave
from services.absence.usecases.employees.set_wage import set_wage
from services.billing.usecases.policies.accept_policy import PolicyApplication, accept_policy
from services.identity.usecases.accounts.seed_staff import seed_staff
from shared.kernel.actor import SYSTEM, Actor
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis, ThirdParty
from shared.testing.service import EMPLOYER
from tests.repair.platform import Platform

HR = Actor("account-1", EMPLOYER, frozenset({"EMPLOYEE_DATA", "SICK_REPORTS"}))
FIRST_DAY = date(2026, 3, 2)


def open_business(platform: Platform) -> None:
    """Create staff and a policy."""
    platform["identity"].run(seed_staff)
    platform.settle()
    accept(platform)
    platform.settle()


def accept(platform: Platform, **changes: Any) -> None:
    """Accept a policy, or new terms for an existing one."""
    values: dict[str, Any] = {
        "policy_number": "P-1", "company_name": "Bakkerij De Korenaar", "postcode": "4331 LK",
        "iban": "NL91ABNA0417164300", "valid_from": date(2025, 1, 1), "employer_id": EMPLOYER}
    platform["billing"].run(accept_policy, actor=SYSTEM, command=PolicyApplication(**(values | changes)))


def hire(platform: Platform, number: str) -> str:
    """Add an employee and return the id."""
    employee = platform["absence"].run(add_employee, actor=HR, command=EmployeeData(
        employee_number=number, first_name="Anna", last_name="Vries", birth_date=date(1988, 5, 4),
        employed_from=date(2020, 1, 1), annual_wage=Decimal("41760.00"), contract_hours=Decimal(40)))
    return str(employee.employee_id)


def fall_sick(platform: Platform, employee_id: str, first_sick_day: date) -> str:
    """Report an employee sick and return the absence number."""
    reported = platform["absence"].run(report_sick, actor=HR, command=SickReport(
        employee_id=employee_id, first_sick_day=first_sick_day, data_checked=True, third_party=ThirdParty.NO))
    return str(reported.absence.absence_number)


def half_better(platform: Platform, absence_number: str, day: date) -> None:
    """Report a recovery of 50 % in the employee's own work."""
    platform["absence"].run(report_recovery, actor=HR, absence_number=absence_number, command=RecoveryReport(
        data_checked=True, effective_on=day, basis=RecoveryBasis.OWN_WORK_HOURS, recovered_pct=Decimal(50)))


def better(platform: Platform, absence_number: str, day: date) -> None:
    """Report a full recovery."""
    platform["absence"].run(report_recovery, actor=HR, absence_number=absence_number,
                         command=RecoveryReport(data_checked=True, first_fit_day=day))


def raise_wage(platform: Platform, employee_id: str, amount: str) -> None:
    """Set a wage from 1 January."""
    platform["absence"].run(set_wage, actor=HR, employee_id=employee_id, valid_from=date(2026, 1, 1), annual_wage=Decimal(amount))


def take_leave(platform: Platform, employee_id: str, start: date, end: date) -> None:
    """Record unpaid leave."""
    platform["absence"].run(set_leave, actor=HR, employee_id=employee_id, kind=LeaveKind.UNPAID, start=start, end=end)
