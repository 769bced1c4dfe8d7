"""HTTP API of premium years."""
from typing import Any

from services.billing.api.premium import schemas
from services.billing.api.schemas import items
from services.billing.queries.premium.calculation import get_calculation
from services.billing.queries.premium.january_rounds import list_january_rounds
from services.billing.queries.premium.years import list_premium_years
from services.billing.usecases.premium.preview_january import preview_january
from shared.web.access import current_actor, may_read
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

blueprint = Blueprint("premium", __name__, url_prefix="/v1")


@blueprint.get("/policies/<policy_number>/premium-years")
@may_read("premium")
@blueprint.response(200, items(schemas.PremiumYearSchema))
def get_premium_years(policy_number: str) -> Any:
    """List the premium years of a policy."""
    return {"items": read(list_premium_years, actor=current_actor(), policy_number=policy_number)}


@blueprint.get("/policies/<policy_number>/premium-years/<year>")
@may_read("premium")
@blueprint.response(200, schemas.PremiumCalculationSchema)
def get_premium_year(policy_number: str, year: str) -> Any:
    """One premium year with its calculation per employee."""
    return read(get_calculation, actor=current_actor(), policy_number=policy_number,
                year=schemas.YEAR.parse_text(year))


@blueprint.get("/january-rounds")
@may_read("premium")
@blueprint.arguments(schemas.JanuaryRoundQuery, location="query")
@blueprint.response(200, list_of(schemas.JanuaryRoundSchema))
def get_january_rounds(query: dict[str, Any]) -> Any:
    """List the January rounds of a year per policy."""
    return read(list_january_rounds, actor=current_actor(), **query)


@blueprint.post("/policies/<policy_number>/january-previews")
@may_read("premium")
@blueprint.arguments(schemas.PreviewRequestSchema)
@blueprint.response(200, schemas.JanuaryPreviewSchema)
def post_january_preview(body: dict[str, Any], policy_number: str) -> Any:
    """Calculate what January data do to the premium before they are submitted; writes nothing."""
    return read(preview_january, actor=current_actor(), policy_number=policy_number, **body)
