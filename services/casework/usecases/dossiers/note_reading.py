"""Record accesses to a dossier, refused ones too: who, in which role and when (features.md idea 17)."""
from services.casework import store
from services.casework.store.dossiers import get_dossier, is_assigned
from services.casework.store.staff.reach import find_emergency
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def note_reading(session: Session, *, actor: Actor, absence_number: str, part: str = store.FILE,
                 document_id: str | None = None) -> None:
    """Add one entry per access; one in an emergency carries its reason.

    :raises NotAssigned: if the dossier is assigned to others
    """
    get_dossier(session, absence_number, actor)
    emergency = None if is_assigned(session, absence_number, actor) else find_emergency(
        session, actor.account_id, absence_number)
    session.add(store.Reading(reading_id=new_id(), absence_number=absence_number, account_id=actor.account_id,
                              role=actor.shown_role, read_at=session.clock.now(),
                              emergency_reason=emergency.reason if emergency else None, part=part, document_id=document_id,
                              refused=False))


def note_refusal(session: Session, *, actor: Actor, absence_number: str, part: str, document_id: str | None = None) -> None:
    """Record that somebody was refused a part of a dossier; nothing for a dossier that does not exist."""
    if session.get(store.Dossier, absence_number) is not None:
        known = document_id is not None and session.get(store.Document, document_id) is not None
        session.add(store.Reading(
            reading_id=new_id(), absence_number=absence_number, account_id=actor.account_id, role=actor.shown_role,
            read_at=session.clock.now(), emergency_reason=None, part=part, document_id=document_id if known else None,
            refused=True))
