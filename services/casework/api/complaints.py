"""HTTP API of complaints (features N4)."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.complaints.complaint import ComplaintSubject
from services.casework.queries.complaints import list_complaints
from services.casework.usecases.complaints.submit_complaint import ComplaintForm, submit_complaint
from shared.fields.contact import parse_phone
from shared.fields.text import parse_work_note
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("complaints", __name__, url_prefix="/v1/complaints")


class ComplaintFormSchema(Schema):
    """A complaint to send; the text names no illness."""

    subject = Choice(ComplaintSubject, required=True)
    text = Written(parse_work_note, required=True)
    phone = Written(parse_phone, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ComplaintForm:
        return ComplaintForm(**data)


class ComplaintSchema(Schema):
    """A complaint that was received."""

    complaint_number = ma.String()
    employer_id = ma.String()
    subject = ma.String()
    text = ma.String()
    phone = ma.String()
    status = ma.String()
    received_at = ma.AwareDateTime(format="iso")
    submitted_by = ma.String()


class ListedComplaintSchema(Schema):
    """A complaint with the company that sent it."""

    complaint = ma.Nested(ComplaintSchema)
    company_name = ma.String(allow_none=True)


@blueprint.post("")
@may_write("complaint")
@idempotent
@blueprint.arguments(ComplaintFormSchema)
@blueprint.response(201, ComplaintSchema)
def post_complaint(body: ComplaintForm) -> Any:
    """Send a complaint; the number in the response confirms the receipt."""
    return transaction(submit_complaint, actor=current_actor(), command=body)


@blueprint.get("")
@may_read("complaint")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ListedComplaintSchema))
def get_complaints(query: dict[str, Any]) -> Any:
    """List the caller's own complaints, latest first; for a casemanager those of all employers, oldest first."""
    return read(list_complaints, actor=current_actor(), **query)
