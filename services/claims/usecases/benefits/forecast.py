"""Forecast the benefit of a sick report if nothing changes; writes nothing (idea 2)."""
from datetime import date

from services.claims import store
from services.claims.domain.benefits.forecast import Forecast
from services.claims.domain.benefits.forecast import forecast as forecast_case
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.month import Month
from shared.kernel.refusals import NotFound, RuleViolated
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import AbsenceStatus

MONTHS_AHEAD = 24


def forecast(session: Session, *, actor: Actor, employee_id: str, first_sick_day: date) -> Forecast:
    """The forecast of a case that begins on a day and stays open."""
    known = store.load_employees(session, [employee_id]).get(employee_id)
    if known is None or not actor.may_see(known.employee.employer_id):
        raise NotFound("employee.not_found", "Deze werknemer bestaat niet.")
    if not known.versions:
        raise RuleViolated("policy.not_in_force", "Er is nog geen polis bekend voor uw bedrijf.")
    supposed = store.Absence(
        absence_number="-", status=AbsenceStatus.REPORTED, first_sick_day=first_sick_day, safety_net=False,
        reported_on=session.clock.today(), same_cause=SameCause.UNKNOWN)
    case = store.assemble(known, [supposed], {}, {}, {})
    return forecast_case(case, through=Month.of(add_months(first_sick_day, MONTHS_AHEAD)))
