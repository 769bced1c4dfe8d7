"""The requests of simulated employers and employees, each of which the platform may accept or refuse."""
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Select, select

from cli.chaos.simulation.clients import Request
from cli.chaos.simulation.world import World
from services.absence import store as absence
from services.absence.usecases.absences.cancel_report import cancel_report
from services.absence.usecases.absences.correct_absence import Correction, correct_absence
from services.absence.usecases.absences.report_recovery import RecoveryReport, report_recovery
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from services.absence.usecases.absences.set_safety_net import set_safety_net
from services.absence.usecases.absences.withdraw_mutation import withdraw_mutation
from services.absence.usecases.absences.withdraw_recovery import withdraw_recovery
from services.absence.usecases.campaigns.submit_january_data import submit_january_data
from services.absence.usecases.employees.add_employee import EmployeeData, add_employee
from services.absence.usecases.employees.end_employment import end_employment, withdraw_departure
from services.absence.usecases.employees.set_leave import set_leave, withdraw_leave
from services.absence.usecases.employees.set_wage import set_wage
from services.billing import store as billing
from services.billing.usecases.invoices.record_payment import record_payment
from services.billing.usecases.policies.accept_policy import PolicyApplication, accept_policy
from services.casework import store as casework
from services.casework.domain.sanctions.sanction import Ground, WarningRule
from services.casework.usecases.guarantee.report_wage_sanction import WageSanctionReport, report_wage_sanction
from services.casework.usecases.plan.complete_milestone import Completion, complete_milestone
from services.casework.usecases.sanctions.impose_sanction import SanctionNotice, impose_sanction
from services.casework.usecases.sanctions.lift_sanction import lift_sanction
from services.casework.usecases.sanctions.warn import warn
from services.claims import store as claims
from services.claims.usecases.claim.decide_month import Decision, MonthDecision, decide_month
from shared.db.session import Session
from shared.events.identity import AccountCreated, AccountKind
from shared.kernel.actor import SYSTEM, Actor
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import (
    LateReportRule,
    LeaveKind,
    RecoveryBasis,
    SafetyNetRule,
    SanctionKind,
    ThirdParty,
    WaitingUnit,
)
from shared.messaging.outbox import publish

T = TypeVar("T")

MOST_EMPLOYEES = 5
MILESTONES = ("M01", "M02", "M04", "M05", "M06")
CASEMANAGER = Actor("staff-casemanager", roles=frozenset({"casemanager"}))
STAFF = (("staff-casemanager", "casemanager"), ("staff-consultant", "absence_consultant"))


def create_staff(session: Session, *, account_id: str, role: str) -> None:
    """Publish the event with which identity announces a new staff account."""
    publish(session, AccountCreated(account_id=account_id, kind=AccountKind.STAFF, rights=(), roles=(role,)))


