"""The casemanager starts a second track (R-113, R-115, R-116)."""
from dataclasses import dataclass
from datetime import date

from services.casework import publishing, store
from services.casework.domain.plan.milestone import Code, Milestone, Status
from services.casework.domain.second_track.track import TrackStatus, WorkKind, check_start
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.second_track.tracks import list_tracks_of
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class TrackOrder:
    """The track; `provider` is None if the employer carries it out."""

    work: WorkKind
    started_on: date
    provider: str | None = None


def start_track(session: Session, *, actor: Actor, absence_number: str, command: TrackOrder,
                version: int | None = None) -> store.SecondTrack:
    """Record the track, and with it the step SECOND_TRACK_START if the plan still has it open.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises TrackInWrongState: in a closed dossier, or if a track of the case is running
    :raises TrackRefused: if it starts before the case, or ahead
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file, today = load_case(session, absence_number), session.clock.today()
    tracks = list_tracks_of(session, file.numbers)
    check_start(command.started_on, file.case, is_closed=dossier.closed_on is not None, today=today,
                is_running=any(track.status == TrackStatus.RUNNING for track in tracks))
    row = store.SecondTrack(
        track_id=new_id(), absence_number=absence_number, provider=command.provider, work=command.work,
        started_on=command.started_on, status=TrackStatus.RUNNING, recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    session.flush()
    publish(session, publishing.second_track_started(dossier, row))
    step = next((step for step in file.plan(today) if step.code is Code.M10), None)
    if step is not None and step.status is not Status.DONE:
        _complete(session, actor, dossier, step, command.started_on)
    return row


def _complete(session: Session, actor: Actor, dossier: store.Dossier, step: Milestone, day: date) -> None:
    session.add(store.Completion(
        completion_id=new_id(), absence_number=dossier.absence_number, code=step.code, completed_on=day,
        recorded_at=session.clock.now(), recorded_by=actor.account_id))
    refresh_steps(session, [dossier.employee_id])
    publish(session, publishing.milestone_completed(dossier, step.code, due_on=step.due_on, completed_on=day))
