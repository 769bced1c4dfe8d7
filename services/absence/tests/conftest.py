"""Absence under test, with an employer that has a policy and an employee."""
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.absence.usecases.absences.report_recovery import RecoveryReport, report_recovery
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from services.absence.usecases.employees.add_employee import EmployeeData, add_employee
from shared.events.billing import PolicyAccepted, PolicyTerms
from shared.kernel.actor import Actor
from shared.kernel.vocabulary import ThirdParty
from shared.testing.service import EMPLOYER, MONDAY, OTHER_EMPLOYER, Service

Sick = Callable[..., str]

HR = Actor("account-1", EMPLOYER, frozenset({"EMPLOYEE_DATA", "SICK_REPORTS"}))
OTHER_HR = Actor("account-2", OTHER_EMPLOYER, frozenset({"EMPLOYEE_DATA", "SICK_REPORTS"}))


def policy(number: str = "P-1", employer_id: str = EMPLOYER, **changes: Any) -> PolicyAccepted:
    """The event of an accepted policy."""
    values: dict[str, Any] = {
        "company_name": "Bakkerij De Korenaar", "postcode": "4331 LK", "iban": "NL91ABNA0417164300", "version": 1,
        "valid_from": date(2020, 1, 1), "terms": PolicyTerms(), "guidance_from": date(2020, 1, 1)}
    return PolicyAccepted(policy_number=number, employer_id=employer_id, **(values | changes))


def employee_data(number: str = "1", **changes: Any) -> EmployeeData:
    """An employee in service since 2020."""
    values: dict[str, Any] = {
        "employee_number": number, "first_name": "Anna", "infix": "de", "last_name": "Vries",
        "birth_date": date(1988, 5, 4), "employed_from": date(2020, 1, 1), "annual_wage": Decimal("38500.00"),
        "contract_hours": Decimal(40)}
    return EmployeeData(**(values | changes))


@pytest.fixture
def anna(absence: Service) -> str:
    """The id of an employee of the employer, with noise of another employer beside her."""
    absence.deliver(policy(), policy("P-2", OTHER_EMPLOYER))
    absence.run(add_employee, actor=OTHER_HR, command=employee_data("77"))
    employee = absence.run(add_employee, actor=HR, command=employee_data())
    absence.forget_published()
    return str(employee.employee_id)


@pytest.fixture
def sick(absence: Service, anna: str) -> Sick:
    """Factory: an absence of Anna from a day on, reported today; returns its number."""
    def report(first_sick_day: date = MONDAY, **facts: Any) -> str:
        values: dict[str, Any] = {"employee_id": anna, "data_checked": True, "third_party": ThirdParty.NO} | facts
        filed = absence.run(report_sick, actor=HR, command=SickReport(first_sick_day=first_sick_day, **values))
        return str(filed.absence.absence_number)
    return report


def recover(absence: Service, number: str, first_fit_day: date) -> None:
    """Report a full recovery."""
    absence.run(report_recovery, actor=HR, absence_number=number,
                command=RecoveryReport(data_checked=True, first_fit_day=first_fit_day))
