"""Record a progress report of who carries a second track out (R-117, R-118)."""
from dataclasses import dataclass
from datetime import date

from services.casework import publishing, store
from services.casework.domain.second_track.track import check_entry
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.second_track.tracks import get_track
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class ProgressReport:
    """How often the employee oriented on other work and applied for it since the report before."""

    reported_on: date
    orientations: int
    applications: int


def report_progress(session: Session, *, actor: Actor, absence_number: str, track_id: str, command: ProgressReport,
                    version: int | None = None) -> store.SecondTrack:
    """Record the report.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises TrackInWrongState: if the track is closed, or has a report of that day
    :raises TrackRefused: for a day before the track or ahead
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_track(session, load_case(session, absence_number).numbers, track_id)
    track = row.value
    check_entry(track, command.reported_on, track.reports, today=session.clock.today(), field="reported_on")
    row.reports.append(store.TrackReport(
        report_id=new_id(), reported_on=command.reported_on, orientations=command.orientations,
        applications=command.applications, recorded_at=session.clock.now(), recorded_by=actor.account_id))
    session.flush()
    publish(session, publishing.second_track_progressed(dossier, row, command.reported_on))
    return row
