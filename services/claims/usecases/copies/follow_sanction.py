"""Recalculate a case after a wage suspension or stop, or its lifting (R-112)."""
from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.casework import SanctionLifted, SanctionNotified


def follow_sanction(session: Session, event: SanctionNotified | SanctionLifted) -> None:
    """Recalculate the case; a later notice corrects the affected months."""
    store.lock_employee(session, event.employee_id)
    absence = session.get(store.Absence, event.absence_number)
    if absence is not None:
        recalculate(session, composite_ids=[absence.composite_id])
