"""HTTP API of UWV wage sanctions and of advices."""
from typing import Any

from services.casework.api import schemas
from services.casework.usecases.guarantee.report_wage_sanction import WageSanctionReport, report_wage_sanction
from services.casework.usecases.guidance.answer_advice import answer_advice
from services.casework.usecases.guidance.give_advice import give_advice
from shared.web.access import current_actor, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("guarantee", __name__, url_prefix="/v1/dossiers/<absence_number>")


@blueprint.post("/wage-sanctions")
@may_write("wage_sanction")
@idempotent
@changes
@blueprint.arguments(schemas.WageSanctionSchema)
@blueprint.response(201, schemas.WageSanctionViewSchema)
def post_wage_sanction(body: WageSanctionReport, absence_number: str, version: int | None) -> Any:
    """Report a wage sanction by UWV."""
    return transaction(report_wage_sanction, actor=current_actor(), absence_number=absence_number, version=version,
                       command=body)


@blueprint.post("/advices")
@may_write("advice")
@idempotent
@changes
@blueprint.arguments(schemas.AdviceSchema)
@blueprint.response(201, schemas.AdviceViewSchema)
def post_advice(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Give an advice or instruction."""
    return transaction(give_advice, actor=current_actor(), absence_number=absence_number, version=version, **body)


@blueprint.post("/advices/<advice_id>/outcome")
@may_write("advice_outcome")
@idempotent
@changes
@blueprint.arguments(schemas.AdviceAnswerSchema)
@blueprint.response(201, schemas.AdviceViewSchema)
def post_outcome(body: dict[str, Any], absence_number: str, advice_id: str, version: int | None) -> Any:
    """Record the outcome of an advice."""
    return transaction(answer_advice, actor=current_actor(), absence_number=absence_number, advice_id=advice_id,
                       version=version, **body)
