"""HTTP API of recourse files: the list, one file, and all that Claims and legal aid do in it (domain.md §5)."""
from typing import Any

from services.claims.api.recourse import schemas
from services.claims.queries import recourse
from services.claims.usecases.recourse.book_receipt import book_receipt
from services.claims.usecases.recourse.interrupt_limitation import interrupt_limitation
from services.claims.usecases.recourse.move_file import Move, move_file
from services.claims.usecases.recourse.record_liable_party import LiableParty, record_liable_party
from services.claims.usecases.recourse.state_damage import Statement, state_damage
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("recourse", __name__, url_prefix="/v1")

FILE = "/recourse-files/<absence_number>"


@blueprint.get("/recourse-files")
@may_read("recourse")
@blueprint.arguments(schemas.FileQuery, location="query")
@blueprint.response(200, list_of(schemas.RecourseSchema))
def get_recourse_files(query: dict[str, Any]) -> Any:
    """Recourse files, the first to act on first."""
    return read_list("recourse-files", recourse.list_recourse_files, actor=current_actor(), **query)


@blueprint.get("/recourse-file-counts")
@may_read("recourse_handling", staff=("insurer_claims",))
@blueprint.response(200, schemas.FileCountsSchema)
def get_counts() -> Any:
    """How many files wait for what."""
    return read(recourse.count_files)


@blueprint.get(FILE)
@may_read("recourse")
@blueprint.response(200, schemas.RecourseViewSchema)
def get_recourse_file(absence_number: str) -> Any:
    """The file of the case of an absence."""
    shown = read(recourse.get_file, actor=current_actor(), absence_number=absence_number)
    return with_etag(shown, shown.file.version)


@blueprint.post(f"{FILE}/moves")
@may_write("recourse_handling")
@idempotent
@changes
@blueprint.arguments(schemas.MoveSchema)
@blueprint.response(200, schemas.RecourseDetailSchema)
def post_move(body: Move, absence_number: str, version: int | None) -> Any:
    """Bring a file to its next status; to ALLOCATED divides what was received."""
    return transaction(move_file, actor=current_actor(), absence_number=absence_number, command=body, version=version)


@blueprint.put(f"{FILE}/liable-party")
@may_write("recourse_handling")
@idempotent
@changes
@blueprint.arguments(schemas.LiablePartySchema)
@blueprint.response(200, schemas.RecourseDetailSchema)
def put_liable_party(body: LiableParty, absence_number: str, version: int | None) -> Any:
    """Record the liable party and the event."""
    return transaction(record_liable_party, actor=current_actor(), absence_number=absence_number, command=body,
                       version=version)


@blueprint.put(f"{FILE}/damage-statement")
@may_write("recourse_handling")
@idempotent
@changes
@blueprint.arguments(schemas.StatementSchema)
@blueprint.response(200, schemas.RecourseDetailSchema)
def put_statement(body: Statement, absence_number: str, version: int | None) -> Any:
    """State the damage, net wage and re-integration costs only."""
    return transaction(state_damage, actor=current_actor(), absence_number=absence_number, command=body, version=version)


@blueprint.post(f"{FILE}/receipts")
@may_write("recourse_handling")
@idempotent
@changes
@blueprint.arguments(schemas.ReceiptSchema)
@blueprint.response(201, schemas.RecourseDetailSchema)
def post_receipt(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Book what the liable party paid."""
    return transaction(book_receipt, actor=current_actor(), absence_number=absence_number, version=version, **body)


@blueprint.post(f"{FILE}/interruptions")
@may_write("recourse_handling")
@idempotent
@changes
@blueprint.arguments(schemas.InterruptionSchema)
@blueprint.response(201, schemas.RecourseDetailSchema)
def post_interruption(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Record what makes the limitation start again."""
    return transaction(interrupt_limitation, actor=current_actor(), absence_number=absence_number, version=version, **body)
