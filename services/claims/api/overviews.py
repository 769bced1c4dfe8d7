"""HTTP API of the insurer overview."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.queries.overviews import get_insurer_overview
from shared.access.list_readings import read_list
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import QUERY_DATE
from shared.fields.identifiers import parse_id
from shared.web.access import current_actor, may_read
from shared.web.fields import Amount, Day, Number, Written
from shared.web.input.blueprints import Blueprint

blueprint = Blueprint("overviews", __name__, url_prefix="/v1")


class InsurerOverviewQuery(Schema):
    """A period, both ends inclusive, and for the insurer the employer."""

    start = Day(QUERY_DATE, data_key="from", required=True)
    end = Day(QUERY_DATE, data_key="to", required=True)
    employer_id = Written(parse_id, data_key="employerId", load_default=None)


class InsurerMutationSchema(VisibleSchema):
    """A partial recovery."""

    effective_on = ma.Date()
    recovered_pct = Number()
    wage_value_month = of("wage", Amount())


class MonthBenefitSchema(Schema):
    """The benefit of a month."""

    month = ma.String()
    total = Amount()


class InsurerRowSchema(VisibleSchema):
    """One case; benefits are of the composite case."""

    policy_number = ma.String()
    absence_number = ma.String()
    employee_id = ma.String()
    birth_date = of("employee", ma.Date(allow_none=True))
    wage_class = of("wage", Amount(allow_none=True))
    first_sick_day = ma.Date()
    recovered_on = ma.Date(allow_none=True)
    mutations = ma.List(ma.Nested(InsurerMutationSchema))
    safety_net = of("safety_net", ma.Boolean())
    recourse = ma.Boolean()
    sanction = of("sanction", ma.Boolean())
    waiting_until = ma.Date(allow_none=True)
    benefits = of("benefit", ma.List(ma.Nested(MonthBenefitSchema)))


class InsurerOverviewSchema(Schema):
    """The cases that touch a period."""

    kind = ma.String()
    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    calculated_on = ma.Date()
    notice = ma.String(allow_none=True)
    items = ma.List(ma.Nested(InsurerRowSchema))


@blueprint.get("/overviews/<kind>")
@may_read("absence", staff=("insurer_claims",))
@blueprint.arguments(InsurerOverviewQuery, location="query")
@blueprint.response(200, InsurerOverviewSchema)
def get_one_overview(query: dict[str, Any], kind: str) -> Any:
    """Get the insurer_overview: of each case what an absence insurer may receive."""
    return read_list(f"overviews/{kind}", get_insurer_overview, actor=current_actor(), kind=kind, **query)
