"""Long incapacity threatens: by a person's judgement, or by itself on D(42) (R-056); once per composite case."""
from datetime import date, timedelta

from sqlalchemy import select

from services.casework import casefile, store
from services.casework.domain.vra.vra import LONG_TERM_INDEX, long_term_threat_on
from services.casework.usecases.publication import about
from shared.db.session import Session
from shared.events.casework import LongTermThreatSet, ThreatSource
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def set_long_term_threat(session: Session, *, actor: Actor, absence_number: str) -> store.Dossier:
    """Record that a doctor or consultant sees it today; a case in which it was set before keeps its day."""
    dossier = store.get_dossier(session, absence_number, actor, lock=True)
    source = ThreatSource.DOCTOR if "company_doctor" in actor.roles else ThreatSource.CONSULTANT
    numbers = casefile.load_by_number(session, absence_number).numbers
    _set(session, dossier, numbers, session.clock.today(), source)
    return dossier


def find_long_term_threats(session: Session, *, today: date) -> int:
    """Set it in every open case that reached its 42nd sick day.

    :returns: how many
    """
    candidates = session.scalars(select(store.Absence).where(
        store.Absence.status.in_(store.OPEN),
        store.Absence.composite_first_sick_day <= today - timedelta(days=LONG_TERM_INDEX - 1))).all()
    return sum(_reached(session, absence, today) for absence in candidates)


def _reached(session: Session, absence: store.Absence, today: date) -> bool:
    file = casefile.load(session, absence)
    since = long_term_threat_on(file.case)
    if since is None or since > today:
        return False
    dossier = session.get_one(store.Dossier, absence.absence_number, with_for_update=True)
    return _set(session, dossier, file.numbers, since, ThreatSource.AUTOMATIC)


def _set(session: Session, dossier: store.Dossier, numbers: list[str], since: date, source: ThreatSource) -> bool:
    known = select(store.Dossier.absence_number).where(
        store.Dossier.absence_number.in_(numbers), store.Dossier.long_term_threat_on.is_not(None)).limit(1)
    if session.scalar(known) is not None:
        return False
    dossier.long_term_threat_on = since
    session.flush()
    publish(session, LongTermThreatSet(**about(dossier), since=since, source=source))
    return True
