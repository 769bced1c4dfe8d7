"""HTTP API of payment runs as people check, approve and file them (features.md CL10, CL14)."""
from typing import Any

from flask import current_app

from services.claims.api.runs import schemas
from services.claims.domain.runs.approval import ApprovalRule
from services.claims.queries.runs import lines, run
from services.claims.usecases.runs import approve, make_file, set_aside
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("runs", __name__, url_prefix="/v1/payment-runs/<run_id>")


def _rule() -> ApprovalRule:
    rule: ApprovalRule = current_app.extensions["settings"].approval_rule
    return rule


@blueprint.get("")
@may_read("payment_run")
@blueprint.response(200, schemas.RunDetailSchema)
def get_run(run_id: str) -> Any:
    """A run with its totals, what differs from the run before, its control number and its approvals."""
    found = read(run.get_run, run_id=run_id, rule=_rule())
    return with_etag(found, found.run.revision)


@blueprint.get("/lines")
@may_read("payment_run")
@blueprint.arguments(schemas.LineQuery, location="query")
@blueprint.response(200, list_of(schemas.RunLineSchema))
def get_lines(query: dict[str, Any], run_id: str) -> Any:
    """List the payments of a run: all by policy, or those to look at or set aside with the largest first."""
    return read(lines.list_lines, run_id=run_id, **query)


@blueprint.get("/acts")
@may_read("payment_run")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.RunActSchema))
def get_acts(query: dict[str, Any], run_id: str) -> Any:
    """List who did what with a run, latest first."""
    return read(run.list_acts, run_id=run_id, **query)


@blueprint.post("/lines/<payment_reference>/seen")
@may_write("payment_run")
@idempotent
@changes
@blueprint.response(200, schemas.ChangedRunSchema)
def post_seen(run_id: str, payment_reference: str, version: int | None) -> Any:
    """Say that a payment was looked at."""
    return transaction(approve.mark_seen, actor=current_actor(), run_id=run_id, payment_reference=payment_reference,
                       version=version)


@blueprint.post("/lines/<payment_reference>/set-aside")
@may_write("payment_run")
@idempotent
@changes
@blueprint.arguments(schemas.AsideSchema)
@blueprint.response(200, schemas.ChangedRunSchema)
def post_set_aside(body: dict[str, Any], run_id: str, payment_reference: str, version: int | None) -> Any:
    """Keep a payment out of the files of its run until a day; approvals are void."""
    return transaction(set_aside.set_aside, actor=current_actor(), run_id=run_id, payment_reference=payment_reference,
                       version=version, **body)


@blueprint.post("/lines/<payment_reference>/put-back")
@may_write("payment_run")
@idempotent
@changes
@blueprint.response(200, schemas.ChangedRunSchema)
def post_put_back(run_id: str, payment_reference: str, version: int | None) -> Any:
    """Put a payment that was set aside back into its run; approvals are void."""
    return transaction(set_aside.put_back, actor=current_actor(), run_id=run_id, payment_reference=payment_reference,
                       version=version)


@blueprint.post("/check")
@may_write("payment_run")
@idempotent
@changes
@blueprint.arguments(schemas.ControlSchema)
@blueprint.response(200, schemas.ChangedRunSchema)
def post_check(body: dict[str, Any], run_id: str, version: int | None) -> Any:
    """Finish the check of the set with this control number, and ask for approval."""
    return transaction(approve.finish_check, actor=current_actor(), run_id=run_id, version=version, **body)


@blueprint.post("/approvals")
@may_write("payment_run")
@idempotent
@changes
@blueprint.arguments(schemas.ControlSchema)
@blueprint.response(200, schemas.ChangedRunSchema)
def post_approval(body: dict[str, Any], run_id: str, version: int | None) -> Any:
    """Approve the set with this control number; not for who checked or changed the run, and once a person."""
    return transaction(approve.approve_run, actor=current_actor(), run_id=run_id, rule=_rule(), version=version, **body)


@blueprint.post("/rejections")
@may_write("payment_run")
@idempotent
@changes
@blueprint.arguments(schemas.RejectionSchema)
@blueprint.response(200, schemas.ChangedRunSchema)
def post_rejection(body: dict[str, Any], run_id: str, version: int | None) -> Any:
    """Send the set back to the check with a reason; approvals are void."""
    return transaction(approve.reject_run, actor=current_actor(), run_id=run_id, version=version, **body)


@blueprint.post("/files")
@may_write("payment_run")
@idempotent
@changes
@blueprint.arguments(schemas.ControlSchema)
@blueprint.response(200, schemas.ChangedRunSchema)
def post_file(body: dict[str, Any], run_id: str, version: int | None) -> Any:
    """Make the file of the approved set before the pay date."""
    return transaction(make_file.make_file, actor=current_actor(), run_id=run_id, rule=_rule(), version=version, **body)
