"""Keep the delivery track of a report: that the dossier and the claim were opened, and when."""
from datetime import date

from services.absence import store
from shared.db.session import Session


def note_dossier(session: Session, *, absence_number: str, opened_on: date) -> None:
    """Perspectief opened the dossier."""
    absence = session.get(store.Absence, absence_number)
    if absence is not None:
        absence.dossier_opened_on = opened_on


def note_claim(session: Session, *, absence_number: str, opened_on: date | None, rejected_because: str | None) -> None:
    """The insurer opened or rejected the claim."""
    absence = session.get(store.Absence, absence_number)
    if absence is not None:
        absence.claim_opened_on = opened_on
        absence.claim_rejected_because = rejected_because
