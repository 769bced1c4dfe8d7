"""End a second track (R-125)."""
from services.casework import publishing, store
from services.casework.domain.second_track.track import ClosingReason, TrackStatus, check_closing
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.second_track.tracks import get_track
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def close_track(session: Session, *, actor: Actor, absence_number: str, track_id: str, reason: ClosingReason,
                version: int | None = None) -> store.SecondTrack:
    """End the track today.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises TrackInWrongState: if it ended before, or RECOVERED without a recovery
    :raises TrackMustContinue: PLACED without a placement that is durable or meant to be taken over
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file = load_case(session, absence_number)
    row = get_track(session, file.numbers, track_id)
    check_closing(row.value, reason, has_recovered=file.absences[-1].recovered_on is not None)
    row.status, row.closed_on, row.closing_reason = TrackStatus.CLOSED, session.clock.today(), reason
    session.flush()
    publish(session, publishing.second_track_closed(dossier, row))
    return row
