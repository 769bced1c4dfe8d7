"""HTTP API of the insurer overview."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.queries.overviews import get_insurer_overview
from shared.access.list_readings import read_list
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import QUERY_DATE
from shared.fields.identifiers import parse_id
from shared.fields.numbers import WholeRule
from shared.web.access import current_actor, may_read
from shared.web.fields import Amount, Day, Number, Whole, Written
from shared.web.input.blueprints import Blueprint
from shared.web.pages import MAX_LIMIT

blueprint = Blueprint("overviews", __name__, url_prefix="/v1")


class InsurerOverviewQuery(Schema):
    """A period, both ends inclusive, for the insurer the employer, and how many rows to give at most."""

    start = Day(QUERY_DATE, data_key="from", required=True)
    end = Day(QUERY_DATE, data_key="to", required=True)
    employer_id = Written(parse_id, data_key="employerId", load_default=None)
    limit = Whole(WholeRule(1, MAX_LIMIT), in_query=True, load_default=None)


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


class InsurerCountsSchema(VisibleSchema):
    """Counts of the cases that touch a period."""

    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    cases = ma.Integer()
    reports = ma.Integer()
    recovered = ma.Integer()
    safety_net = of("safety_net", ma.Integer())
    recourse = ma.Integer()
    sanctions = of("sanction", ma.Integer())
    benefit = of("benefit", Amount())


class MonthCountSchema(Schema):
    """The number of sick reports that began in a month, by its first day."""

    month = ma.Date(data_key="from")
    count = ma.Integer()


class InsurerOverviewSchema(Schema):
    """The cases that touch a period, with counts of the period before and of a year before; `rows` counts all items."""

    kind = ma.String()
    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    calculated_on = ma.Date()
    notice = ma.String(allow_none=True)
    rows = ma.Integer()
    total = ma.Nested(InsurerCountsSchema)
    before = ma.Nested(InsurerCountsSchema)
    year_before = ma.Nested(InsurerCountsSchema)
    series = ma.List(ma.Nested(MonthCountSchema))
    items = ma.List(ma.Nested(InsurerRowSchema))


@blueprint.get("/overviews/<kind>")
@may_read("absence", staff=("insurer_claims",))
@blueprint.arguments(InsurerOverviewQuery, location="query")
@blueprint.response(200, InsurerOverviewSchema)
def get_one_overview(query: dict[str, Any], kind: str) -> Any:
    """Get the insurer_overview: of each case what an absence insurer may receive."""
    return read_list(f"overviews/{kind}", get_insurer_overview, actor=current_actor(), kind=kind, **query)
