"""HTTP API of the medical file, which is stored apart and shown to the company doctor and a consultant under him alone."""
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app
from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework import store
from services.casework.api import schemas
from services.casework.domain.guidance.medical import EntryKind
from services.casework.store.medical import list_entries
from services.casework.usecases.dossiers.note_reading import note_refusal
from services.casework.usecases.medical.add_entry import EntryToAdd, add_entry
from services.casework.usecases.medical.publish_limitations import publish_limitations, take_limitations
from services.casework.usecases.medical.reach_file import reach_medical_file, read_medical_file
from shared.db.session import Database
from shared.fields.identifiers import parse_id
from shared.fields.text import parse_note
from shared.kernel.refusals import Forbidden
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotency_key, read, transaction

View = TypeVar("View", bound=Callable[..., Any])
blueprint = Blueprint("medical", __name__, url_prefix="/v1/dossiers/<absence_number>/medical")


class EntryToAddSchema(Schema):
    """An entry; `corrects` is the id of one that it replaces."""

    kind = Choice(EntryKind, required=True)
    text = Written(parse_note, required=True)
    corrects = Written(parse_id, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> EntryToAdd:
        return EntryToAdd(**data)


class AddedEntrySchema(Schema):
    """An entry as it was added, without its text."""

    entry_id = ma.String()
    author_id = ma.String()
    doctor_id = ma.String()
    recorded_at = ma.AwareDateTime()


class EntrySchema(AddedEntrySchema):
    """An entry of the file; `doctor_id` is the responsible doctor."""

    absence_number = ma.String()
    kind = ma.String()
    text = ma.String()
    corrects = ma.String(allow_none=True)
    author_role = ma.String()


class EntriesSchema(Schema):
    """The file of a case, latest first."""

    items = ma.List(ma.Nested(EntrySchema))


def noting_refusals(part: str) -> Callable[[View], View]:
    """Record who was refused a part of a dossier, by the access matrix or by the use case (R-026)."""
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(absence_number: str, **others: Any) -> Any:
            try:
                return view(absence_number=absence_number, **others)
            except Forbidden:
                transaction(note_refusal, actor=current_actor(), absence_number=absence_number, part=part,
                            document_id=others.get("document_id"))
                raise
        return guarded  # type: ignore[return-value]
    return decorate


def medical_store() -> Database:
    """The medical store, with the credentials of its own role."""
    database: Database = current_app.extensions["medical_store"]
    return database


@blueprint.get("")
@noting_refusals(store.MEDICAL)
@may_read("medical")
@blueprint.response(200, EntriesSchema)
def get_entries(absence_number: str) -> Any:
    """Read the medical file of a case, after recording the reading."""
    file = transaction(read_medical_file, actor=current_actor(), absence_number=absence_number)
    with medical_store().reading() as session:
        return {"items": list_entries(session, file.numbers)}


@blueprint.post("")
@noting_refusals(store.MEDICAL)
@may_write("medical")
@blueprint.arguments(EntryToAddSchema)
@blueprint.response(201, AddedEntrySchema)
def post_entry(body: EntryToAdd, absence_number: str) -> Any:
    """Add an entry to the medical file, once for each Idempotency-Key."""
    key, actor = idempotency_key(), current_actor()
    file = read(reach_medical_file, actor=actor, absence_number=absence_number)
    with medical_store().transaction() as session:
        return add_entry(session, actor=actor, file=file, command=body, key=key)


@blueprint.post("/<entry_id>/publication")
@noting_refusals(store.MEDICAL)
@may_write("limitations")
@blueprint.response(200, schemas.SharedLimitationsSchema)
def post_publication(absence_number: str, entry_id: str) -> Any:
    """Share functional limitations and possibilities with the employer; doing so again changes nothing."""
    file = read(reach_medical_file, actor=current_actor(), absence_number=absence_number)
    with medical_store().reading() as session:
        shared = take_limitations(session, file=file, entry_id=entry_id)
    return transaction(publish_limitations, actor=current_actor(), shared=shared)
