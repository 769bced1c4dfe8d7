"""Record that long incapacity threatens, by a person's judgement or automatically on D(42) (R-056); once per case."""
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from services.casework import publishing, store
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change, lock_dossiers_of
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.events.casework import ThreatSource
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def set_long_term_threat(session: Session, *, actor: Actor, absence_number: str,
                         version: int | None = None) -> store.Dossier:
    """Record that a doctor or consultant expects a long absence; an earlier record keeps its day.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    source = ThreatSource.DOCTOR if "company_doctor" in actor.roles else ThreatSource.CONSULTANT
    known = select(store.Dossier.absence_number).where(
        store.Dossier.absence_number.in_(load_case(session, absence_number).numbers),
        store.Dossier.long_term_threat_on.is_not(None)).limit(1)
    if session.scalar(known) is None:
        _set(session, dossier, session.clock.today(), source)
        refresh_steps(session, [dossier.employee_id])
    return dossier


def list_threatened(session: Session, today: date) -> list[str]:
    """Return the open dossiers, one per case, that have reached the 42nd sick day without a recorded threat."""
    query = (
        select(store.Dossier.absence_number)
        .join(store.Case, store.Case.case_number == store.Dossier.case_number)
        .where(store.Case.is_open, store.Case.threatens_on <= today, store.Dossier.closed_on.is_(None))
        .ext(distinct_on(store.Dossier.case_number))
        .order_by(store.Dossier.case_number, store.Dossier.absence_number.desc()))
    return list(session.scalars(query))


def set_reached_threat(session: Session, *, absence_number: str, today: date) -> None:
    """Record it in a case that reached its 42nd sick day, unless it was recorded or the case ended before."""
    dossier = session.get_one(store.Dossier, absence_number)
    lock_dossiers_of(session, dossier.employee_id)
    case = session.get(store.Case, dossier.case_number, populate_existing=True)
    if case is None or not case.is_open or case.threatens_on is None or case.threatens_on > today:
        return
    _set(session, dossier, case.threatens_on, ThreatSource.AUTOMATIC)
    refresh_steps(session, [dossier.employee_id])


def _set(session: Session, dossier: store.Dossier, since: date, source: ThreatSource) -> None:
    dossier.long_term_threat_on = since
    publish(session, publishing.long_term_threat_set(dossier, since=since, source=source))
