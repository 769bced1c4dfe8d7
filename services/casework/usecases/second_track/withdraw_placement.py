"""Take back a placement that was not made, or with wrong dates or wages."""
from services.casework import publishing, store
from services.casework.domain.second_track.track import TrackInWrongState, check_running
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.second_track.tracks import get_placement, get_track
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def withdraw_placement(session: Session, *, actor: Actor, absence_number: str, track_id: str, placement_id: str,
                       version: int | None = None) -> store.Placement:
    """Take it back; a partial recovery that the employer reported for it stays until he takes it back himself.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises TrackInWrongState: if the track is closed, or the placement was taken back before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    track = get_track(session, load_case(session, absence_number).numbers, track_id)
    row = get_placement(track, placement_id)
    check_running(track.value)
    if not row.stands:
        raise TrackInWrongState("placement.withdrawn", "Deze plaatsing is al ingetrokken.")
    row.withdrawn_on = session.clock.today()
    session.flush()
    publish(session, publishing.placement_made(dossier, row))
    return row
