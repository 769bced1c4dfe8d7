"""Casework under test: an employer with a policy, a casemanager, a consultant and an employee who is sick."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.casework.store.staff.delegations import find_delegation
from services.casework.usecases.guidance.delegate import delegate, withdraw_delegation
from shared.events.absence import (
    AbsenceCorrected,
    AbsenceState,
    EmployeeUpserted,
    LeaveSet,
    LeftServiceSick,
    Mutation,
    Person,
    RecoveryReported,
    SickReportCancelled,
    SickReportFiled,
    WageSegment,
)
from shared.events.billing import PolicyAccepted, PolicyTerms
from shared.events.identity import AccountCreated, AccountKind, RolesChanged, StaffPerson
from shared.kernel.actor import Actor
from shared.kernel.clock import noon
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind, RecoveryBasis, ThirdParty
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

ANNA = "employee-anna"
BRAM = "employee-bram"
ZOE = "employee-zoe"
CASEMANAGER = "account-1"
CONSULTANT = "consultant-1"
DOCTOR = Actor("doctor-1", roles=frozenset({"company_doctor"}), kind="STAFF")


class Story:
    """Delivers events of other services to casework, with their sequences."""

    def __init__(self, casework: Service) -> None:
        self.casework = casework
        self._states: dict[str, AbsenceState] = {}
        self._people: dict[str, tuple[str, str]] = {}

    def staff(self, account_id: str, *roles: str) -> None:
        """An account of Perspectief."""
        self.casework.deliver(AccountCreated(account_id=account_id, kind=AccountKind.STAFF, rights=(), roles=roles))

    def delegate(self, consultant_id: str) -> None:
        """A company doctor under whom a consultant works."""
        self.staff(DOCTOR.account_id, "company_doctor")
        self.casework.run(delegate, actor=DOCTOR, consultant_id=consultant_id)

    def withdraw(self, consultant_id: str) -> None:
        """The consultant works under no doctor any more."""
        given = self.casework.query(find_delegation, consultant_id=consultant_id)
        self.casework.run(withdraw_delegation, actor=DOCTOR, delegation_id=given.delegation_id)

    def named(self, account_id: str, name: str, phone: str) -> RolesChanged:
        """The event with the name and the number at work of a casemanager."""
        return RolesChanged(account_id=account_id, roles=("casemanager",), person=StaffPerson(name=name, phone=phone))

    def policy(self, employer_id: str = EMPLOYER, **changes: Any) -> None:
        """A policy of an employer."""
        values: dict[str, Any] = {
            "policy_number": f"P-{employer_id}", "employer_id": employer_id, "company_name": "Bakkerij De Korenaar",
            "postcode": "4331 LK", "iban": "NL91ABNA0417164300", "version": 1, "valid_from": date(2020, 1, 1),
            "terms": PolicyTerms(), "guidance_from": date(2020, 1, 1)}
        self.casework.deliver(PolicyAccepted(**(values | changes)))

    def employee(self, employee_id: str, employer_id: str = EMPLOYER, *, last_name: str = "Vries",
                 infix: str | None = None, number: str = "1", hours: str = "40") -> None:
        """An employee in service since 2020."""
        wage = WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal("38500.00"), contract_hours=Decimal(hours))
        self.casework.deliver(EmployeeUpserted(
            employee_id=employee_id, employer_id=employer_id, policy_number=f"P-{employer_id}", version=1,
            employee_number=number, employed_from=date(2020, 1, 1), wages=(wage,), function="Broodbakker",
            person=Person(first_name="Anna", infix=infix, last_name=last_name, birth_date=date(1988, 5, 4))))

    def hire(self, employee_id: str, *, number: str, hours: list[tuple[date, str]], until: date | None,
             version: int = 1) -> None:
        """An employee whose weekly hours change, or who leaves."""
        wages = tuple(WageSegment(valid_from=day, annual_wage=Decimal("38500.00"), contract_hours=Decimal(weekly))
                      for day, weekly in hours)
        self.casework.deliver(EmployeeUpserted(
            employee_id=employee_id, employer_id=EMPLOYER, policy_number=f"P-{EMPLOYER}", version=version, employee_number=number,
            employed_from=date(2020, 1, 1), employed_until=until, wages=wages,
            person=Person(first_name="Anna", last_name="Vries", birth_date=date(1988, 5, 4))))

    def rename(self, employee_id: str, last_name: str) -> None:
        """Another last name."""
        wage = WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal("38500.00"), contract_hours=Decimal(40))
        self.casework.deliver(EmployeeUpserted(
            employee_id=employee_id, employer_id=EMPLOYER, policy_number=f"P-{EMPLOYER}", version=2, employee_number="1",
            employed_from=date(2020, 1, 1), wages=(wage,),
            person=Person(first_name="Anna", last_name=last_name, birth_date=date(1988, 5, 4))))

    def sick(self, number: str, first_sick_day: date, *, employee_id: str = ANNA, employer_id: str = EMPLOYER,
             reported_on: date | None = None, composite: tuple[str, date] | None = None, **facts: Any) -> str:
        """A sick report, received on the first sick day unless said otherwise."""
        composite = composite or (number, first_sick_day)
        received = reported_on or first_sick_day
        self._people[number] = (employee_id, employer_id)
        self._states[number] = AbsenceState(
            absence_number=number, sequence=1, status=AbsenceStatus.REPORTED, first_sick_day=first_sick_day,
            reported_on=received, composite_id=composite[0], composite_first_sick_day=composite[1],
            third_party=ThirdParty.NO, employee_version=1, **facts)
        self.casework.deliver(SickReportFiled(**self.about(number), reported_at=noon(received), late=False, days_late=0))
        return number

    def about(self, number: str, **changes: Any) -> dict[str, Any]:
        """The common fields of an event, with the state after the changes."""
        if changes:
            state = self._states[number]
            values = {name: getattr(state, name) for name in state.__dataclass_fields__}
            self._states[number] = AbsenceState(**(values | {"sequence": state.sequence + 1} | changes))
        employee_id, employer_id = self._people[number]
        return {"employee_id": employee_id, "employer_id": employer_id, "policy_number": f"P-{employer_id}",
                "absence": self._states[number]}

    def recover(self, number: str, first_fit_day: date) -> None:
        """A full recovery."""
        about = self.about(number, status=AbsenceStatus.RECOVERED, recovered_on=first_fit_day)
        self.casework.deliver(RecoveryReported(**about, effective_on=first_fit_day, recovered_pct=Decimal(100), full=True))

    def mutate(self, number: str, effective_on: date, *, pct: str, basis: RecoveryBasis) -> None:
        """A partial recovery."""
        mutation = Mutation(mutation_id=f"mutation-{effective_on}", effective_on=effective_on, recorded_on=effective_on,
                            basis=basis, recovered_pct=Decimal(pct))
        about = self.about(number, status=AbsenceStatus.PARTIALLY_RECOVERED, mutations=(mutation,))
        self.casework.deliver(RecoveryReported(**about, effective_on=effective_on, recovered_pct=Decimal(pct),
                                               basis=basis, full=False))

    def correct(self, number: str, **changes: Any) -> None:
        """A correction."""
        self.casework.deliver(AbsenceCorrected(**self.about(number, **changes), affects_from=date(2026, 1, 1)))

    def leave_service(self, number: str, last_day: date) -> None:
        """Leaving sick."""
        about = self.about(number, status=AbsenceStatus.LEFT_SERVICE, end_of_service=last_day)
        self.casework.deliver(LeftServiceSick(**about, end_of_service=last_day, sick_days=0))

    def leave(self, kind: LeaveKind, start: date, end: date, *, employee_id: str = ANNA, cancelled: bool = False) -> None:
        """Leave of an employee, or its withdrawal."""
        self.casework.deliver(LeaveSet(employee_id=employee_id, employer_id=EMPLOYER, leave_id=f"leave-{start}", kind=kind,
                                       start=start, end=end, cancelled=cancelled))

    def cancel(self, number: str) -> None:
        """A withdrawn report."""
        self.casework.deliver(SickReportCancelled(**self.about(number, status=AbsenceStatus.CANCELLED), reason="MISTAKE"))


@pytest.fixture
def empty_story(casework: Service) -> Story:
    """A story without any events."""
    return Story(casework)


@pytest.fixture
def story(casework: Service, empty_story: Story) -> Story:
    """An employer with staff and two employees; another employer with a sick employee as noise."""
    story = empty_story
    story.staff(CASEMANAGER, "casemanager")
    story.staff(CONSULTANT, "absence_consultant")
    story.delegate(CONSULTANT)
    story.policy()
    story.policy(OTHER_EMPLOYER)
    story.employee(ANNA, last_name="Vries", infix="de")
    story.employee(BRAM, last_name="Brouwer", number="2")
    story.employee(ZOE, OTHER_EMPLOYER, last_name="Zoetelief", number="77")
    story.sick("V-2026-000900", date(2026, 3, 2), employee_id=ZOE, employer_id=OTHER_EMPLOYER)
    casework.forget_published()
    return story


@pytest.fixture
def sick(story: Story) -> str:
    """The number of an absence from Monday 2 March 2026."""
    return story.sick("V-2026-000001", date(2026, 3, 2))
