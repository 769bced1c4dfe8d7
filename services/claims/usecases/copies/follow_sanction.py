"""Recalculate a case after a wage suspension or stop, or its lifting (R-112)."""
from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.casework import SanctionLifted, SanctionNotified


def follow_sanction(session: Session, event: SanctionNotified | SanctionLifted) -> None:
    """A later notice corrects the months that it touches."""
    store.lock_employee(session, event.employee_id)
    absence = session.get(store.Absence, event.absence_number)
    if absence is not None:
        recalculate(session, composite_ids=[absence.composite_id])
