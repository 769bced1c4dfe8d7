"""HTTP API of reimbursements of declared re-integration costs (R-071, R-072)."""
from typing import Any

from flask import Response
from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.queries import reimbursements
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.fields import Amount, Word, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import read

blueprint = Blueprint("reimbursements", __name__, url_prefix="/v1")


class ReimbursementQuery(PageQuery):
    """Query parameters of the list."""

    state = Word(("OPEN", "PAID"), load_default=None)


class ReimbursementSchema(Schema):
    """What is paid for an accepted declaration, and by when."""

    declaration_id = ma.String()
    absence_number = ma.String()
    employee_id = ma.String()
    employer_id = ma.String()
    amount = Amount()
    decided_on = ma.Date()
    pay_by = ma.Date()
    status = ma.String()
    reference = ma.String()
    paid_on = ma.Date(allow_none=True)
    file_id = ma.String(allow_none=True)


@blueprint.get("/reimbursements")
@may_read("reimbursement")
@blueprint.arguments(ReimbursementQuery, location="query")
@blueprint.response(200, list_of(ReimbursementSchema))
def get_reimbursements(query: dict[str, Any]) -> Any:
    """List reimbursements, the first due first."""
    state = query.pop("state")
    return read_list("reimbursements", reimbursements.list_reimbursements, actor=current_actor(),
                     is_paid=None if state is None else state == "PAID", **query)


@blueprint.get("/reimbursement-files/<reimbursement_file_id>")
@may_read("payment_run")
@blueprint.response(200, {"type": "string"}, content_type="application/xml")
def get_file(reimbursement_file_id: str) -> Response:
    """Download the SEPA file of a day."""
    file = read(reimbursements.get_file, file_id=reimbursement_file_id)
    return Response(file.content, content_type="application/xml",
                    headers={"Content-Disposition": f'attachment; filename="{file.file_id}.xml"'})
