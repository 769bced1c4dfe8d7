"""Employees that an employer supplied with the application, sent by the insurer's acceptance (R-015)."""
import hashlib
from typing import Any

from flask import Response, request

from services.absence import queries
from services.absence.api.employee_files.reader import read_table
from services.absence.api.employee_imports import LARGEST_FILE, ImportSchema, WagePeriodQuery, accepted
from services.absence.usecases.imports.send_application import send_application
from shared.web.access import current_actor, requires
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("application_imports", __name__, url_prefix="/v1/policies")
ACCEPTANCE = "insurer_acceptance"


@blueprint.before_request
def take_larger_files() -> None:
    """Take files that are larger than other bodies may be; they are read after the role of their sender was checked."""
    if request.method == "POST":
        request.max_content_length = LARGEST_FILE


@blueprint.post("/<policy_number>/employee-imports")
@requires(roles=[ACCEPTANCE])
@idempotent
@blueprint.arguments(WagePeriodQuery, location="query")
@blueprint.response(202, ImportSchema)
def post_application(query: dict[str, Any], policy_number: str) -> Response:
    """Send a file of employees for an employer; it is taken in the background."""
    content = request.get_data()
    return accepted(transaction(
        send_application, actor=current_actor(), policy_number=policy_number, table=read_table(content, {}),
        sha256=hashlib.sha256(content).hexdigest(), wage_period=query["wage_period"]))


@blueprint.get("/<policy_number>/employee-imports")
@requires(roles=[ACCEPTANCE])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ImportSchema))
def get_applications(query: dict[str, Any], policy_number: str) -> Any:
    """The files that the caller sent for a policy's employer, latest first; how far each is, without its employees."""
    return read(queries.list_applications, actor=current_actor(), policy_number=policy_number, **query)
