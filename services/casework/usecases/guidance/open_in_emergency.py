"""Open a dossier that is assigned to others, for some hours and with a reason (domain.md §7.5, "break glass")."""
from services.casework import store
from services.casework.domain.guidance.reach import EmergencyReason, emergency_ends
from services.casework.store.dossiers import find_dossier, is_assigned
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict


def open_in_emergency(session: Session, *, actor: Actor, absence_number: str,
                      reason: EmergencyReason) -> store.EmergencyAccess:
    """Record the access, and show it at once among those who read the dossier.

    :raises NotFound: ``dossier.not_found``
    :raises Conflict: ``emergency.not_needed`` if the dossier is assigned to the actor
    """
    find_dossier(session, absence_number, actor)
    if is_assigned(session, absence_number, actor):
        raise Conflict("emergency.not_needed", "Dit dossier is al aan u toegewezen.")
    now = session.clock.now()
    access = store.EmergencyAccess(access_id=new_id(), absence_number=absence_number, account_id=actor.account_id,
                                   reason=reason, opened_at=now, ends_at=emergency_ends(now))
    session.add_all((access, store.Reading(
        reading_id=new_id(), absence_number=absence_number, account_id=actor.account_id, role=actor.shown_role, read_at=now,
        emergency_reason=reason, part=store.FILE, refused=False)))
    session.flush()
    return access
