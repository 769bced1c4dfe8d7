"""HTTP API of the regions of consultants, who guides an employer as a consultant, and who stands in."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.api import schemas
from services.casework.domain.guidance.regions import Region
from services.casework.queries.staff.assignments import list_stand_ins
from services.casework.queries.staff.delegations import get_consultant, list_all_consultants
from services.casework.usecases.guidance.assign_consultant import assign_consultant
from services.casework.usecases.guidance.set_regions import set_regions
from services.casework.usecases.guidance.stand_in import Replacement, end_stand_in, stand_in
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_id
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Day, Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("consultants", __name__, url_prefix="/v1")


class RegionalConsultantSchema(Schema):
    """A consultant; without regions he works in the whole country, without a doctor he is assigned to no employer.

    `version` is that of the regions.
    """

    consultant_id = ma.String()
    name = ma.String(allow_none=True)
    doctor_id = ma.String(allow_none=True)
    doctor_name = ma.String(allow_none=True)
    regions = ma.List(ma.String())
    version = ma.Integer()


class RegionalConsultantsSchema(Schema):
    """All consultants in use, by account."""

    items = ma.List(ma.Nested(RegionalConsultantSchema))


class RegionsSchema(Schema):
    """The regions of a consultant; none for the whole country."""

    regions = ma.List(Choice(Region), required=True)


class ConsultantOrderSchema(Schema):
    """Who becomes the consultant of an employer."""

    consultant_id = Written(parse_id, required=True)


class ReplacementSchema(Schema):
    """Who is absent, who stands in, and from which day up to and including which."""

    absent_id = Written(parse_id, required=True)
    account_id = Written(parse_id, required=True)
    first_day = Day(CASE_DATE, required=True)
    last_day = Day(CASE_DATE, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Replacement:
        return Replacement(**data)


class StandInSchema(Schema):
    """A replacement."""

    stand_in_id = ma.String()
    absent_id = ma.String()
    account_id = ma.String()
    first_day = ma.Date()
    last_day = ma.Date()


class StandInsSchema(Schema):
    """The present and coming replacements, the earliest first."""

    items = ma.List(ma.Nested(StandInSchema))


@blueprint.get("/consultants")
@may_read("staffing")
@blueprint.response(200, RegionalConsultantsSchema)
def get_consultants() -> Any:
    """List the consultants with their doctors and regions."""
    return {"items": read(list_all_consultants)}


@blueprint.get("/consultants/<consultant_id>")
@may_read("staffing")
@blueprint.response(200, RegionalConsultantSchema)
def get_one(consultant_id: str) -> Any:
    """Get one consultant; the ETag is the version of the regions."""
    found = read(get_consultant, consultant_id=consultant_id)
    return with_etag(found, found.version)


@blueprint.put("/consultants/<consultant_id>/regions")
@may_write("staffing")
@idempotent
@changes
@blueprint.arguments(RegionsSchema)
@blueprint.response(200, RegionsSchema)
def put_regions(body: dict[str, Any], consultant_id: str, version: int | None) -> Any:
    """Replace the regions of a consultant."""
    return transaction(set_regions, actor=current_actor(), consultant_id=consultant_id, version=version, **body)


@blueprint.post("/employers/<employer_id>/consultant")
@may_write("staffing")
@idempotent
@changes
@blueprint.arguments(ConsultantOrderSchema)
@blueprint.response(201, schemas.AssignmentSchema)
def post_consultant(body: dict[str, Any], employer_id: str, version: int | None) -> Any:
    """Assign another consultant from today."""
    return transaction(assign_consultant, employer_id=employer_id, version=version, **body)


@blueprint.get("/stand-ins")
@may_read("staffing")
@blueprint.response(200, StandInsSchema)
def get_stand_ins() -> Any:
    """List who stands in for whom."""
    return {"items": read(list_stand_ins)}


@blueprint.post("/stand-ins")
@may_write("staffing")
@idempotent
@blueprint.arguments(ReplacementSchema)
@blueprint.response(201, StandInSchema)
def post_stand_in(body: Replacement) -> Any:
    """Let a colleague stand in."""
    return transaction(stand_in, actor=current_actor(), command=body)


@blueprint.post("/stand-ins/<stand_in_id>/ending")
@may_write("staffing")
@idempotent
@blueprint.response(200, StandInSchema)
def post_ending(stand_in_id: str) -> Any:
    """End a replacement: the colleague is back."""
    return transaction(end_stand_in, stand_in_id=stand_in_id)
