"""The second tracks of a case with their warnings and reminders of today."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.casework import store
from services.casework.domain.second_track.track import Reminder, ResponsibleParty, TrackWarning
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import get_dossier
from services.casework.store.second_track.tracks import list_tracks_of
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.law.sickness import end_of_wage


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackView:
    """A track; the dates of the next contact and report are None once it is closed."""

    row: store.SecondTrack
    responsible_party: ResponsibleParty
    contact_due_on: date | None
    report_due_on: date | None
    warnings: Sequence[TrackWarning]
    reminders: Sequence[Reminder]


@dataclass(frozen=True, slots=True)
class SecondTracks:
    """The tracks of a case, oldest first, and the last day of a secondment; the version is that of the dossier."""

    version: int
    last_day: date
    tracks: Sequence[TrackView]


def get_second_tracks(session: Session, *, actor: Actor, absence_number: str) -> SecondTracks:
    """The second tracks of the case of a dossier.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    file, today = load_case(session, absence_number), session.clock.today()
    end_of_service = file.absences[-1].end_of_service
    return SecondTracks(dossier.version, end_of_wage(file.case),
                        [view_track(row, today, end_of_service) for row in list_tracks_of(session, file.numbers)])


def view_track(row: store.SecondTrack, today: date, end_of_service: date | None) -> TrackView:
    """A track as it is today."""
    track = row.value
    is_running = row.closed_on is None
    return TrackView(
        row=row, responsible_party=ResponsibleParty.EMPLOYER, contact_due_on=track.contact_due_on if is_running else None,
        report_due_on=track.report_due_on if is_running else None,
        warnings=track.warnings(today, end_of_service=end_of_service), reminders=track.reminders(today))
