"""What a sick report would pay, and when, if nothing changes; writes nothing (idea 2)."""
from datetime import date

from services.claims import store
from services.claims.domain.benefits.forecast import Forecast
from services.claims.domain.benefits.forecast import forecast as forecast_case
from services.claims.usecases.benefits.assemble_case import assemble, policy_versions
from shared.db.session import Session
from shared.events.absence import AbsenceState
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.month import Month
from shared.kernel.refusals import NotFound, RuleViolated
from shared.kernel.vocabulary import AbsenceStatus

MONTHS_AHEAD = 24


def forecast(session: Session, *, actor: Actor, employee_id: str, first_sick_day: date) -> Forecast:
    """The benefit of a case that begins on a day and stays open."""
    employee = session.get(store.Employee, employee_id)
    if employee is None or not actor.may_see(employee.employer_id):
        raise NotFound("employee.not_found", "Deze werknemer bestaat niet.")
    if not policy_versions(session, employee.policy_number):
        raise RuleViolated("policy.not_in_force", "Er is nog geen polis bekend voor uw bedrijf.")
    state = AbsenceState(
        absence_number="-", sequence=1, status=AbsenceStatus.REPORTED, first_sick_day=first_sick_day,
        reported_on=session.clock.today(), composite_id="-", composite_first_sick_day=first_sick_day, employee_version=1)
    case = assemble(session, employee, [state])
    return forecast_case(case, through=Month.of(add_months(first_sick_day, MONTHS_AHEAD)))
