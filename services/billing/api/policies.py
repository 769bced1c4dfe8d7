"""Policies over HTTP."""
from typing import Any

from services.billing import queries
from services.billing.api import schemas
from services.billing.usecases.policies.accept_policy import PolicyApplication, accept_policy
from shared.web.access import current_actor, requires
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("policies", __name__, url_prefix="/v1")

ANY_RIGHT = ("EMPLOYEE_DATA", "SICK_REPORTS", "RIGHTS_MANAGEMENT")
STAFF = ("insurer_acceptance", "insurer_billing", "insurer_claims")


@blueprint.post("/policies")
@requires(roles=("insurer_acceptance",))
@idempotent
@blueprint.arguments(schemas.ApplicationSchema)
@blueprint.response(201, schemas.PolicySchema)
def post_policy(body: PolicyApplication) -> Any:
    """Accept a policy, or a new version of one."""
    return transaction(accept_policy, actor=current_actor(), command=body)


@blueprint.get("/policies")
@requires(*ANY_RIGHT, roles=STAFF)
@blueprint.response(200, schemas.items(schemas.PolicySchema))
def get_policies() -> Any:
    """Policies."""
    return {"items": read(queries.list_policies, actor=current_actor())}


@blueprint.get("/policies/<policy_number>")
@requires(*ANY_RIGHT, roles=STAFF)
@blueprint.response(200, schemas.PolicySchema)
def get_policy(policy_number: str) -> Any:
    """One policy."""
    return read(queries.get_policy, actor=current_actor(), policy_number=policy_number)


@blueprint.get("/policies/<policy_number>/premium-years")
@requires("EMPLOYEE_DATA", roles=("insurer_billing", "insurer_claims"))
@blueprint.response(200, schemas.items(schemas.PremiumYearSchema))
def get_premium_years(policy_number: str) -> Any:
    """The premium of each year."""
    return {"items": read(queries.list_premium_years, actor=current_actor(), policy_number=policy_number)}
