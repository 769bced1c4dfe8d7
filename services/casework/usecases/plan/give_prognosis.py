"""Record what the doctor expects of the return to work; steps that depend on it lapse or come back (R-044)."""
from datetime import date

from services.casework import store
from services.casework.domain.plan.prognosis import Expectation, check_day
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def give_prognosis(session: Session, *, actor: Actor, absence_number: str, expectation: Expectation, given_on: date,
                   version: int | None = None) -> store.Prognosis:
    """Record it; the latest counts.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NoSupervisor: if the actor is a consultant who works under no company doctor
    :raises DayOutsideCase: for a day before the case or in the future
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    case = load_case(session, absence_number).case
    check_day(given_on, field="given_on", first_sick_day=case.first_sick_day, today=session.clock.today())
    row = store.Prognosis(prognosis_id=new_id(), absence_number=absence_number, expectation=expectation, given_on=given_on,
                          recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    refresh_steps(session, [dossier.employee_id])
    return row