class Life:
    """Creates requests for people chosen by the seed from the data of the services."""

    def __init__(self, world: World, today: date) -> None:
        self._world = world
        self._random = world.fault_plan.random
        self._pick = world.fault_plan.pick
        self._began_on = today
        self._has_employees = False
        self._employers = [f"employer-{n + 1}" for n in range(self._pick((1, 1, 2)))]

    def opening(self) -> list[Request]:
        """Return the requests that create policies and staff, in random order."""
        requests = [self._policy(number) for number in range(len(self._employers))]
        requests += [Request("identity", create_staff, {"account_id": name, "role": role}) for name, role in STAFF]
        self._random.shuffle(requests)
        return requests

    def has_employees(self) -> bool:
        """Whether there is any employee."""
        self._has_employees = self._has_employees or bool(self._rows("absence", select(absence.Employee).limit(1)))
        return self._has_employees

    def _policy(self, number: int) -> Request:
        terms = {
            "waiting_unit": WaitingUnit.WORKDAYS, "waiting_value": self._pick((0, 2, 5, 10)),
            "coverage_year2": Decimal(self._pick((70, 100))), "employer_charges_pct": Decimal(self._pick((0, 20))),
            "vangnet_rule": self._pick(tuple(SafetyNetRule)), "late_report_rule": self._pick(tuple(LateReportRule))}
        return Request("billing", accept_policy, {"actor": SYSTEM, "command": PolicyApplication(
            policy_number=f"POL-{number + 1}", company_name=f"Bedrijf {number + 1} BV", postcode="3511AA",
            iban="NL91ABNA0417164300", valid_from=self._began_on.replace(day=1) - timedelta(days=31),
            employer_id=self._employers[number], premium_instalments=self._pick((1, 4, 12)),
            arbo_period=self._pick(("YEAR", "QUARTER", "MONTH")),
            payment_method=self._pick(("DIRECT_DEBIT", "TRANSFER")), terms=terms)})

    def new_terms(self) -> Request:
        """Accept the policy again with other terms, as a new version."""
        return self._policy(self._random.randrange(len(self._employers)))

    def add_employee(self) -> Request | None:
        """Add an employee."""
        hired = len(self._rows("absence", select(absence.Employee.employee_id)))
        if hired >= MOST_EMPLOYEES:
            return None
        employed_from = self._day(-400, -100)
        employer = self._employer(self._pick(self._employers))
        return Request("absence", add_employee, {"actor": employer, "command": EmployeeData(
            employee_number=f"W{hired + 1}", first_name="Noor", last_name=f"Jansen{hired + 1}",
            birth_date=date(self._random.randrange(1958, 2004), 5, 17), employed_from=employed_from,
            annual_wage=Decimal(self._random.randrange(24_000, 90_000)),
            contract_hours=Decimal(self._pick((24, 32, 40))))})

    def report_sick(self) -> Request | None:
        """Report an employee sick, today or later."""
        who, first_sick_day = self._someone(), self._day(*self._pick(((-3, 0), (-20, 0), (-80, -20))))
        return None if who is None else self._absence(report_sick, who.employer_id, command=SickReport(
            employee_id=who.employee_id, first_sick_day=first_sick_day, data_checked=True,
            third_party=self._pick(tuple(ThirdParty)), same_cause=self._pick(tuple(SameCause)),
            labour_conflict=self._random.random() < 0.1, safety_net=self._random.random() < 0.1,
            work_accident=self._random.random() < 0.1))

    def recover(self) -> Request | None:
        """Report a full recovery."""
        case = self._open_absence()
        report = RecoveryReport(data_checked=True, first_fit_day=self._day(-20, 16), correction=self._random.random() < 0.3)
        return None if case is None else self._absence(report_recovery, case.employer_id, absence_number=case.absence_number,
                                      command=report)

    def recover_partly(self) -> Request | None:
        """Report a partial recovery, on therapeutic basis or in other work."""
        case = self._open_absence()
        basis = self._pick(tuple(RecoveryBasis))
        return None if case is None else self._absence(
            report_recovery, case.employer_id, absence_number=case.absence_number, command=RecoveryReport(
                data_checked=True, effective_on=self._day(-25, 3), basis=basis,
                recovered_pct=Decimal(self._pick((20, 40, 50, 75))), wage_value_month=Decimal(1200),
                contract_wage_month=Decimal(3000)))

    def relapse(self) -> Request | None:
        """Report somebody fully sick again after a partial recovery."""
        case = self._open_absence()
        return None if case is None else self._absence(
            report_recovery, case.employer_id, absence_number=case.absence_number,
            command=RecoveryReport(data_checked=True, effective_on=self._day(-5, 3)))

    def withdraw(self) -> Request | None:
        """Take back a recovery, a partial recovery, a departure or leave."""
        case = self._any_absence()
        if case is None:
            return None
        mutation = self._one(case.mutations)
        leave = self._one(self._rows("absence", select(absence.Leave).where(absence.Leave.employee_id == case.employee_id)
                                     .order_by(absence.Leave.start, absence.Leave.leave_id)))
        about, who = {"absence_number": case.absence_number}, {"employee_id": case.employee_id}
        acts: list[tuple[Any, dict[str, Any]]] = [(withdraw_recovery, about), (withdraw_departure, who)]
        if mutation is not None:
            acts.append((withdraw_mutation, about | {"mutation_id": mutation.mutation_id}))
        if leave is not None:
            acts.append((withdraw_leave, who | {"leave_id": leave.leave_id}))
        use_case, arguments = self._pick(acts)
        return self._absence(use_case, case.employer_id, **arguments)

    def correct(self) -> Request | None:
        """Correct an absence."""
        case = self._any_absence()
        if case is None:
            return None
        mutation = self._one(case.mutations)
        command = self._pick((
            Correction(data_checked=True, first_sick_day=case.first_sick_day + timedelta(days=self._pick((-4, -1, 1, 3)))),
            Correction(third_party=self._pick(tuple(ThirdParty))), Correction(safety_net=self._random.random() < 0.5),
            Correction(data_checked=True,
                       recovered_on=case.recovered_on and case.recovered_on + timedelta(days=self._pick((-2, 1, 5)))),
            Correction(data_checked=True, mutation_id=mutation.mutation_id if mutation else None,
                       recovered_pct=Decimal(self._pick((10, 60))))))
        return self._absence(correct_absence, case.employer_id, absence_number=case.absence_number, command=command)

    def cancel(self) -> Request | None:
        """Cancel a sick report."""
        case = self._any_absence()
        return None if case is None else self._absence(
            cancel_report, case.employer_id, absence_number=case.absence_number, reason="MISTAKE")

    def set_leave(self) -> Request | None:
        """Record leave of an employee."""
        who = self._someone()
        start = self._day(-10, 20)
        return None if who is None else self._absence(set_leave, who.employer_id, employee_id=who.employee_id,
                                     kind=self._pick(tuple(LeaveKind)), start=start,
                                     end=start + timedelta(days=self._pick((3, 14, 60))))

    def leave_service(self) -> Request | None:
        """End an employment, also during an absence."""
        who = self._someone()
        return None if who is None else self._absence(end_employment, who.employer_id, employee_id=who.employee_id,
                                     last_day=self._day(-3, 30))

    def set_wage(self) -> Request | None:
        """Raise a wage, possibly from a past date."""
        who = self._someone()
        return None if who is None else self._absence(
            set_wage, who.employer_id, employee_id=who.employee_id, valid_from=self._day(-60, 10),
            annual_wage=Decimal(self._random.randrange(24_000, 90_000)))

    def set_safety_net(self) -> Request | None:
        """Record a safety net under the Sickness Benefits Act (Ziektewet)."""
        case = self._open_absence()
        return None if case is None else self._absence(
            set_safety_net, case.employer_id, absence_number=case.absence_number, valid_from=case.first_sick_day,
            zw_benefit_daily=Decimal(self._pick((0, 40, 95))))

    def warn(self) -> Request | None:
        """Record a written warning."""
        dossier = self._dossier()
        return None if dossier is None else Request("casework", warn, {
            "actor": self._employer(dossier.employer_id), "absence_number": dossier.absence_number,
            "given_on": self._day(-3, 0)})

    def impose_sanction(self) -> Request | None:
        """Suspend or stop the wage."""
        dossier = self._dossier()
        start = self._day(-2, 5)
        end = self._pick((None, start + timedelta(days=self._pick((2, 20)))))
        return None if dossier is None else Request("casework", impose_sanction, {
            "actor": CASEMANAGER, "absence_number": dossier.absence_number, "command": SanctionNotice(
                kind=self._pick(tuple(SanctionKind)), ground=Ground.NON_COOPERATION, start=start, end=end,
                override_reason="CLEAR_CASE"), "rule": WarningRule()})

    def lift_sanction(self) -> Request | None:
        """Lift a wage sanction of the employer."""
        row = self._one(self._rows("casework", select(casework.Sanction).order_by(casework.Sanction.sanction_id)))
        return None if row is None else Request("casework", lift_sanction, {
            "actor": CASEMANAGER, "absence_number": row.absence_number, "sanction_id": row.sanction_id,
            "lifted_on": self._day(0, 6), "back_pay": row.kind == SanctionKind.SUSPEND and self._random.random() < 0.5})

    def report_wage_sanction(self) -> Request | None:
        """Report that UWV extends the period of continued wage payment."""
        dossier, day = self._dossier(), self._day(-8, 0)
        return None if dossier is None else Request("casework", report_wage_sanction, {
            "actor": self._employer(dossier.employer_id), "absence_number": dossier.absence_number,
            "command": WageSanctionReport(decision_on=day - timedelta(days=1), received_on=day,
                                          weeks=self._pick((4, 26, 52)))})

    def complete_milestone(self) -> Request | None:
        """Complete a step of the plan."""
        dossier = self._dossier()
        return None if dossier is None else Request("casework", complete_milestone, {
            "actor": CASEMANAGER, "absence_number": dossier.absence_number, "code": self._pick(MILESTONES),
            "command": Completion(completed_on=self._day(-2, 0), forced_reason="SIMULATED")})

    def pay_invoice(self) -> Request | None:
        """Pay an invoice in full."""
        query = select(billing.Invoice).where(billing.Invoice.status == "OPEN").order_by(billing.Invoice.number)
        invoice = self._one(self._rows("billing", query))
        return None if invoice is None else Request("billing", record_payment, {
            "actor": SYSTEM, "number": invoice.number, "paid_on": self._world.today()})

    def approve_month(self) -> Request | None:
        """Approve a month that waits for people; large amounts wait for another person, who is one of two at random."""
        query = select(claims.MonthClaim).where(claims.MonthClaim.status.in_(["TO_JUDGE", "SECOND_APPROVAL"]))
        row = self._one(self._rows("claims", query.order_by(claims.MonthClaim.claim_number)))
        return None if row is None else Request("claims", decide_month, {
            "actor": Actor(f"handler-{self._pick((1, 2))}", roles=frozenset({"insurer_claims"})),
            "claim_number": row.claim_number, "command": MonthDecision(decision=Decision.APPROVE)})

    def submit_january_data(self) -> Request | None:
        """Confirm the wages of the year."""
        return self._absence(submit_january_data, self._pick(self._employers), year=self._world.today().year, wages={})

    def _absence(self, use_case: Any, employer_id: str, **arguments: Any) -> Request:
        return Request("absence", use_case, {"actor": self._employer(employer_id)} | arguments)

    def _employer(self, employer_id: str) -> Actor:
        return Actor(f"account-{employer_id}", employer_id=employer_id)

    def _day(self, earliest: int, latest: int) -> date:
        return self._world.today() + timedelta(days=self._random.randint(earliest, latest))

    def _someone(self) -> absence.Employee | None:
        return self._one(self._rows("absence", select(absence.Employee).order_by(absence.Employee.employee_number)))

    def _any_absence(self) -> absence.Absence | None:
        return self._one(self._rows("absence", select(absence.Absence).order_by(absence.Absence.absence_number)))

    def _open_absence(self) -> absence.Absence | None:
        query = select(absence.Absence).where(absence.Absence.status.in_(absence.OPEN))
        return self._one(self._rows("absence", query.order_by(absence.Absence.absence_number)))

    def _dossier(self) -> casework.Dossier | None:
        return self._one(self._rows("casework", select(casework.Dossier).order_by(casework.Dossier.absence_number)))

    def _one(self, rows: Sequence[T]) -> T | None:
        return self._pick(rows) if rows else None

    def _rows(self, service: str, query: Select[T]) -> Sequence[T]:
        with self._world.databases[service].reading() as session:
            return session.scalars(query).all()
