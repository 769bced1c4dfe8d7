"""Claims under test, with a policy and an employee who earns 160.00 a day."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shared.events import absence as events
from shared.events.billing import PolicyAccepted, PolicyTerms
from shared.kernel.clock import noon
from shared.kernel.month import Month
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis, ThirdParty
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

ANNA = "anna"


def policy(number: str = "P-1", employer_id: str = EMPLOYER, version: int = 1, **terms: Any) -> PolicyAccepted:
    """A policy with the default terms unless others are given."""
    return PolicyAccepted(policy_number=number, employer_id=employer_id, company_name="Bakkerij De Korenaar",
                          postcode="4331 LK", iban="NL91ABNA0417164300", version=version, valid_from=date(2020, 1, 1),
                          terms=PolicyTerms(**terms), guidance_from=date(2020, 1, 1))


def employee(employee_id: str = ANNA, *, employer_id: str = EMPLOYER, policy_number: str = "P-1", wage: str = "41760.00",
             version: int = 1) -> events.EmployeeUpserted:
    """An employee in service since 2020."""
    return events.EmployeeUpserted(
        employee_id=employee_id, employer_id=employer_id, policy_number=policy_number, version=version,
        employee_number=employee_id,
        person=events.Person(first_name="A", last_name="Vries", birth_date=date(1988, 5, 4)),
        employed_from=date(2020, 1, 1),
        wages=(events.WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal(wage), contract_hours=Decimal(40)),))


def state(number: str = "V-1", first: date = date(2026, 3, 2), **changes: Any) -> events.AbsenceState:
    """An open absence."""
    values: dict[str, Any] = {
        "absence_number": number, "sequence": 1, "status": AbsenceStatus.REPORTED, "first_sick_day": first,
        "reported_on": first, "composite_id": number, "composite_first_sick_day": first, "third_party": ThirdParty.NO,
        "employee_version": 1}
    return events.AbsenceState(**(values | changes))


def half(effective_on: date, recorded_on: date | None = None) -> events.Mutation:
    """Fifty percent recovered in own work."""
    return events.Mutation(mutation_id="m-1", effective_on=effective_on, recorded_on=recorded_on or effective_on,
                           basis=RecoveryBasis.OWN_WORK_HOURS, recovered_pct=Decimal(50))


def about(absence: events.AbsenceState, employee_id: str = ANNA, *, policy_number: str = "P-1",
          employer_id: str = EMPLOYER) -> dict[str, Any]:
    """The common fields of an absence event."""
    return {"employee_id": employee_id, "employer_id": employer_id, "policy_number": policy_number, "absence": absence}


def filed(absence: events.AbsenceState, employee_id: str = ANNA, **whose: str) -> events.SickReportFiled:
    """The report of an absence."""
    return events.SickReportFiled(**about(absence, employee_id, **whose), reported_at=noon(absence.reported_on), late=False,
                                  days_late=0)


def corrected(absence: events.AbsenceState) -> events.AbsenceCorrected:
    """A change of an absence."""
    return events.AbsenceCorrected(**about(absence), affects_from=absence.first_sick_day)


@pytest.fixture
def insured(claims: Service) -> Service:
    """The service with the policy and Anna, and employees of another employer as noise."""
    claims.deliver(policy(), policy("P-2", OTHER_EMPLOYER), employee(),
                   employee("bob", employer_id=OTHER_EMPLOYER, policy_number="P-2"))
    claims.forget_published()
    return claims


KARIM: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None, "account_id": "karim"}
TESSA: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None, "account_id": "tessa"}
MONTH_CLAIMS = "/v1/month-claims"


def decide(claims: Service, number: str, decision: str, *, who: dict[str, Any] = KARIM, **body: Any) -> Any:
    """A person decides on a claim."""
    return claims.post(f"{MONTH_CLAIMS}/{number}/decisions", {"decision": decision} | body, **who)


def in_tab(claims: Service, tab: str = "TO_JUDGE", **filters: str) -> list[Any]:
    """The claims of a tab of the work list."""
    query = "&".join(f"{name}={value}" for name, value in {"tab": tab, "limit": "500", **filters}.items())
    return [one["claim"] for one in claims.get(f"{MONTH_CLAIMS}?{query}", **KARIM).json["items"]]


def approve_all(claims: Service) -> None:
    """Approve every claim that people must judge, and large ones by a second person."""
    for tab, who in (("TO_JUDGE", KARIM), ("SECOND_APPROVAL", TESSA)):
        for claim in in_tab(claims, tab):
            decide(claims, claim["claim_number"], "APPROVE", who=who)


def work_through(claims: Service, through: date, *, may_set_aside: bool = False) -> None:
    """Run the jobs day by day as `run_jobs`; people approve on the first day of each month, and at the start."""
    approve_all(claims)
    firsts = [month.first for month in Month.of(claims.clock.today()).next().through(Month.of(through))]
    for day in sorted({*firsts, through}):
        claims.run_jobs(day, may_set_aside=may_set_aside)
        approve_all(claims)


def view(claims: Service, number: str) -> Any:
    """A claim as people see it."""
    return claims.get(f"{MONTH_CLAIMS}/{number}", **KARIM).json


def first_month(claims: Service, **changes: Any) -> Any:
    """The claim of March of a case that began on 2 March."""
    claims.deliver(filed(state(**changes)))
    claims.run_jobs(date(2026, 4, 1))
    (claim,) = in_tab(claims)
    return claim
