"""Record an effort to resume work, in the own or other work, with the own or another employer (R-045)."""
from datetime import date

from services.casework import store
from services.casework.domain.plan.prognosis import check_day
from services.casework.domain.second_track.effort import EffortClass
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def record_effort(session: Session, *, actor: Actor, absence_number: str, effort_class: EffortClass, made_on: date,
                  version: int | None = None) -> store.Effort:
    """Record it with its class.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DayOutsideCase: for a day before the case or in the future
    """
    dossier_to_change(session, absence_number, actor, version)
    case = load_case(session, absence_number).case
    check_day(made_on, field="made_on", first_sick_day=case.first_sick_day, today=session.clock.today())
    row = store.Effort(effort_id=new_id(), absence_number=absence_number, effort_class=effort_class, made_on=made_on,
                       recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    session.flush()
    return row
