"""Record accesses to a dossier: who, in which role and when (features.md idea 17)."""
from services.casework import store
from services.casework.store.dossiers import get_dossier
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def note_reading(session: Session, *, actor: Actor, absence_number: str) -> None:
    """Add one entry per access."""
    get_dossier(session, absence_number, actor)
    role = "employer" if actor.employer_id is not None else " ".join(sorted(actor.roles))
    session.add(store.Reading(reading_id=new_id(), absence_number=absence_number, account_id=actor.account_id,
                              role=role[:40], read_at=session.clock.now()))
