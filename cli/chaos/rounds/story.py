"""The story of a round: a valid seeded sequence of commands of two employers, each safe to repeat after a kill."""
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from cli.run.walking import steps
from services.absence import store as absence_store
from services.absence.usecases.absences.cancel_report import cancel_report
from services.absence.usecases.absences.correct_absence import Correction, correct_absence
from services.absence.usecases.absences.report_recovery import RecoveryReport, report_recovery
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from services.absence.usecases.employees.add_employee import EmployeeData, add_employee
from services.absence.usecases.employees.end_employment import end_employment
from services.absence.usecases.employees.set_leave import set_leave
from services.absence.usecases.employees.set_wage import set_wage
from services.billing import store as billing_store
from services.billing.usecases.policies.accept_policy import PolicyApplication, accept_policy
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis, ThirdParty

BEGIN = date(2026, 3, 2)
DAYS = 52
"""Just past the first pay date."""
EMPLOYERS = ("employer-1", "employer-2")
INSURER = Actor("acceptance", roles=frozenset({"insurer_acceptance"}))


@dataclass(frozen=True, slots=True)
class Command:
    """One use case on one day, in one transaction.

    :ivar run: executes the use case; None for a command that only moves the clock
    """

    on: date
    service: str = ""
    run: Callable[[Session], object] | None = None


def story_of(seed: int, employees: int = 10) -> list[Command]:
    """Return the commands of a seed in order, with moves of the clock before commands on a later day.

    :param employees: number of employees of both employers together
    """
    rng = random.Random(seed)
    opening = [_policy(employer) for employer in EMPLOYERS]
    opening += [_employee(rng, number) for number in range(employees)]
    history = [command for number in range(employees) for command in _history(rng, number)]
    history.sort(key=lambda command: command.on)
    return list(_with_clock([*opening, *history], BEGIN + timedelta(days=DAYS)))


def _with_clock(commands: list[Command], end: date) -> Iterator[Command]:
    """Add moves of the clock, which wait for all events of a day, so that the end state does not depend on timing."""
    today, is_opened = BEGIN, False
    for command in commands:
        if not is_opened and command.service == "absence":
            yield Command(today)  # the policies must be known first
            is_opened = True
        for day in steps(today, command.on):
            yield Command(day)
            today = day
        yield command
    for day in steps(today, end):
        yield Command(day)


def _policy(employer: str) -> Command:
    def run(session: Session) -> None:
        number = f"P-{employer}"
        if session.get(billing_store.Policy, number) is None:
            accept_policy(session, actor=INSURER, command=PolicyApplication(
                policy_number=number, employer_id=employer, company_name=f"Bakkerij {employer}", postcode="4331 LK",
                iban="NL91ABNA0417164300", valid_from=date(2026, 1, 1)))
    return Command(BEGIN, "billing", run)


def _actor(number: int) -> Actor:
    return Actor(f"account-{number % 2}", EMPLOYERS[number % 2],
                 rights=frozenset({"SICK_REPORTS", "EMPLOYEE_DATA"}))


def _employee(rng: random.Random, number: int) -> Command:
    wage = Decimal(rng.randrange(22_000, 90_000)) + Decimal(rng.randrange(100)) / 100

    def run(session: Session) -> None:
        if _find_employee(session, number) is None:
            add_employee(session, actor=_actor(number), command=EmployeeData(
                employee_number=str(number), first_name="Anna", last_name="Vries", birth_date=date(1988, 5, 4),
                employed_from=date(2020, 1, 1), annual_wage=wage, contract_hours=Decimal("36.00")))
    return Command(BEGIN, "absence", run)


def _history(rng: random.Random, number: int) -> Iterator[Command]:
    """The history of one employee: one or two absences, each with random later events."""
    sick_on = BEGIN + timedelta(days=rng.randrange(0, 12))
    yield _sick(number, sick_on, 1, third_party=rng.choice(list(ThirdParty)))
    kind = rng.randrange(6)
    halfway = sick_on + timedelta(days=rng.randrange(5, 20))
    end = halfway + timedelta(days=rng.randrange(3, 12))
    if kind == 0:
        yield _cancel(number, halfway)
        return
    if kind == 1:
        yield _leave_service(number, halfway)
        return
    if kind in (2, 3, 4):
        yield _partial(number, halfway, Decimal(rng.choice((20, 50, 75))))
    if rng.random() < 0.4:
        yield _correct_start(number, halfway + timedelta(days=1), sick_on - timedelta(days=1))
    if rng.random() < 0.3:
        yield _raise(number, halfway, Decimal(rng.randrange(30_000, 80_000)))
    if rng.random() < 0.2:
        yield _parental(number, halfway)
    if kind in (3, 5):
        yield _recover(number, end)
        if rng.random() < 0.5:
            yield _sick(number, end + timedelta(days=rng.randrange(2, 6)), 2, third_party=ThirdParty.NO)


