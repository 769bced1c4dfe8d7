"""Forecast the benefit of a sick report if nothing changes; writes nothing (idea 2)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.claims import store
from services.claims.domain.benefits.case import CaseInput, WageSegment
from services.claims.domain.benefits.forecast import Forecast, continued, with_wage
from services.claims.domain.benefits.forecast import forecast as forecast_case
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.month import Month
from shared.kernel.refusals import NotFound, RuleViolated
from shared.kernel.sickness import SameCause, Spell
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind
from shared.law.sickness import composite_cases

MONTHS_AHEAD = 24
SUPPOSED = "-"
"""Number of the absence that a report would open."""


@dataclass(frozen=True, kw_only=True)
class SupposedReport:
    """The answers of a report that decide about its benefit.

    :ivar annual_wage: a wage corrected with the report, in euros, from `wage_from`
    """

    employee_id: str
    first_sick_day: date
    safety_net: bool = False
    same_cause: SameCause = SameCause.UNKNOWN
    annual_wage: Decimal | None = None
    wage_from: date | None = None


def forecast_report(session: Session, *, actor: Actor, command: SupposedReport) -> Forecast:
    """The forecast of the case that a report would open or continue, if it stays open.

    :raises NotFound: if there is no such employee, or it is another employer's
    """
    known = store.load_employees(session, [command.employee_id]).get(command.employee_id)
    if known is None or not actor.may_see(known.employee.employer_id):
        raise NotFound("employee.not_found", "Deze werknemer bestaat niet.")
    if not known.versions:
        raise RuleViolated("policy.not_in_force", "Er is nog geen polis bekend voor uw bedrijf.")
    case = _case(session, known, command)
    if command.annual_wage is not None:
        since = command.wage_from or command.first_sick_day
        case = with_wage(case, WageSegment(valid_from=since, annual_wage=command.annual_wage))
    through = Month.of(add_months(max(command.first_sick_day, session.clock.today()), MONTHS_AHEAD))
    return forecast_case(case, through=through, today=session.clock.today())


def _case(session: Session, known: store.EmployeeFacts, command: SupposedReport) -> CaseInput:
    """The earlier case that the report continues by law (§2.2), or a new one."""
    earlier = store.load_cases(session, store.cases_of_employee(session, command.employee_id))
    ended = {name: case.facts for name, case in earlier.items()
             if case.facts is not None and case.facts.composite.recovered_on is not None}
    new = Spell(command.first_sick_day, None, SUPPOSED, command.same_cause)
    maternity = [leave.period for leave in known.leaves if leave.kind is LeaveKind.MATERNITY]
    spells = [spell for case in ended.values() for spell in case.composite.spells]
    group = next(case for case in composite_cases([*spells, new], maternity) if case.spells[-1].absence_number == SUPPOSED)
    continues = ended.get(group.spells[0].absence_number)
    if continues is not None:
        return continued(continues, new, safety_net=command.safety_net)
    supposed = store.Absence(
        absence_number=SUPPOSED, status=AbsenceStatus.REPORTED, first_sick_day=command.first_sick_day,
        safety_net=command.safety_net, reported_on=session.clock.today(), same_cause=command.same_cause)
    return store.assemble(known, [supposed], {}, {}, {})
