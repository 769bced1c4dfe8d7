"""Long incapacity threatens: by a person's judgement, or by itself on D(42) (R-056); once per composite case."""
from datetime import date, timedelta

from sqlalchemy import select

from services.casework import publishing, store
from services.casework.domain.vra.vra import LONG_TERM_INDEX, long_term_threat_on
from services.casework.store.casefiles import CaseFile, load_case, load_cases
from services.casework.store.dossiers import get_dossier
from shared.db.session import Session
from shared.events.casework import ThreatSource
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def set_long_term_threat(session: Session, *, actor: Actor, absence_number: str) -> store.Dossier:
    """Record that a doctor or consultant sees it today; a case in which it was set before keeps its day."""
    dossier = get_dossier(session, absence_number, actor, lock=True)
    source = ThreatSource.DOCTOR if "company_doctor" in actor.roles else ThreatSource.CONSULTANT
    numbers = load_case(session, absence_number).numbers
    _set(session, dossier, numbers, session.clock.today(), source)
    return dossier


def find_long_term_threats(session: Session, *, today: date) -> int:
    """Set it in every open case that reached its 42nd sick day.

    :returns: how many
    """
    candidates = session.scalars(select(store.Absence).where(
        store.Absence.status.in_(store.OPEN),
        store.Absence.composite_first_sick_day <= today - timedelta(days=LONG_TERM_INDEX - 1))).all()
    case_of = {number: file for file in load_cases(session, {absence.employee_id for absence in candidates})
               for number in file.numbers}
    return sum(_reached(session, absence, case_of[absence.absence_number], today) for absence in candidates)


def _reached(session: Session, absence: store.Absence, file: CaseFile, today: date) -> bool:
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
    publish(session, publishing.long_term_threat_set(dossier, since=since, source=source))
    return True
