"""Claims paid an accepted declaration, so that the employer sees it (E31)."""
from services.casework import store
from services.casework.domain.costs.declaration import DeclarationStatus, pay
from services.casework.store.dossiers import lock_dossiers_of, raise_versions
from shared.db.session import Session
from shared.events.claims import ReimbursementPaid


def note_payment(session: Session, *, event: ReimbursementPaid) -> None:
    """Record the day of payment, once."""
    raise_versions(lock_dossiers_of(session, event.employee_id))
    row = session.get_one(store.Declaration, event.declaration_id)
    row.status, row.paid_on = pay(DeclarationStatus(row.status)), event.paid_on
