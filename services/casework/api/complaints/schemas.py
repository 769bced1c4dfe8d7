"""Schemas of complaints (features N4)."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.complaints.complaint import ComplaintStatus, ComplaintSubject, ExtensionReason, Outcome
from services.casework.usecases.complaints.submit_complaint import ComplaintForm
from shared.fields.contact import parse_phone
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_id
from shared.fields.text import parse_work_note
from shared.web.fields import Choice, Day, Written
from shared.web.pages import PageQuery


class ComplaintsQuery(PageQuery):
    """Which complaints."""

    status = Choice(ComplaintStatus, load_default=None)


class FiguresQuery(Schema):
    """The period in which complaints were received, both days included."""

    start = Day(CASE_DATE, data_key="from", required=True)
    end = Day(CASE_DATE, data_key="to", required=True)


class ComplaintFormSchema(Schema):
    """A complaint to send; the text names no illness."""

    subject = Choice(ComplaintSubject, required=True)
    text = Written(parse_work_note, required=True)
    phone = Written(parse_phone, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ComplaintForm:
        return ComplaintForm(**data)


class ComplaintAssignmentSchema(Schema):
    """Who handles it."""

    handler_id = Written(parse_id, required=True)


class ComplaintExtensionSchema(Schema):
    """Why the answer takes longer."""

    reason = Choice(ExtensionReason, required=True)


class ComplaintAnswerSchema(Schema):
    """The answer for the sender; it names no illness."""

    text = Written(parse_work_note, required=True)


class ComplaintClosingSchema(Schema):
    """What the complaint led to."""

    outcome = Choice(Outcome, required=True)


class ComplaintSchema(Schema):
    """A complaint with its handling; `due_on` is the last day to answer."""

    complaint_number = ma.String()
    employer_id = ma.String()
    subject = ma.String()
    text = ma.String()
    phone = ma.String()
    status = ma.String()
    received_at = ma.AwareDateTime(format="iso")
    submitted_by = ma.String()
    due_on = ma.Date()
    extension_reason = ma.String(allow_none=True)
    answer = ma.String(allow_none=True)
    answered_on = ma.Date(allow_none=True)
    outcome = ma.String(allow_none=True)
    closed_on = ma.Date(allow_none=True)
    version = ma.Integer()


class ListedComplaintSchema(Schema):
    """A complaint with the company that sent it, and the name of who handles it."""

    complaint = ma.Nested(ComplaintSchema)
    company_name = ma.String(allow_none=True)
    handler_name = ma.String(allow_none=True)


class ComplaintPageSchema(Schema):
    """A page of complaints, with the number of complaints in each status."""

    items = ma.List(ma.Nested(ListedComplaintSchema))
    next = ma.String(allow_none=True)
    counts = ma.Dict(keys=ma.String(), values=ma.Integer())


class ComplaintStepSchema(Schema):
    """Something that happened to a complaint."""

    act = ma.String()
    taken_at = ma.AwareDateTime(format="iso")
    taken_by = ma.String()


class ComplaintFileSchema(Schema):
    """A complaint with what happened to it, oldest first."""

    listed = ma.Nested(ListedComplaintSchema)
    steps = ma.List(ma.Nested(ComplaintStepSchema))


class ComplaintFiguresSchema(Schema):
    """Figures of a period; the share is a percentage of the complaints that are answered or overdue, null without one."""

    received = ma.Integer()
    answered_in_time = ma.Integer()
    answered_late = ma.Integer()
    overdue = ma.Integer()
    extended = ma.Integer()
    share_in_time = ma.Decimal(as_string=True, allow_none=True)
    subjects = ma.Dict(keys=ma.String(), values=ma.Integer())
    outcomes = ma.Dict(keys=ma.String(), values=ma.Integer())
