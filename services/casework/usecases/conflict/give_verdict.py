"""The company doctor gives the employer a verdict, without a diagnosis (R-102, R-104)."""
from datetime import date

from services.casework import store
from services.casework.domain.conflict.steps import check_day
from services.casework.domain.sanctions.summons import Verdict
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def give_verdict(session: Session, *, actor: Actor, absence_number: str, verdict: Verdict, given_on: date,
                 version: int | None = None) -> store.GivenVerdict:
    """Record a verdict; the latest is the present one.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    dossier_to_change(session, absence_number, actor, version)
    check_day(given_on, first_sick_day=load_case(session, absence_number).case.first_sick_day, today=session.clock.today(),
              field="given_on")
    row = store.GivenVerdict(verdict_id=new_id(), absence_number=absence_number, verdict=verdict, given_on=given_on,
                             recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    session.flush()
    return row
