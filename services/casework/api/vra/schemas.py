"""Request and response bodies of the order to VRA, notices and questions."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.api.staff.reach import GuideSchema
from services.casework.domain.guidance.reach import StaffingRole
from services.casework.domain.vra.information import Addressee, Topic
from services.casework.domain.vra.notice import NoticeMode
from services.casework.usecases.vra.ask_information import Question
from services.casework.usecases.vra.notify_vra import NoticeToVra
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_work_note
from shared.kernel.vocabulary import NoticeKind
from shared.web.fields import Choice, Day, Number, Written

CONSULTATION = "vra_answer"


class NoticeToVraSchema(Schema):
    """A notice of the casemanager; a consultation has a question."""

    kind = Choice(NoticeKind, required=True)
    mode = Choice(NoticeMode, required=True)
    question = Written(parse_work_note, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NoticeToVra:
        return NoticeToVra(**data)


class AnswerSchema(Schema):
    """An answer in writing, without medical data."""

    text = Written(parse_work_note, required=True)


class VraNoticeSchema(VisibleSchema):
    """A notice to VRA; `raised_by` is null if the platform raised it, `rule` if no rule of stagnation hit."""

    notice_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    mode = ma.String()
    status = ma.String()
    rule = ma.String(allow_none=True)
    raised_on = ma.Date()
    raised_by = of(CONSULTATION, ma.String(allow_none=True))
    question = of(CONSULTATION, ma.String(allow_none=True))
    answer = of(CONSULTATION, ma.String(allow_none=True))
    answered_on = ma.Date(allow_none=True)
    closed_on = ma.Date(allow_none=True)


class QuestionSchema(Schema):
    """A question of VRA; no topic is medical."""

    addressee = Choice(Addressee, required=True)
    topic = Choice(Topic, required=True)
    question = Written(parse_work_note, required=True)
    due_on = Day(CASE_DATE, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Question:
        return Question(**data)


class InformationRequestSchema(VisibleSchema):
    """A question of VRA, with the answer."""

    request_id = ma.String()
    absence_number = ma.String()
    addressee = ma.String()
    topic = ma.String()
    question = ma.String()
    due_on = ma.Date()
    status = ma.String()
    asked_on = ma.Date()
    answer = of("information_answer", ma.String(allow_none=True))
    answered_on = ma.Date(allow_none=True)


class PercentageSchema(Schema):
    """The recovered percentage from a day."""

    effective_on = ma.Date()
    recovered_pct = Number()


class HandedStepSchema(Schema):
    """A milestone: existence, date and timeliness, not its document (C8)."""

    code = ma.String()
    title = ma.String(attribute="kind.title")
    due_on = ma.Date()
    status = ma.String()
    completed_on = ma.Date(allow_none=True)


class HandedOverSchema(Schema):
    """What is handed over to VRA: the fields of the allow-list, and no others (R-065)."""

    employee_name = ma.String(allow_none=True)
    contact_phone = ma.String(allow_none=True)
    nursing_address = ma.String(allow_none=True)
    company_name = ma.String(allow_none=True)
    function = ma.String(allow_none=True)
    weekly_hours = Number(allow_none=True)
    first_sick_day = ma.Date()
    incapacity_pct = Number()
    percentages = ma.List(ma.Nested(PercentageSchema))
    milestones = ma.List(ma.Nested(HandedStepSchema))


class OrderSchema(Schema):
    """The order to support a re-integration, with its principal and its executor (R-057); `issued_on` is null of an older one."""

    order_id = ma.String(attribute="row.order_id")
    issued_on = ma.Date(attribute="row.issued_on", allow_none=True)
    principal = ma.Constant(StaffingRole.VRA.value)
    executor = ma.Nested(GuideSchema, allow_none=True)
    handed_over = ma.Nested(HandedOverSchema)


class VraCaseSchema(VisibleSchema):
    """What VRA, Perspectief and the employer share about a case; `mandate_since` is null without a policy in force (R-055)."""

    version = ma.Integer()
    mandate_since = ma.Date(allow_none=True)
    order = of("vra_order", ma.Nested(OrderSchema, allow_none=True))
    notices = ma.List(ma.Nested(VraNoticeSchema))
    requests = of("information_request", ma.List(ma.Nested(InformationRequestSchema)))
