"""HTTP API of warnings and sanctions."""
from typing import Any

from services.casework.api import schemas
from services.casework.usecases.sanctions.correct_sanction import correct_sanction
from services.casework.usecases.sanctions.impose_sanction import SanctionNotice, impose_sanction
from services.casework.usecases.sanctions.lift_sanction import lift_sanction
from services.casework.usecases.sanctions.warn import warn
from services.casework.usecases.sanctions.withdraw_sanction import withdraw_sanction
from shared.web.access import current_actor, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("sanctions", __name__, url_prefix="/v1/dossiers/<absence_number>")


@blueprint.post("/warnings")
@may_write("sanction")
@idempotent
@changes
@blueprint.arguments(schemas.WarningSchema)
@blueprint.response(201, schemas.WarningSchema)
def post_warning(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Record a written warning."""
    return transaction(warn, actor=current_actor(), absence_number=absence_number, version=version, **body)


@blueprint.post("/sanctions")
@may_write("sanction")
@idempotent
@changes
@blueprint.arguments(schemas.SanctionSchema)
@blueprint.response(201, schemas.SanctionViewSchema)
def post_sanction(body: SanctionNotice, absence_number: str, version: int | None) -> Any:
    """Suspend or stop the wage."""
    return transaction(impose_sanction, actor=current_actor(), absence_number=absence_number, version=version, command=body)


@blueprint.put("/sanctions/<sanction_id>")
@may_write("sanction")
@idempotent
@changes
@blueprint.arguments(schemas.SanctionPeriodSchema)
@blueprint.response(200, schemas.SanctionViewSchema)
def put_sanction(body: dict[str, Any], absence_number: str, sanction_id: str, version: int | None) -> Any:
    """Change the dates of a sanction."""
    return transaction(correct_sanction, actor=current_actor(), absence_number=absence_number, sanction_id=sanction_id,
                       version=version, **body)


@blueprint.post("/sanctions/<sanction_id>/lifting")
@may_write("sanction")
@idempotent
@changes
@blueprint.arguments(schemas.LiftingSchema)
@blueprint.response(201, schemas.SanctionViewSchema)
def post_lifting(body: dict[str, Any], absence_number: str, sanction_id: str, version: int | None) -> Any:
    """Lift a sanction."""
    return transaction(lift_sanction, actor=current_actor(), absence_number=absence_number, sanction_id=sanction_id,
                       version=version, **body)


@blueprint.post("/sanctions/<sanction_id>/withdrawal")
@may_write("sanction")
@idempotent
@changes
@blueprint.response(201, schemas.SanctionViewSchema)
def post_withdrawal(absence_number: str, sanction_id: str, version: int | None) -> Any:
    """Take back a sanction that should not have been imposed."""
    return transaction(withdraw_sanction, actor=current_actor(), absence_number=absence_number, sanction_id=sanction_id,
                       version=version)
