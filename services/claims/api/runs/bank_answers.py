"""HTTP API of what the bank answers to payment files."""
from typing import Any

from flask import request

from services.claims.api.runs import schemas
from services.claims.usecases.runs.read_bank_answer import read_bank_answer
from shared.payments.bank_file import LARGEST_BANK_FILE
from shared.web.access import current_actor, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction

blueprint = Blueprint("bank_answers", __name__, url_prefix="/v1/bank-answers")


@blueprint.before_request
def take_files() -> None:
    """Take files that are larger than other bodies may be; they are read after the right of their sender was checked."""
    request.max_content_length = LARGEST_BANK_FILE


@blueprint.post("")
@may_write("payment_run")
@idempotent
@blueprint.response(200, schemas.BankAnswerSchema)
def post_answer() -> Any:
    """Read a camt.053, camt.054 or pain.002 of at most 8 MB, as the body; the same file twice changes nothing."""
    return transaction(read_bank_answer, actor=current_actor(), content=request.get_data())
