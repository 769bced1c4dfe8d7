"""HTTP API of re-integration activities."""
from typing import Any

from flask import current_app

from services.casework.api.costs import schemas
from services.casework.queries.costs import get_costs, list_undecided_activities
from services.casework.usecases.costs.announce_activity import announce_activity
from services.casework.usecases.costs.decide_activity import decide_activity
from services.casework.usecases.costs.finish_activity import finish_activity
from services.casework.usecases.costs.propose_activity import Proposal, propose_activity
from services.casework.usecases.costs.start_activity import start_activity
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("reintegration_activities", __name__, url_prefix="/v1")

STAFF = ("casemanager", "absence_consultant", "company_doctor", "labour_expert", "insurer_vra")
ACTIVITIES = "/dossiers/<absence_number>/reintegration-activities"


@blueprint.get("/dossiers/<absence_number>/costs")
@may_read("intervention", staff=STAFF)
@blueprint.response(200, schemas.CostsSchema)
def get_case_costs(absence_number: str) -> Any:
    """The activities and declarations of a case, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    shown = read(get_costs, actor=current_actor(), absence_number=absence_number)
    return with_etag(shown, shown.version)


@blueprint.get("/undecided-activities")
@may_read("intervention_decision")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.WaitingSchema))
def get_undecided(query: dict[str, Any]) -> Any:
    """Activities on which the caller decides, oldest first."""
    return read_list("undecided-activities", list_undecided_activities, actor=current_actor(), **query)


@blueprint.post(ACTIVITIES)
@may_write("intervention")
@idempotent
@changes
@blueprint.arguments(schemas.ProposalSchema)
@blueprint.response(201, schemas.ReintegrationActivitySchema)
def post_activity(body: Proposal, absence_number: str, version: int | None) -> Any:
    """Propose an activity; above the mandate it waits for VRA."""
    limit = current_app.extensions["settings"].mandate_limit
    return transaction(propose_activity, actor=current_actor(), absence_number=absence_number, version=version, command=body,
                       mandate_limit=limit)


@blueprint.post(f"{ACTIVITIES}/<activity_id>/decision")
@may_write("intervention_decision")
@idempotent
@changes
@blueprint.arguments(schemas.ActivityDecisionSchema)
@blueprint.response(200, schemas.ReintegrationActivitySchema)
def post_activity_decision(body: dict[str, Any], absence_number: str, activity_id: str, version: int | None) -> Any:
    """Approve or refuse an activity."""
    return transaction(decide_activity, actor=current_actor(), absence_number=absence_number, activity_id=activity_id,
                       version=version, **body)


@blueprint.post(f"{ACTIVITIES}/<activity_id>/announcement")
@may_write("intervention")
@idempotent
@changes
@blueprint.arguments(schemas.AnnouncementSchema)
@blueprint.response(200, schemas.ReintegrationActivitySchema)
def post_announcement(body: dict[str, Any], absence_number: str, activity_id: str, version: int | None) -> Any:
    """Inform the employer whether the cost is reimbursed."""
    return transaction(announce_activity, actor=current_actor(), absence_number=absence_number, activity_id=activity_id,
                       version=version, **body)


@blueprint.post(f"{ACTIVITIES}/<activity_id>/start")
@may_write("intervention")
@idempotent
@changes
@blueprint.response(200, schemas.ReintegrationActivitySchema)
def post_start(absence_number: str, activity_id: str, version: int | None) -> Any:
    """Note that the activity started today."""
    return transaction(start_activity, actor=current_actor(), absence_number=absence_number, activity_id=activity_id,
                       version=version)


@blueprint.post(f"{ACTIVITIES}/<activity_id>/finish")
@may_write("intervention")
@idempotent
@changes
@blueprint.response(200, schemas.ReintegrationActivitySchema)
def post_finish(absence_number: str, activity_id: str, version: int | None) -> Any:
    """Note that the activity finished today."""
    return transaction(finish_activity, actor=current_actor(), absence_number=absence_number, activity_id=activity_id,
                       version=version)
