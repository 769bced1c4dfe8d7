"""HTTP API of talks, warnings and sanctions."""
from collections.abc import Mapping
from typing import Any

from flask import current_app

from services.casework.api.sanctions import schemas
from services.casework.api.sanctions.acts import add_act
from services.casework.domain.sanctions.sanction import WarningRule
from services.casework.queries.conflict.escalation import get_escalation
from services.casework.usecases.conflict.record_talk import record_talk
from services.casework.usecases.conflict.withdraw_step import withdraw_step
from services.casework.usecases.dossiers.note_reading import note_reading
from services.casework.usecases.sanctions.correct_sanction import correct_sanction
from services.casework.usecases.sanctions.impose_sanction import impose_sanction
from services.casework.usecases.sanctions.lift_sanction import lift_sanction
from services.casework.usecases.sanctions.warn import warn
from services.casework.usecases.sanctions.withdraw_sanction import withdraw_sanction
from services.casework.usecases.sanctions.withdraw_warning import withdraw_warning
from shared.web.access import current_actor, may_read
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read, transaction
from shared.web.versions import with_etag

blueprint = Blueprint("sanctions", __name__, url_prefix="/v1/dossiers/<absence_number>")


def _rule() -> WarningRule:
    rule: WarningRule = current_app.extensions["settings"].warning_rule
    return rule


def _with_rule() -> Mapping[str, Any]:
    return {"rule": _rule()}


@blueprint.get("/escalation")
@may_read("dossier")
@blueprint.response(200, schemas.EscalationSchema)
def get_case_escalation(absence_number: str) -> Any:
    """The talks, warnings and sanctions of a case, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    shown = read(get_escalation, actor=current_actor(), absence_number=absence_number, rule=_rule())
    return with_etag(shown, shown.version)


add_act(blueprint, "/talks", record_talk, group="conflict_track", takes=schemas.TalkSchema, shows=schemas.ConflictStepSchema,
        summary="Record a talk with the employee, or that the employee refused it.")
add_act(blueprint, "/warnings", warn, group="sanction", takes=schemas.WarningSchema, shows=schemas.WarningSchema,
        summary="Record a written warning.")
add_act(blueprint, "/conflict-steps/<step_id>/withdrawal", withdraw_step, group="conflict_track", takes=schemas.WithdrawalSchema,
        shows=schemas.ConflictStepSchema, settings=_with_rule, summary="Take back a step that was recorded wrongly.")
add_act(blueprint, "/warnings/<warning_id>/withdrawal", withdraw_warning, group="sanction", takes=schemas.WithdrawalSchema,
        shows=schemas.WarningSchema, settings=_with_rule, summary="Take back a warning that was recorded wrongly.")
add_act(blueprint, "/sanctions", impose_sanction, group="sanction", takes=schemas.SanctionSchema,
        shows=schemas.SanctionViewSchema, settings=_with_rule, summary="Suspend or stop the wage.")
add_act(blueprint, "/sanctions/<sanction_id>", correct_sanction, group="sanction", takes=schemas.SanctionPeriodSchema,
        shows=schemas.SanctionViewSchema, method="PUT", summary="Change the dates of a sanction.")
add_act(blueprint, "/sanctions/<sanction_id>/lifting", lift_sanction, group="sanction", takes=schemas.LiftingSchema,
        shows=schemas.SanctionViewSchema, summary="Lift a sanction.")
add_act(blueprint, "/sanctions/<sanction_id>/withdrawal", withdraw_sanction, group="sanction", takes=None,
        shows=schemas.SanctionViewSchema, summary="Take back a sanction that should not have been imposed.")
