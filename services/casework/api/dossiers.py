"""HTTP API of dossiers, completions, assignments and access logs."""
from typing import Any

from services.casework.api import schemas
from services.casework.queries import dossiers
from services.casework.queries.staff.assignments import list_casemanagers
from services.casework.usecases.dossiers.note_reading import note_reading
from services.casework.usecases.dossiers.set_long_term_threat import set_long_term_threat
from services.casework.usecases.guidance.hand_over import hand_over
from services.casework.usecases.guidance.refer import ReferralOrder, refer
from services.casework.usecases.plan.complete_milestone import Completion, complete_milestone
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("dossiers", __name__, url_prefix="/v1")


@blueprint.get("/dossiers")
@may_read("dossier")
@blueprint.arguments(schemas.DossierQuery, location="query")
@blueprint.response(200, list_of(schemas.DossierSummarySchema))
def get_dossiers(query: dict[str, Any]) -> Any:
    """List the dossiers of the actor's employer."""
    return read_list("dossiers", dossiers.list_dossiers, actor=current_actor(), **query)


@blueprint.get("/dossiers/<absence_number>")
@may_read("dossier")
@blueprint.response(200, schemas.DossierSchema)
def get_dossier(absence_number: str) -> Any:
    """Get one dossier with its plan, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    shown = read(dossiers.get_dossier, actor=current_actor(), absence_number=absence_number)
    return with_etag(shown, shown.dossier.version)


@blueprint.get("/dossiers/<absence_number>/readers")
@may_read("access_log")
@blueprint.response(200, schemas.ReadersSchema)
def get_readers(absence_number: str) -> Any:
    """List who read a dossier."""
    return {"items": read(dossiers.list_readers, actor=current_actor(), absence_number=absence_number)}


@blueprint.post("/dossiers/<absence_number>/milestones/<code>/completions")
@may_write("dossier")
@idempotent
@changes
@blueprint.arguments(schemas.CompletionSchema)
@blueprint.response(201, schemas.CompletedSchema)
def post_completion(body: Completion, absence_number: str, code: str, version: int | None) -> Any:
    """Record a completed step."""
    return transaction(complete_milestone, actor=current_actor(), absence_number=absence_number, code=code, command=body,
                       version=version)


@blueprint.post("/dossiers/<absence_number>/referrals")
@may_write("referral")
@idempotent
@changes
@blueprint.arguments(schemas.ReferralOrderSchema)
@blueprint.response(201, schemas.ReferralSchema)
def post_referral(body: ReferralOrder, absence_number: str, version: int | None) -> Any:
    """Refer the employee to another professional."""
    return transaction(refer, actor=current_actor(), absence_number=absence_number, command=body, version=version)


@blueprint.post("/dossiers/<absence_number>/long-term-threat")
@may_write("long_term_threat")
@idempotent
@changes
@blueprint.response(201, schemas.ThreatenedSchema)
def post_long_term_threat(absence_number: str, version: int | None) -> Any:
    """Record that long incapacity threatens, as judged by a doctor or consultant."""
    return transaction(set_long_term_threat, actor=current_actor(), absence_number=absence_number, version=version)


@blueprint.get("/employers/<employer_id>/casemanager-assignments")
@may_read("assignment")
@blueprint.response(200, schemas.AssignmentsSchema)
def get_assignments(employer_id: str) -> Any:
    """Who guides an employer, and who did before."""
    items = read(list_casemanagers, employer_id=employer_id)
    return with_etag({"items": items}, len(items))


@blueprint.post("/employers/<employer_id>/casemanager-assignments")
@may_write("assignment")
@idempotent
@changes
@blueprint.arguments(schemas.HandOverSchema)
@blueprint.response(201, schemas.AssignmentSchema)
def post_assignment(body: dict[str, Any], employer_id: str, version: int | None) -> Any:
    """Assign another casemanager."""
    return transaction(hand_over, actor=current_actor(), employer_id=employer_id, version=version, **body)
