"""An employer reports an employee sick; all other services act on the event of this report."""
from dataclasses import dataclass
from datetime import date, datetime

from services.absence import store
from services.absence.domain import intake
from services.absence.domain.composition import case_of, memberships
from services.absence.publishing import sick_report_filed
from services.absence.store.reporting import ReportFacts, add_absence, load_report_facts
from services.absence.usecases.absences import history
from services.absence.usecases.absences.settle import status_of
from services.absence.usecases.disputes.raise_dispute import raise_dispute
from services.absence.usecases.employees.correct_employee import EmployeeCorrection, correct_employee
from shared.db.session import Session
from shared.events.absence import ReportedContact, ReportedFacts
from shared.kernel.actor import Actor
from shared.kernel.clock import AMSTERDAM
from shared.kernel.refusals import Conflict
from shared.kernel.vocabulary import AbsenceStatus, ThirdParty
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class SickReport(ReportedFacts, ReportedContact):
    """The employer's report; it contains no medical information.

    :ivar handed_in_at: when the portal took a report that it kept while absence was away
    :ivar employee: corrections of the employee's data, stored with the report (R-016)
    """

    employee_id: str
    first_sick_day: date
    data_checked: bool
    third_party: ThirdParty | None
    employee_version: int | None = None
    employee: EmployeeCorrection | None = None
    handed_in_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """A new absence.

    :ivar sick_days: number of sick days through today
    """

    absence: store.Absence
    employee_name: str
    sick_days: int


def report_sick(session: Session, *, actor: Actor, command: SickReport) -> Reported:
    """Open an absence (R-003…R-008, R-016, R-089, R-140).

    It must be later than all other absences of the employee, so that it may continue their case without changing it.

    :raises RuleViolated: if data is not confirmed, the day is in the future, or the employee is not in service
    :raises Forbidden: if the employee's data is corrected without the right to it
    :raises Conflict: if there is an open report or an overlap, or the employee's data changed meanwhile
    """
    facts = load_report_facts(session, command.employee_id, actor)
    _check(session, facts, command)
    version = facts.employment.version
    if command.employee is not None:
        version = correct_employee(session, actor=actor, employee_id=command.employee_id, command=command.employee).version
    absence = _new_absence(session, facts, command, version)
    spells = [*facts.spells, absence.spell]
    case = memberships(spells, facts.maternity_leaves)[absence.absence_number]
    absence.composite_id, absence.composite_first_sick_day = case.composite_id, case.composite_first_sick_day
    absence.status, absence.end_of_service = status_of(
        absence, employed_until=facts.employment.employed_until, term_ended=False, today=session.clock.today())
    entry = history.entry(session, absence.absence_number, "SICK", actor, new={"first_sick_day": absence.first_sick_day})
    add_absence(session, absence, entry)
    publish(session, sick_report_filed(absence, case))
    if command.data_dispute:
        raise_dispute(session, actor=actor, absence=absence)
    own = case_of(absence.absence_number, [absence.spell], facts.maternity_leaves)
    return Reported(absence, facts.employment.full_name, own.index(session.clock.today()))


def _check(session: Session, facts: ReportFacts, command: SickReport) -> None:
    employment, day = facts.employment, command.first_sick_day
    intake.check_data_confirmed(command.data_checked, data_dispute=command.data_dispute)
    intake.check_contest(contested=command.contested, reason=command.contested_reason, labour_conflict=command.labour_conflict)
    intake.check_first_sick_day(day, today=session.clock.today())
    intake.check_in_service(day, employed_from=employment.employed_from, employed_until=employment.employed_until)
    intake.check_free(day, facts.spells, open_number=facts.open_number)
    if command.employee_version is not None and command.employee_version != employment.version:
        raise Conflict("employee_data.version_conflict",
                       "De gegevens van deze werknemer zijn intussen gewijzigd. Controleer ze opnieuw.")


def _new_absence(session: Session, facts: ReportFacts, command: SickReport, version: int) -> store.Absence:
    employment = facts.employment
    received_at = intake.received_at(command.handed_in_at, now=session.clock.now())
    reported_on = received_at.astimezone(AMSTERDAM).date()
    number = f"V-{command.first_sick_day.year}-{employment.next_number:06d}"
    return store.Absence(
        absence_number=number, employee_id=employment.employee_id, employer_id=employment.employer_id,
        policy_number=employment.policy_number, sequence=1, status=AbsenceStatus.REPORTED,
        first_sick_day=command.first_sick_day, reported_at=received_at, reported_on=reported_on,
        days_late=intake.days_late(command.first_sick_day, reported_on), composite_id=number,
        composite_first_sick_day=command.first_sick_day, third_party=intake.answered(command.third_party),
        employee_version=version, mutations=[], safety_net_benefits=[], **command.facts(), **command.contact())
