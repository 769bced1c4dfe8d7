"""HTTP API with which the helpdesk and the insurer's acceptance end lock-outs."""
from typing import Any

from services.identity import queries
from services.identity.api.schemas import AccountViewSchema
from services.identity.usecases.accounts.unlock_account import unlock_account
from shared.web.access import current_actor, requires
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("unlocks", __name__, url_prefix="/admin/v1")


@blueprint.post("/accounts/<account_id>/unlock")
@requires(roles=("camas_helpdesk", "insurer_acceptance"))
@idempotent
@changes
@blueprint.response(200, AccountViewSchema)
def post_unlock(account_id: str, version: int | None) -> Any:
    """End the lock-outs of an account, so that its owner can sign in from everywhere."""
    transaction(unlock_account, actor=current_actor(), account_id=account_id, version=version)
    account = transaction(queries.get_any_account, account_id=account_id)
    return with_etag(account, account.version)
