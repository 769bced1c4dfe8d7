"""Record a written warning of the employer with its date, without its reason (R-108, R-109)."""
from datetime import date

from services.casework import store
from services.casework.domain.conflict.steps import check_day
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def warn(session: Session, *, actor: Actor, absence_number: str, given_on: date,
         version: int | None = None) -> store.WrittenWarning:
    """Record a warning given on a day of the case up to today.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    dossier_to_change(session, absence_number, actor, version)
    check_day(given_on, first_sick_day=load_case(session, absence_number).case.first_sick_day, today=session.clock.today(),
              field="given_on")
    warning = store.WrittenWarning(warning_id=new_id(), absence_number=absence_number, given_on=given_on,
                                   recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(warning)
    session.flush()
    return warning
