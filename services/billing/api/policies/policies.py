"""HTTP API of policies and their versions."""
from typing import Any

from services.billing.api.policies import schemas
from services.billing.api.schemas import items
from services.billing.queries.policies.policies import PolicyView
from services.billing.queries.policies.policies import get_policy as find_policy
from services.billing.queries.policies.search import search_policies
from services.billing.queries.policies.versions import changed, list_versions
from services.billing.usecases.policies.accept_policy import PolicyApplication, accept_policy
from services.billing.usecases.policies.preview_version import preview_version
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("policies", __name__, url_prefix="/v1")


def _shown(view: PolicyView) -> Any:
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
    return _shown(PolicyView.of(*accepted))


@blueprint.get("/policies")
@may_read("policy")
@blueprint.arguments(schemas.PolicyQuery, location="query")
@blueprint.response(200, list_of(schemas.ListedPolicySchema))
def get_policies(query: dict[str, Any]) -> Any:
    """List policies, each with the version in force today, by text or state if asked."""
    return read(search_policies, actor=current_actor(), **query)


@blueprint.get("/policies/<policy_number>")
@may_read("policy")
@blueprint.response(200, schemas.PolicySchema)
def get_policy(policy_number: str) -> Any:
    """One policy."""
    return _shown(read(find_policy, actor=current_actor(), policy_number=policy_number))


@blueprint.get("/policies/<policy_number>/versions")
@may_read("policy")
@blueprint.response(200, items(schemas.VersionSchema))
def get_versions(policy_number: str) -> Any:
    """List all versions of a policy, including future ones, each with what it changed."""
    return {"items": read(list_versions, actor=current_actor(), policy_number=policy_number)}


@blueprint.post("/policies/<policy_number>/version-previews")
@may_write("policy")
@blueprint.arguments(schemas.ProposedVersionSchema)
@blueprint.response(200, schemas.VersionPreviewSchema)
def post_version_preview(body: dict[str, Any], policy_number: str) -> Any:
    """Calculate what a version does to premium and arbo fee before it is accepted; writes nothing."""
    command = PolicyApplication(policy_number=policy_number, **body)
    preview = read(preview_version, actor=current_actor(), command=command)
    version = PolicyView.of(preview.policy, preview.row)
    return {"version": version, "before": changed(version, PolicyView.of(preview.policy, preview.former)),
            "applies_from": preview.applies_from, "years": preview.years, "arbo": preview.arbo}
