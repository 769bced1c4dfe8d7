"""Take back a contact or progress report of a second track that was recorded wrongly (domain.md §15.5)."""
from collections.abc import Callable, Sequence

from services.casework import store
from services.casework.domain.guidance.withdrawal import RecordNotFound, WithdrawalReason
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.second_track.tracks import get_track
from shared.db.session import Session
from shared.kernel.actor import Actor

Entry = store.TrackContact | store.TrackReport


def withdraw_contact(session: Session, *, actor: Actor, absence_number: str, track_id: str, contact_id: str,
                     reason: WithdrawalReason, version: int | None = None) -> store.SecondTrack:
    """Mark the contact as taken back; the next one is due as if it had not been.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RecordNotFound: if the track has no such contact
    :raises AlreadyWithdrawn: if it was taken back before
    """
    return _withdraw(session, actor, absence_number, track_id, version, reason,
                     lambda track: [each for each in track.contacts if each.contact_id == contact_id])


def withdraw_report(session: Session, *, actor: Actor, absence_number: str, track_id: str, report_id: str,
                    reason: WithdrawalReason, version: int | None = None) -> store.SecondTrack:
    """Mark the progress report as taken back, with its applications.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RecordNotFound: if the track has no such report
    :raises AlreadyWithdrawn: if it was taken back before
    """
    return _withdraw(session, actor, absence_number, track_id, version, reason,
                     lambda track: [each for each in track.reports if each.report_id == report_id])


def _withdraw(session: Session, actor: Actor, absence_number: str, track_id: str, version: int | None, reason: WithdrawalReason,
              find: Callable[[store.SecondTrack], Sequence[Entry]]) -> store.SecondTrack:
    dossier_to_change(session, absence_number, actor, version)
    track = get_track(session, load_case(session, absence_number).numbers, track_id)
    found = find(track)
    if not found:
        raise RecordNotFound
    found[0].take_back(by=actor, on=session.clock.today(), reason=reason)
    session.flush()
    return track
