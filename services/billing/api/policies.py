"""HTTP API of policies."""
from typing import Any

from services.billing.api import schemas
from services.billing.queries.policies import policies as queries
from services.billing.queries.premium.years import list_premium_years
from services.billing.usecases.policies.accept_policy import PolicyApplication, accept_policy
from services.billing.usecases.premium.preview_january import preview_january
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("policies", __name__, url_prefix="/v1")


def _shown(view: queries.PolicyView) -> Any:
    return with_etag(view, view.latest_version)


@blueprint.post("/policies")
@may_write("policy")
@idempotent
@changes
@blueprint.arguments(schemas.ApplicationSchema)
@blueprint.response(201, schemas.PolicySchema)
def post_policy(body: PolicyApplication, version: int | None) -> Any:
    """Accept a policy, or a new version of one; returns that version."""
    accepted = transaction(accept_policy, actor=current_actor(), command=body, version=version)
    return _shown(queries.PolicyView.of(*accepted))


@blueprint.get("/policies")
@may_read("policy")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.PolicySchema))
def get_policies(query: dict[str, Any]) -> Any:
    """List policies, each with the version in force today."""
    return read(queries.list_policies, actor=current_actor(), **query)


@blueprint.get("/policies/<policy_number>")
@may_read("policy")
@blueprint.response(200, schemas.PolicySchema)
def get_policy(policy_number: str) -> Any:
    """One policy."""
    return _shown(read(queries.get_policy, actor=current_actor(), policy_number=policy_number))


@blueprint.get("/policies/<policy_number>/versions")
@may_read("policy")
@blueprint.response(200, schemas.items(schemas.PolicySchema))
def get_versions(policy_number: str) -> Any:
    """List all versions of a policy, including future ones."""
    return {"items": read(queries.list_versions, actor=current_actor(), policy_number=policy_number)}


@blueprint.get("/policies/<policy_number>/premium-years")
@may_read("premium")
@blueprint.response(200, schemas.items(schemas.PremiumYearSchema))
def get_premium_years(policy_number: str) -> Any:
    """List the premium years of a policy."""
    return {"items": read(list_premium_years, actor=current_actor(), policy_number=policy_number)}


@blueprint.post("/policies/<policy_number>/january-previews")
@may_read("premium")
@blueprint.arguments(schemas.PreviewRequestSchema)
@blueprint.response(200, schemas.JanuaryPreviewSchema)
def post_january_preview(body: dict[str, Any], policy_number: str) -> Any:
    """Calculate what January data do to the premium before they are submitted; writes nothing."""
    return read(preview_january, actor=current_actor(), policy_number=policy_number, **body)
