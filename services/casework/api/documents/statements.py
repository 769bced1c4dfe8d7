"""HTTP API of documents that are written in the portal: the texts and their signatures."""
import logging
from datetime import date
from typing import Any

from flask import abort
from marshmallow import Schema, ValidationError, post_load
from marshmallow import fields as ma

from services.casework.domain.documents.kinds import KINDS, DocumentKind
from services.casework.domain.documents.statement import FORMS, SECTIONS, Section, Shape
from services.casework.queries.documents.statements import draft_statement, get_statements
from services.casework.usecases.documents.write_statement import (
    StatementToWrite,
    party_of,
    sign_statement,
    withdraw_statement,
    write_statement,
)
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.documents.pdf import DocumentFailed, to_pdf
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_agreement, parse_work_note
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, CodedMessage, Day, Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

log = logging.getLogger(__name__)
blueprint = Blueprint("statements", __name__, url_prefix="/v1/dossiers/<absence_number>/statements")

MOST_ITEMS = 30


def _few(items: list[str]) -> None:
    if len(items) > MOST_ITEMS:
        raise ValidationError([CodedMessage("input.length", f"Geef hoogstens {MOST_ITEMS} punten.")])


def _field(section: Section) -> ma.Field[Any]:
    if section.shape is Shape.LIST:
        return ma.List(Written(parse_agreement), load_default=None, allow_none=True, validate=_few)
    if section.shape is Shape.DAY:
        return Day(CASE_DATE, load_default=None, allow_none=True)
    return Written(parse_work_note, load_default=None, allow_none=True)


TextsSchema = Schema.from_dict({name: _field(section) for name, section in SECTIONS.items()}, name="TextsSchema")


class StatementToWriteSchema(TextsSchema):  # type: ignore[misc, valid-type]
    """What is written: the kind of document, and the text of each of its sections; without medical data."""

    kind = Choice(DocumentKind, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> StatementToWrite:
        kind = data.pop("kind")
        return StatementToWrite(kind=kind, texts={
            name: text.isoformat() if isinstance(text, date) else text for name, text in data.items()})


class StatementSchema(Schema):
    """A text of a document: DRAFT, ONE_SIDED or COMPLETE, with the days of the signatures."""

    statement_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    status = ma.String()
    texts = ma.Dict(keys=ma.String(), values=ma.Raw())
    employer_signed_on = ma.Date(allow_none=True)
    employee_signed_on = ma.Date(allow_none=True)
    doctor_signed_on = ma.Date(allow_none=True)
    document_id = ma.String(allow_none=True)
    recorded_at = ma.AwareDateTime()


class ShownStatementSchema(Schema):
    """A text with its title; `awaits_reader` says whether the reader must still sign it."""

    statement = ma.Nested(StatementSchema)
    title = ma.String()
    awaits_reader = ma.Boolean()


class SectionSchema(Schema):
    """A section of a document; `shape` is TEXT, LIST or DAY."""

    name = ma.String()
    title = ma.String()
    shape = ma.String()
    is_mandatory = ma.Boolean()


class FormSchema(Schema):
    """A document that the reader may write."""

    kind = ma.Function(lambda kind: kind)
    title = ma.Function(lambda kind: KINDS[kind].title)
    sections = ma.Function(lambda kind: SectionSchema(many=True).dump(FORMS[kind].sections), metadata={
        "description": "Its sections, with name, title, shape and is_mandatory"})


class StatementsSchema(Schema):
    """The texts of a case, oldest first; the documents that the reader may write; the casemanager whom a plan names."""

    version = ma.Integer()
    items = ma.List(ma.Nested(ShownStatementSchema))
    kinds = ma.List(ma.Nested(FormSchema))
    casemanager = ma.String(allow_none=True)


@blueprint.get("")
@may_read("statement")
@blueprint.response(200, StatementsSchema)
def get_list(absence_number: str) -> Any:
    """The texts of a case, after recording the access."""
    actor = current_actor()
    transaction(note_reading, actor=actor, absence_number=absence_number)
    shown = read(get_statements, actor=actor, party=party_of(actor), absence_number=absence_number)
    return with_etag(shown, shown.version)


@blueprint.post("")
@may_write("statement")
@idempotent
@changes
@blueprint.arguments(StatementToWriteSchema)
@blueprint.response(201, StatementSchema)
def post_statement(body: StatementToWrite, absence_number: str, version: int | None) -> Any:
    """Write a document, or write it again while nobody signed it."""
    return transaction(write_statement, actor=current_actor(), absence_number=absence_number, command=body, version=version)


@blueprint.post("/<statement_id>/signature")
@may_write("statement")
@idempotent
@changes
@blueprint.response(200, StatementSchema)
def post_signature(absence_number: str, statement_id: str, version: int | None) -> Any:
    """Sign for the own party; the last signature makes it a document."""
    actor = current_actor()
    draft = read(draft_statement, actor=actor, party=party_of(actor), absence_number=absence_number, statement_id=statement_id)
    try:
        pdf = None if draft is None else to_pdf(draft)
    except DocumentFailed as failure:
        log.error("a document failed: %s", type(failure).__name__)
        abort(503)
    return transaction(sign_statement, actor=actor, absence_number=absence_number, statement_id=statement_id, pdf=pdf,
                       version=version)


@blueprint.post("/<statement_id>/withdrawal")
@may_write("statement")
@idempotent
@changes
@blueprint.response(204)
def post_withdrawal(absence_number: str, statement_id: str, version: int | None) -> Any:
    """Delete a text that not all have signed."""
    transaction(withdraw_statement, actor=current_actor(), absence_number=absence_number, statement_id=statement_id,
                version=version)
