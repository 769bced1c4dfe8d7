"""Billing under test, with employees published by absence."""
from datetime import date
from decimal import Decimal
from typing import Any

from shared.events import absence as events
from shared.testing.service import EMPLOYER


def employee(employee_id: str, *, policy_number: str = "P-1", wage: str = "41760.00", employed_from: date = date(2020, 1, 1),
             employed_until: date | None = None, version: int = 1) -> events.EmployeeUpserted:
    """An employee."""
    return events.EmployeeUpserted(
        employee_id=employee_id, employer_id=EMPLOYER, policy_number=policy_number, version=version,
        employee_number=employee_id,
        person=events.Person(first_name="A", last_name="Vries", birth_date=date(1988, 5, 4)),
        employed_from=employed_from, employed_until=employed_until,
        wages=(events.WageSegment(valid_from=employed_from, annual_wage=Decimal(wage), contract_hours=Decimal(40)),))


def application(number: str = "P-1", **changes: Any) -> dict[str, Any]:
    """A policy to accept."""
    return {"policy_number": number, "company_name": "Bakkerij De Korenaar", "postcode": "4331 LK",
            "iban": "NL91ABNA0417164300", "valid_from": "2020-01-01", "employer_id": EMPLOYER} | changes
