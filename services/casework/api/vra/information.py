"""HTTP API of what VRA asks the employer, the casemanager or the arbo service."""
from typing import Any

from services.casework.api.vra import schemas
from services.casework.usecases.vra.answer_information import answer_information
from services.casework.usecases.vra.ask_information import Question, ask_information
from shared.web.access import current_actor, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("information_requests", __name__, url_prefix="/v1")
OF_DOSSIER = "/dossiers/<absence_number>/information-requests"


@blueprint.post(OF_DOSSIER)
@may_write("information_request")
@idempotent
@changes
@blueprint.arguments(schemas.QuestionSchema)
@blueprint.response(201, schemas.InformationRequestSchema)
def post_request(body: Question, absence_number: str, version: int | None) -> Any:
    """Ask one of the three addressees for information."""
    return transaction(ask_information, actor=current_actor(), absence_number=absence_number, version=version, command=body)


@blueprint.post(f"{OF_DOSSIER}/<request_id>/answer")
@may_write("information_answer")
@idempotent
@changes
@blueprint.arguments(schemas.AnswerSchema)
@blueprint.response(200, schemas.InformationRequestSchema)
def post_information(body: dict[str, Any], absence_number: str, request_id: str, version: int | None) -> Any:
    """Answer a question as its addressee."""
    return transaction(answer_information, actor=current_actor(), absence_number=absence_number, request_id=request_id,
                       version=version, **body)
