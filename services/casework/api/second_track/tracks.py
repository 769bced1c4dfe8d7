"""HTTP API of second tracks."""
from datetime import date
from typing import Any

from services.casework.api.sanctions.schemas import WithdrawalSchema
from services.casework.api.second_track import schemas
from services.casework.domain.guidance.withdrawal import WithdrawalReason
from services.casework.domain.plan.milestone import Code
from services.casework.domain.second_track.track import ClosingReason
from services.casework.queries.second_track.tracks import SecondTracks, get_second_tracks
from services.casework.usecases.dossiers.note_reading import note_reading
from services.casework.usecases.second_track.close_track import close_track
from services.casework.usecases.second_track.log_contact import log_contact
from services.casework.usecases.second_track.place import Secondment, place
from services.casework.usecases.second_track.report_progress import ProgressReport, report_progress
from services.casework.usecases.second_track.request_step import request_step
from services.casework.usecases.second_track.start_track import TrackOrder, start_track
from services.casework.usecases.second_track.withdraw_entry import withdraw_contact, withdraw_report
from services.casework.usecases.second_track.withdraw_placement import withdraw_placement
from shared.db.session import Session
from shared.web.access import current_actor, may_read, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("second_tracks", __name__, url_prefix="/v1/dossiers/<absence_number>")

TRACKS = "/second-tracks"
TRACK = f"{TRACKS}/<track_id>"


def _shown(use_case: Any, absence_number: str, **arguments: Any) -> Any:
    """Run a use case, and respond with the tracks of the case as they are then."""
    def run(session: Session) -> SecondTracks:
        use_case(session, actor=current_actor(), absence_number=absence_number, **arguments)
        return get_second_tracks(session, actor=current_actor(), absence_number=absence_number)
    shown = transaction(run)
    return with_etag(shown, shown.version)


@blueprint.get(TRACKS)
@may_read("second_track")
@blueprint.response(200, schemas.SecondTracksSchema)
def get_tracks(absence_number: str) -> Any:
    """The second tracks of a case, after recording the access."""
    return _shown(note_reading, absence_number)


@blueprint.post(TRACKS)
@may_write("second_track_course")
@idempotent
@changes
@blueprint.arguments(schemas.TrackOrderSchema)
@blueprint.response(201, schemas.SecondTracksSchema)
def post_track(body: TrackOrder, absence_number: str, version: int | None) -> Any:
    """Start a second track."""
    return _shown(start_track, absence_number, version=version, command=body)


@blueprint.post(f"{TRACK}/contacts")
@may_write("second_track")
@idempotent
@changes
@blueprint.arguments(schemas.ContactSchema)
@blueprint.response(201, schemas.SecondTracksSchema)
def post_contact(body: dict[str, date], absence_number: str, track_id: str, version: int | None) -> Any:
    """Record a contact between employer and employee."""
    return _shown(log_contact, absence_number, track_id=track_id, version=version, **body)


@blueprint.post(f"{TRACK}/progress-reports")
@may_write("second_track")
@idempotent
@changes
@blueprint.arguments(schemas.ProgressReportSchema)
@blueprint.response(201, schemas.SecondTracksSchema)
def post_progress_report(body: ProgressReport, absence_number: str, track_id: str, version: int | None) -> Any:
    """Record a progress report."""
    return _shown(report_progress, absence_number, track_id=track_id, version=version, command=body)


@blueprint.post(f"{TRACK}/contacts/<contact_id>/withdrawal")
@may_write("second_track")
@idempotent
@changes
@blueprint.arguments(WithdrawalSchema)
@blueprint.response(200, schemas.SecondTracksSchema)
def post_contact_withdrawal(body: dict[str, WithdrawalReason], absence_number: str, track_id: str, contact_id: str,
                            version: int | None) -> Any:
    """Take back a contact that was recorded wrongly."""
    return _shown(withdraw_contact, absence_number, track_id=track_id, contact_id=contact_id, version=version, **body)


@blueprint.post(f"{TRACK}/progress-reports/<report_id>/withdrawal")
@may_write("second_track")
@idempotent
@changes
@blueprint.arguments(WithdrawalSchema)
@blueprint.response(200, schemas.SecondTracksSchema)
def post_report_withdrawal(body: dict[str, WithdrawalReason], absence_number: str, track_id: str, report_id: str,
                           version: int | None) -> Any:
    """Take back a progress report that was recorded wrongly."""
    return _shown(withdraw_report, absence_number, track_id=track_id, report_id=report_id, version=version, **body)


@blueprint.post(f"{TRACK}/placements")
@may_write("placement")
@idempotent
@changes
@blueprint.arguments(schemas.SecondmentSchema)
@blueprint.response(201, schemas.SecondTracksSchema)
def post_placement(body: Secondment, absence_number: str, track_id: str, version: int | None) -> Any:
    """Record a secondment to another employer."""
    return _shown(place, absence_number, track_id=track_id, version=version, command=body)


@blueprint.post(f"{TRACK}/placements/<placement_id>/withdrawal")
@may_write("placement")
@idempotent
@changes
@blueprint.response(200, schemas.SecondTracksSchema)
def post_placement_withdrawal(absence_number: str, track_id: str, placement_id: str, version: int | None) -> Any:
    """Take a placement back."""
    return _shown(withdraw_placement, absence_number, track_id=track_id, placement_id=placement_id, version=version)


@blueprint.post("/situation-changes")
@may_write("second_track")
@idempotent
@changes
@blueprint.arguments(schemas.SituationChangeSchema)
@blueprint.response(201, schemas.RequestedStepSchema)
def post_situation_change(body: dict[str, date], absence_number: str, version: int | None) -> Any:
    """Report that the employee's situation changed, without what changed; the doctor judges again."""
    return transaction(request_step, actor=current_actor(), absence_number=absence_number, version=version,
                       code=Code.EXTRA_DOCTOR_REVIEW, **body)


@blueprint.post("/reassessments")
@may_write("second_track_course")
@idempotent
@changes
@blueprint.response(201, schemas.RequestedStepSchema)
def post_reassessment(absence_number: str, version: int | None) -> Any:
    """Ask the labour expert to assess the possibilities again."""
    return transaction(request_step, actor=current_actor(), absence_number=absence_number, version=version,
                       code=Code.LABOUR_EXPERT_REASSESSMENT)


@blueprint.post(f"{TRACK}/closing")
@may_write("second_track_course")
@idempotent
@changes
@blueprint.arguments(schemas.ClosingSchema)
@blueprint.response(200, schemas.SecondTracksSchema)
def post_closing(body: dict[str, ClosingReason], absence_number: str, track_id: str, version: int | None) -> Any:
    """End a second track."""
    return _shown(close_track, absence_number, track_id=track_id, version=version, **body)
