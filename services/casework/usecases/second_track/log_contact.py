"""Record a contact between employer and employee during a second track (R-114)."""
from datetime import date

from services.casework import store
from services.casework.domain.second_track.track import check_entry
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.second_track.tracks import get_track
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def log_contact(session: Session, *, actor: Actor, absence_number: str, track_id: str, contacted_on: date,
                version: int | None = None) -> store.SecondTrack:
    """Record that there was contact on a day, not what was said.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises TrackInWrongState: if the track is closed, or the day recorded before
    :raises TrackRefused: for a day before the track or ahead
    """
    dossier_to_change(session, absence_number, actor, version)
    row = get_track(session, load_case(session, absence_number).numbers, track_id)
    track = row.value
    check_entry(track, contacted_on, track.contacts, today=session.clock.today(), field="contacted_on")
    row.contacts.append(store.TrackContact(
        contact_id=new_id(), contacted_on=contacted_on, recorded_at=session.clock.now(), recorded_by=actor.account_id))
    session.flush()
    return row
