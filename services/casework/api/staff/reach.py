"""HTTP API of assignments besides the casemanager's, and of access to a dossier in an emergency."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.guidance.reach import EmergencyReason, StaffingRole
from services.casework.queries.staff.assignments import get_team, list_staff
from services.casework.usecases.guidance.open_in_emergency import open_in_emergency
from services.casework.usecases.guidance.staff_employer import StaffingOrder, end_staffing, staff_employer
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_absence_number, parse_id
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Day, Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("reach", __name__, url_prefix="/v1")


class StaffingOrderSchema(Schema):
    """Who is assigned; with an absence number to its case, without to the employer."""

    role = Choice(StaffingRole, required=True)
    account_id = Written(parse_id, required=True)
    valid_from = Day(CASE_DATE, required=True)
    absence_number = Written(parse_absence_number, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> StaffingOrder:
        return StaffingOrder(**data)


class StaffingSchema(Schema):
    """An assignment."""

    staffing_id = ma.String()
    employer_id = ma.String()
    case_number = ma.String(allow_none=True)
    role = ma.String()
    account_id = ma.String()
    valid_from = ma.Date()
    valid_until = ma.Date(allow_none=True)


class StaffSchema(Schema):
    """All assignments of an employer, oldest first."""

    items = ma.List(ma.Nested(StaffingSchema))


class GuideSchema(Schema):
    """Somebody who guides, by role of staff; the phone is the number at work, null for the central number.

    `stands_in_until` is the last day of somebody who stands in for the one after; null for others.
    """

    role = ma.String()
    name = ma.String(allow_none=True)
    phone = ma.String(allow_none=True)
    stands_in_until = ma.Date(allow_none=True)


class TeamSchema(Schema):
    """Who guides an employer today, casemanager first."""

    guided_by = ma.List(ma.Nested(GuideSchema))


class EndSchema(Schema):
    """The last day of an assignment."""

    valid_until = Day(CASE_DATE, required=True)


class EmergencySchema(Schema):
    """Why a dossier is opened."""

    reason = Choice(EmergencyReason, required=True)


class EmergencyAccessSchema(Schema):
    """Until when a dossier is open."""

    access_id = ma.String()
    absence_number = ma.String()
    reason = ma.String()
    opened_at = ma.AwareDateTime()
    ends_at = ma.AwareDateTime()


@blueprint.get("/employers/<employer_id>/team")
@may_read("guides")
@blueprint.response(200, TeamSchema)
def get_employer_team(employer_id: str) -> Any:
    """Get who guides an employer, by name and number."""
    return {"guided_by": read(get_team, actor=current_actor(), employer_id=employer_id)}


@blueprint.get("/employers/<employer_id>/staffing")
@may_read("staffing")
@blueprint.response(200, StaffSchema)
def get_staffing(employer_id: str) -> Any:
    """List the doctors, labour experts and VRA advisers of an employer and its cases."""
    items = read(list_staff, employer_id=employer_id)
    return with_etag({"items": items}, len(items))


@blueprint.post("/employers/<employer_id>/staffing")
@may_write("staffing")
@idempotent
@changes
@blueprint.arguments(StaffingOrderSchema)
@blueprint.response(201, StaffingSchema)
def post_staffing(body: StaffingOrder, employer_id: str, version: int | None) -> Any:
    """Assign somebody to an employer or a case."""
    return transaction(staff_employer, actor=current_actor(), employer_id=employer_id, command=body, version=version)


@blueprint.post("/employers/<employer_id>/staffing/<staffing_id>/ending")
@may_write("staffing")
@idempotent
@blueprint.arguments(EndSchema)
@blueprint.response(200, StaffingSchema)
def post_ending(body: dict[str, Any], employer_id: str, staffing_id: str) -> Any:
    """End an assignment."""
    return transaction(end_staffing, employer_id=employer_id, staffing_id=staffing_id, **body)


@blueprint.post("/dossiers/<absence_number>/emergency-access")
@may_write("emergency_access")
@idempotent
@blueprint.arguments(EmergencySchema)
@blueprint.response(201, EmergencyAccessSchema)
def post_emergency_access(body: dict[str, Any], absence_number: str) -> Any:
    """Open a dossier that is assigned to others, for a working day."""
    return transaction(open_in_emergency, actor=current_actor(), absence_number=absence_number, **body)
