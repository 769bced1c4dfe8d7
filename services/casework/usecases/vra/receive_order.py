"""Log in the history of the case which data are handed over to VRA with an order of claims (R-065)."""
from services.casework import store
from services.casework.store.dossiers import lock_dossiers_of, raise_versions
from services.casework.store.history.acts import keep_act
from shared.access.hand_over import handed_over_fields
from shared.db.session import Session
from shared.events.claims import VraOrderIssued
from shared.messaging.subscribers import NotYet

SUBJECT = "support_order"


def receive_order(session: Session, event: VraOrderIssued) -> None:
    """Log the hand-over.

    :raises NotYet: if the dossier is not open yet
    """
    if session.get(store.Dossier, event.absence_number) is None:
        raise NotYet(f"dossier {event.absence_number} is not known yet")
    raise_versions(lock_dossiers_of(session, event.employee_id))
    keep_act(session, event.absence_number, SUBJECT, about={}, new={"fields": list(handed_over_fields())})
