"""HTTP API of complaints and of their handling (features N4)."""
from collections.abc import Callable
from typing import Any

from flask import current_app

from services.casework.api.complaints import schemas
from services.casework.domain.complaints.complaint import Terms
from services.casework.queries.complaints.count_complaints import count_complaints
from services.casework.queries.complaints.list_complaints import get_complaint, list_complaints
from services.casework.usecases.complaints.answer_complaint import answer_complaint
from services.casework.usecases.complaints.assign_complaint import assign_complaint
from services.casework.usecases.complaints.close_complaint import close_complaint
from services.casework.usecases.complaints.extend_complaint import extend_complaint
from services.casework.usecases.complaints.submit_complaint import ComplaintForm, submit_complaint
from shared.web.access import current_actor, may_read, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("complaints", __name__, url_prefix="/v1")
ONE = "/complaints/<complaint_number>"


@blueprint.post("/complaints")
@may_write("complaint")
@idempotent
@blueprint.arguments(schemas.ComplaintFormSchema)
@blueprint.response(201, schemas.ComplaintSchema)
def post_complaint(body: ComplaintForm) -> Any:
    """Send a complaint; the number in the response confirms the receipt, and a mail does."""
    return transaction(submit_complaint, actor=current_actor(), command=body, terms=_terms())


@blueprint.get("/complaints")
@may_read("complaint")
@blueprint.arguments(schemas.ComplaintsQuery, location="query")
@blueprint.response(200, schemas.ComplaintPageSchema)
def get_complaints(query: dict[str, Any]) -> Any:
    """List the caller's own complaints, latest first; for a casemanager those of all employers, oldest first."""
    return read(list_complaints, actor=current_actor(), **query)


@blueprint.get(ONE)
@may_read("complaint")
@blueprint.response(200, schemas.ComplaintFileSchema)
def get_one(complaint_number: str) -> Any:
    """Get one complaint with what happened to it."""
    found = read(get_complaint, actor=current_actor(), complaint_number=complaint_number)
    return with_etag(found, found.listed.complaint.version)


@blueprint.post(f"{ONE}/assignment")
@may_write("complaint_handling")
@idempotent
@changes
@blueprint.arguments(schemas.ComplaintAssignmentSchema)
@blueprint.response(200, schemas.ComplaintSchema)
def post_assignment(body: dict[str, Any], complaint_number: str, version: int | None) -> Any:
    """Give the complaint to a casemanager."""
    return _act(assign_complaint, complaint_number, version, **body)


@blueprint.post(f"{ONE}/extension")
@may_write("complaint_handling")
@idempotent
@changes
@blueprint.arguments(schemas.ComplaintExtensionSchema)
@blueprint.response(200, schemas.ComplaintSchema)
def post_extension(body: dict[str, Any], complaint_number: str, version: int | None) -> Any:
    """Extend the term once."""
    return _act(extend_complaint, complaint_number, version, terms=_terms(), **body)


@blueprint.post(f"{ONE}/answer")
@may_write("complaint_handling")
@idempotent
@changes
@blueprint.arguments(schemas.ComplaintAnswerSchema)
@blueprint.response(200, schemas.ComplaintSchema)
def post_answer(body: dict[str, Any], complaint_number: str, version: int | None) -> Any:
    """Answer the complaint."""
    return _act(answer_complaint, complaint_number, version, **body)


@blueprint.post(f"{ONE}/closing")
@may_write("complaint_handling")
@idempotent
@changes
@blueprint.arguments(schemas.ComplaintClosingSchema)
@blueprint.response(200, schemas.ComplaintSchema)
def post_closing(body: dict[str, Any], complaint_number: str, version: int | None) -> Any:
    """Close the complaint with its outcome."""
    return _act(close_complaint, complaint_number, version, **body)


@blueprint.get("/complaint-figures")
@may_read("complaint_handling")
@blueprint.arguments(schemas.FiguresQuery, location="query")
@blueprint.response(200, schemas.ComplaintFiguresSchema)
def get_figures(query: dict[str, Any]) -> Any:
    """Count the complaints of a period."""
    return read(count_complaints, **query)


def _act(use_case: Callable[..., Any], complaint_number: str, version: int | None, **given: Any) -> Any:
    row = transaction(use_case, actor=current_actor(), complaint_number=complaint_number, version=version, **given)
    return with_etag(row, row.version)


def _terms() -> Terms:
    terms: Terms = current_app.extensions["settings"].complaint_terms
    return terms
