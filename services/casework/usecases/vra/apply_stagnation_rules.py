"""Notify VRA of each rule of stagnation that hits in an open dossier (R-059), once per standstill."""
from datetime import date

from services.casework import store
from services.casework.store.dossiers import lock_dossiers_of
from services.casework.store.vra.stagnation import find_hits
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.kernel.vocabulary import NoticeKind


def list_hit(session: Session, today: date) -> list[str]:
    """Return the open dossiers in which a rule hits of which VRA was not notified."""
    return sorted({hit.absence_number for hit in find_hits(session, today)})


def apply_stagnation_rules(session: Session, *, absence_number: str, today: date) -> None:
    """Notify VRA of each rule that hits in the dossier."""
    dossier = session.get_one(store.Dossier, absence_number)
    lock_dossiers_of(session, dossier.employee_id)
    for hit in list(find_hits(session, today, absence_number)):
        raise_vra_notice(session, dossier, NoticeKind.STAGNATION, hit.subject, rule=hit.rule)