def _sick(number: int, day: date, nth: int, *, third_party: ThirdParty) -> Command:
    def run(session: Session) -> None:
        employee = _employee_of(session, number)
        if len(_absences(session, number)) < nth:
            report_sick(session, actor=_actor(number), command=SickReport(
                employee_id=employee.employee_id, first_sick_day=day, data_checked=True, third_party=third_party))
    return Command(day, "absence", run)


def _cancel(number: int, day: date) -> Command:
    def run(session: Session) -> None:
        absence = _last_absence(session, number)
        if absence.is_open:
            cancel_report(session, actor=_actor(number), absence_number=absence.absence_number,
                          reason="ENTERED_BY_MISTAKE")
    return Command(day, "absence", run)


def _leave_service(number: int, day: date) -> Command:
    def run(session: Session) -> None:
        employee = _employee_of(session, number)
        if employee.employed_until is None:
            end_employment(session, actor=_actor(number), employee_id=employee.employee_id, last_day=day)
    return Command(day, "absence", run)


def _partial(number: int, day: date, pct: Decimal) -> Command:
    def run(session: Session) -> None:
        absence = _last_absence(session, number)
        if not absence.mutations:
            report_recovery(session, actor=_actor(number), absence_number=absence.absence_number, command=RecoveryReport(
                data_checked=True, effective_on=day, basis=RecoveryBasis.OWN_WORK_HOURS, recovered_pct=pct))
    return Command(day, "absence", run)


def _correct_start(number: int, day: date, first_sick_day: date) -> Command:
    def run(session: Session) -> None:
        absence = _last_absence(session, number)
        if absence.first_sick_day != first_sick_day:
            correct_absence(session, actor=_actor(number), absence_number=absence.absence_number,
                            command=Correction(data_checked=True, first_sick_day=first_sick_day))
    return Command(day, "absence", run)


def _raise(number: int, day: date, wage: Decimal) -> Command:
    def run(session: Session) -> None:
        employee = _employee_of(session, number)
        if all(segment.valid_from != day for segment in employee.wages):
            set_wage(session, actor=_actor(number), employee_id=employee.employee_id, valid_from=day, annual_wage=wage)
    return Command(day, "absence", run)


def _parental(number: int, day: date) -> Command:
    def run(session: Session) -> None:
        employee = _employee_of(session, number)
        if not absence_store.list_leaves_of(session, employee.employee_id):
            set_leave(session, actor=_actor(number), employee_id=employee.employee_id, kind=LeaveKind.PARENTAL,
                      start=day, end=day + timedelta(days=6))
    return Command(day, "absence", run)


def _recover(number: int, day: date) -> Command:
    def run(session: Session) -> None:
        absence = _last_absence(session, number)
        if absence.is_open:
            report_recovery(session, actor=_actor(number), absence_number=absence.absence_number,
                            command=RecoveryReport(data_checked=True, first_fit_day=day))
    return Command(day, "absence", run)


def _find_employee(session: Session, number: int) -> absence_store.Employee | None:
    query = select(absence_store.Employee).where(absence_store.Employee.employee_number == str(number))
    return session.scalars(query).one_or_none()


def _employee_of(session: Session, number: int) -> absence_store.Employee:
    employee = _find_employee(session, number)
    if employee is None:
        raise LookupError(f"employee {number} was lost")
    return employee


def _absences(session: Session, number: int) -> list[absence_store.Absence]:
    """The absences of an employee, withdrawn ones included, by number."""
    of_employee = absence_store.Absence.employee_id == _employee_of(session, number).employee_id
    query = select(absence_store.Absence).where(of_employee).order_by(absence_store.Absence.absence_number)
    return list(session.scalars(query))


def _last_absence(session: Session, number: int) -> absence_store.Absence:
    return _absences(session, number)[-1]
