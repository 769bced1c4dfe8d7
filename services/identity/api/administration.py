"""HTTP API of the platform administrator: accounts of staff are listed, made and changed, any account is closed."""
from dataclasses import replace
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.identity import queries
from services.identity.api import schemas
from services.identity.domain.accounts.roles import StaffRole
from services.identity.messages.delivery import deliver_after
from services.identity.oauth.context import machine_now, settings
from services.identity.usecases.administration.change_role import change_role
from services.identity.usecases.administration.change_work_phone import change_work_phone
from services.identity.usecases.administration.close_account import close_account
from services.identity.usecases.administration.create_staff import create_staff
from shared.fields.contact import parse_phone
from shared.web.access import current_actor, requires
from shared.web.fields import Choice, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("administration", __name__, url_prefix="/admin/v1")

ADMINISTRATOR = ("platform_admin",)


class StaffSchema(schemas.OwnerSchema):
    """A new member of staff."""

    role = Choice(StaffRole, required=True)
    work_phone = Written(parse_phone, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        role, work_phone = data.pop("role"), data.pop("work_phone")
        return {"role": role, "owner": replace(schemas.take_owner(data), work_phone=work_phone)}


class StaffMemberSchema(Schema):
    """A member of staff without contact data."""

    id = ma.String()
    first_name = ma.String()
    infix = ma.String(allow_none=True)
    last_name = ma.String()
    roles = ma.List(ma.String())


class RoleSchema(Schema):
    """The one role that a person has."""

    role = Choice(StaffRole, required=True)


class WorkPhoneSchema(Schema):
    """The number at work; null takes it away."""

    work_phone = Written(parse_phone, required=True, allow_none=True)


@blueprint.get("/staff-accounts")
@requires(roles=(*ADMINISTRATOR, "casemanager", "insurer_claims"))
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(StaffMemberSchema))
def get_staff(query: dict[str, Any]) -> Any:
    """List staff in use by name and role, for those who assign them to employers or read who did what."""
    return read(queries.list_staff, **query)


@blueprint.post("/staff-accounts")
@requires(roles=ADMINISTRATOR)
@idempotent
@blueprint.arguments(StaffSchema)
@blueprint.response(201, schemas.AnyAccountSchema)
def post_staff(body: dict[str, Any]) -> Any:
    """Create an account of staff; the temporary password is only mailed to the person."""
    issued = transaction(create_staff, actor=current_actor(), public_url=settings().public_url, **body)
    deliver_after(issued.messages)
    return with_etag(issued.account, issued.account.version)


@blueprint.put("/staff-accounts/<account_id>/role")
@requires(roles=ADMINISTRATOR)
@changes
@blueprint.arguments(RoleSchema)
@blueprint.response(200, schemas.AnyAccountSchema)
def put_role(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Give another role; the person signs in again."""
    account = transaction(change_role, actor=current_actor(), account_id=account_id, role=body["role"], version=version,
                          now=machine_now())
    return with_etag(account, account.version)


@blueprint.put("/staff-accounts/<account_id>/work-phone")
@requires(roles=ADMINISTRATOR)
@changes
@blueprint.arguments(WorkPhoneSchema)
@blueprint.response(200, schemas.AnyAccountSchema)
def put_work_phone(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Set the number at which employers reach a member of staff."""
    account = transaction(change_work_phone, actor=current_actor(), account_id=account_id, version=version, **body)
    return with_etag(account, account.version)


@blueprint.post("/accounts/<account_id>/closure")
@requires(roles=ADMINISTRATOR)
@idempotent
@changes
@blueprint.arguments(schemas.BlockSchema)
@blueprint.response(200, schemas.AnyAccountSchema)
def post_closure(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Close any account for good; its personal data is erased half a year later."""
    transaction(close_account, actor=current_actor(), account_id=account_id, reason=body["reason"], version=version,
                now=machine_now())
    account = transaction(queries.get_any_account, account_id=account_id)
    return with_etag(account, account.version)
