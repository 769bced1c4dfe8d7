"""HTTP API of the income effect sheet: the figures, and the document for the employee (idea 22)."""
import logging
from typing import Any

from flask import Response, abort
from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.api import income_sheet
from services.claims.api.schemas import Percent
from services.claims.queries.income_effects import get_employee_income
from shared.documents.pdf import MEDIA_TYPE, DocumentFailed, to_pdf
from shared.web.access import current_actor, may_read
from shared.web.fields import Amount
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

log = logging.getLogger(__name__)
blueprint = Blueprint("income", __name__, url_prefix="/v1")

FIGURES = ("calculated_on", "first_sick_day", "month_wage", "half_years", "months", "partial_work")


class IncomeSchema(Schema):
    """Gross wage over a period in euros: over worked hours and over hours of sickness."""

    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    days = ma.Integer()
    worked = Amount()
    continued = Amount()
    total = Amount()
    month_average = Amount(allow_none=True)


class PartialWorkSchema(Schema):
    """The average month wage at a part of the contract hours."""

    worked_pct = Percent()
    year1 = Amount()
    year2 = Amount()


class ChangeSchema(Schema):
    """A day on which the income changes."""

    on = ma.Date()
    text = ma.String()


class IncomeEffectsSchema(Schema):
    """What sickness does to the income of an employee, if nothing changes."""

    employee_id = ma.String()
    calculated_on = ma.Date()
    first_sick_day = ma.Date()
    month_wage = Amount()
    half_years = ma.List(ma.Nested(IncomeSchema))
    months = ma.List(ma.Nested(IncomeSchema))
    partial_work = ma.List(ma.Nested(PartialWorkSchema))
    introduction = ma.String()
    changes = ma.List(ma.Nested(ChangeSchema))
    assumptions = ma.List(ma.String())


@blueprint.get("/claims/<absence_number>/income-effects")
@may_read("benefit")
@blueprint.response(200, IncomeEffectsSchema)
def get_effects(absence_number: str) -> Any:
    """What sickness does to the income of the employee, per half year and month, with the assumptions in Dutch."""
    found = read(get_employee_income, actor=current_actor(), absence_number=absence_number)
    effects = found.effects
    figures = {name: getattr(effects, name) for name in FIGURES}
    texts = {"introduction": income_sheet.INTRODUCTION, "assumptions": income_sheet.assumptions(effects),
             "changes": [{"on": on, "text": text} for on, text in income_sheet.changes(effects)]}
    return {"employee_id": found.employee_id} | figures | texts


@blueprint.get("/claims/<absence_number>/income-effect-sheet")
@may_read("benefit")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=MEDIA_TYPE)
def get_sheet(absence_number: str) -> Response:
    """The same as a PDF for the employee."""
    effects = read(get_employee_income, actor=current_actor(), absence_number=absence_number).effects
    try:
        content = to_pdf(income_sheet.sheet(effects, absence_number=absence_number))
    except DocumentFailed as failure:
        log.error("a document failed: %s", type(failure).__name__)
        abort(503)
    return Response(content, content_type=MEDIA_TYPE,
                    headers={"Content-Disposition": f'attachment; filename="inkomen-{absence_number}.pdf"'})
