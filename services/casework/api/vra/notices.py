"""HTTP API of notices to VRA and of the part of a case that concerns VRA."""
from typing import Any

from services.casework.api.vra import schemas
from services.casework.queries.vra.case import get_vra_case
from services.casework.usecases.dossiers.note_reading import note_reading
from services.casework.usecases.vra.answer_vra_notice import answer_vra_notice
from services.casework.usecases.vra.close_vra_notice import close_vra_notice
from services.casework.usecases.vra.notify_vra import NoticeToVra, notify_vra
from shared.web.access import current_actor, may_read, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("vra_notices", __name__, url_prefix="/v1")
OF_DOSSIER = "/dossiers/<absence_number>/vra-notices"


@blueprint.get("/dossiers/<absence_number>/vra")
@may_read("vra_notice")
@blueprint.response(200, schemas.VraCaseSchema)
def get_case(absence_number: str) -> Any:
    """What VRA, Perspectief and the employer share about a case, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    shown = read(get_vra_case, actor=current_actor(), absence_number=absence_number)
    return with_etag(shown, shown.version)


@blueprint.post(OF_DOSSIER)
@may_write("vra_notice")
@idempotent
@changes
@blueprint.arguments(schemas.NoticeToVraSchema)
@blueprint.response(201, schemas.VraNoticeSchema)
def post_notice(body: NoticeToVra, absence_number: str, version: int | None) -> Any:
    """Inform or consult VRA."""
    return transaction(notify_vra, actor=current_actor(), absence_number=absence_number, version=version, command=body)


@blueprint.post(f"{OF_DOSSIER}/<notice_id>/answer")
@may_write("vra_answer")
@idempotent
@changes
@blueprint.arguments(schemas.AnswerSchema)
@blueprint.response(200, schemas.VraNoticeSchema)
def post_answer(body: dict[str, Any], absence_number: str, notice_id: str, version: int | None) -> Any:
    """Answer a notice for VRA."""
    return transaction(answer_vra_notice, actor=current_actor(), absence_number=absence_number, notice_id=notice_id,
                       version=version, **body)


@blueprint.post(f"{OF_DOSSIER}/<notice_id>/closing")
@may_write("vra_notice")
@idempotent
@changes
@blueprint.response(200, schemas.VraNoticeSchema)
def post_closing(absence_number: str, notice_id: str, version: int | None) -> Any:
    """Close a notice; a consultation only after the answer."""
    return transaction(close_vra_notice, actor=current_actor(), absence_number=absence_number, notice_id=notice_id,
                       version=version)
