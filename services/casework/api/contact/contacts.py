"""HTTP API of the consultant's first contact: what is due, pauses of its clock, scores, and whom to call."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.contact.clock import PauseReason
from services.casework.queries.contact.get_employer_contact import get_employer_contact
from services.casework.queries.contact.list_contacts import ContactList, list_contacts
from services.casework.queries.contact.score_consultants import score_consultants
from services.casework.usecases.contact.pause_clock import Pause, pause_clock
from services.casework.usecases.contact.resume_clock import resume_clock
from services.casework.usecases.contact.set_employer_contact import ContactPerson, set_employer_contact
from shared.access.list_readings import read_list
from shared.fields.contact import parse_phone
from shared.fields.dates import CASE_DATE
from shared.fields.names import parse_name
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Day, Written
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("contacts", __name__, url_prefix="/v1")


class ContactsQuery(PageQuery):
    """Which list."""

    which = Choice(ContactList, data_key="list", required=True)


class PauseFormSchema(Schema):
    """Why the clock pauses from today, and up to and including which day."""

    reason = Choice(PauseReason, required=True)
    last_day = Day(CASE_DATE, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Pause:
        return Pause(**data)


class PauseSchema(Schema):
    """A pause of the clock; `ends_on` is the end of the clock after it."""

    pause_id = ma.String()
    reason = ma.String()
    first_day = ma.Date()
    last_day = ma.Date()
    ends_on = ma.Date()


class WaitingContactSchema(Schema):
    """A contact to make, with the employer or, in a conflict, with the employee.

    `due_on` is the end of the term, `ends_on` that of the clock: later after a pause.
    """

    absence_number = ma.String()
    employer_id = ma.String()
    company_name = ma.String(allow_none=True)
    employee_name = ma.String(allow_none=True)
    with_employee = ma.Boolean()
    name = ma.String(allow_none=True)
    phone = ma.String(allow_none=True)
    due_on = ma.Date()
    ends_on = ma.Date()
    is_late = ma.Boolean()
    pause = ma.Nested(PauseSchema, allow_none=True)


class WaitingContactsSchema(Schema):
    """A page of one list, with the number of rows of each list."""

    items = ma.List(ma.Nested(WaitingContactSchema))
    next = ma.String(allow_none=True)
    due = ma.Integer()
    late = ma.Integer()
    paused = ma.Integer()


class ScoreQuery(Schema):
    """The period, both days included."""

    start = Day(CASE_DATE, data_key="from", required=True)
    end = Day(CASE_DATE, data_key="to", required=True)


class ScoreSchema(Schema):
    """How many contacts a consultant made in time, late or not at all; the share is a percentage, null without contacts."""

    consultant_id = ma.String()
    name = ma.String(allow_none=True)
    total = ma.Integer(attribute="score.total")
    in_time = ma.Integer(attribute="score.in_time")
    late = ma.Integer(attribute="score.late")
    missed = ma.Integer(attribute="score.missed")
    share_in_time = ma.Decimal(attribute="score.share_in_time", as_string=True, allow_none=True)


class ScoresSchema(Schema):
    """The scores, by consultant."""

    items = ma.List(ma.Nested(ScoreSchema))


class ContactPersonSchema(Schema):
    """Whom to call at an employer."""

    name = Written(parse_name, required=True)
    phone = Written(parse_phone, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ContactPerson:
        return ContactPerson(**data)


class ShownContactPersonSchema(Schema):
    """Whom to call at an employer; null if nobody recorded it."""

    name = ma.String(allow_none=True)
    phone = ma.String(allow_none=True)


@blueprint.get("/contacts")
@may_read("contact_clock")
@blueprint.arguments(ContactsQuery, location="query")
@blueprint.response(200, WaitingContactsSchema)
def get_contacts(query: dict[str, Any]) -> Any:
    """List the contacts to make in the own cases, the earliest end of a clock first."""
    return read_list("contacts", list_contacts, actor=current_actor(), **query)


@blueprint.get("/contact-scores")
@may_read("contact_score")
@blueprint.arguments(ScoreQuery, location="query")
@blueprint.response(200, ScoresSchema)
def get_scores(query: dict[str, Any]) -> Any:
    """How often consultants made the contact in time; a consultant gets the own score."""
    return {"items": read(score_consultants, actor=current_actor(), **query)}


@blueprint.post("/dossiers/<absence_number>/contact-pauses")
@may_write("contact_clock")
@idempotent
@changes
@blueprint.arguments(PauseFormSchema)
@blueprint.response(201, PauseSchema)
def post_pause(body: Pause, absence_number: str, version: int | None) -> Any:
    """Pause the clock of the contact with the employer."""
    return transaction(pause_clock, actor=current_actor(), absence_number=absence_number, command=body, version=version)


@blueprint.post("/dossiers/<absence_number>/contact-pauses/<pause_id>/ending")
@may_write("contact_clock")
@idempotent
@changes
@blueprint.response(200, PauseSchema)
def post_ending(absence_number: str, pause_id: str, version: int | None) -> Any:
    """Let the clock run again."""
    return transaction(resume_clock, actor=current_actor(), absence_number=absence_number, pause_id=pause_id, version=version)


@blueprint.get("/employers/<employer_id>/contact")
@may_read("employer_contact")
@blueprint.response(200, ShownContactPersonSchema)
def get_contact(employer_id: str) -> Any:
    """Whom the consultant calls."""
    row, version = read(get_employer_contact, actor=current_actor(), employer_id=employer_id)
    return with_etag(row or {"name": None, "phone": None}, version)


@blueprint.put("/employers/<employer_id>/contact")
@may_write("employer_contact")
@changes
@blueprint.arguments(ContactPersonSchema)
@blueprint.response(200, ShownContactPersonSchema)
def put_contact(body: ContactPerson, employer_id: str, version: int | None) -> Any:
    """Record whom the consultant calls."""
    row = transaction(set_employer_contact, actor=current_actor(), employer_id=employer_id, command=body, version=version)
    return with_etag(row, row.version)
