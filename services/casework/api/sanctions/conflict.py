"""HTTP API of labour conflicts: work demanded, the doctor's verdict, mediation, outcome and postponement."""
from services.casework.api.sanctions import schemas
from services.casework.api.sanctions.acts import add_act
from services.casework.usecases.conflict.demand_work import request_work, summon
from services.casework.usecases.conflict.give_verdict import give_verdict
from services.casework.usecases.conflict.mediate import request_mediator, start_mediation
from services.casework.usecases.conflict.postpone_conflict import postpone_conflict
from services.casework.usecases.conflict.resolve_conflict import resolve_conflict
from shared.web.input.blueprints import Blueprint

blueprint = Blueprint("conflict", __name__, url_prefix="/v1/dossiers/<absence_number>")

add_act(blueprint, "/work-requests", request_work, group="conflict_track", takes=schemas.DemandSchema,
        shows=schemas.ConflictStepSchema, summary="Record that the employer asked the employee to come to work.")
add_act(blueprint, "/summonses", summon, group="conflict_track", takes=schemas.DemandSchema,
        shows=schemas.ConflictStepSchema, summary="Record a summons to come to work.")
add_act(blueprint, "/verdicts", give_verdict, group="verdict", takes=schemas.VerdictSchema, shows=schemas.GivenVerdictSchema,
        summary="Give the employer the company doctor's verdict.")
add_act(blueprint, "/conflict/mediator-request", request_mediator, group="conflict_track", takes=None,
        shows=schemas.ConflictStepSchema, summary="Ask for a mediator.")
add_act(blueprint, "/conflict/mediation", start_mediation, group="conflict_outcome", takes=schemas.MediationSchema,
        shows=schemas.ConflictStepSchema, summary="Assign a mediator.")
add_act(blueprint, "/conflict/resolution", resolve_conflict, group="conflict_outcome", takes=schemas.ConflictOutcomeSchema,
        shows=schemas.ConflictStepSchema, summary="Record how a conflict ended.")
add_act(blueprint, "/conflict/postponement", postpone_conflict, group="verdict", takes=schemas.PostponementSchema,
        shows=schemas.ConflictStepSchema, summary="Postpone the resolution of a conflict on the doctor's written advice.")
