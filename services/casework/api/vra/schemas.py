"""Request and response bodies of notices to VRA."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.vra.notice import NoticeMode
from services.casework.usecases.vra.notify_vra import NoticeToVra
from shared.access.visible import VisibleSchema, of
from shared.fields.text import parse_work_note
from shared.kernel.vocabulary import NoticeKind
from shared.web.fields import Choice, Written

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
    """A notice to VRA; `raised_by` is null if the platform raised it."""

    notice_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    mode = ma.String()
    status = ma.String()
    raised_on = ma.Date()
    raised_by = of(CONSULTATION, ma.String(allow_none=True))
    question = of(CONSULTATION, ma.String(allow_none=True))
    answer = of(CONSULTATION, ma.String(allow_none=True))
    answered_on = ma.Date(allow_none=True)
    closed_on = ma.Date(allow_none=True)


class VraCaseSchema(Schema):
    """What VRA, Perspectief and the employer share about a case."""

    version = ma.Integer()
    notices = ma.List(ma.Nested(VraNoticeSchema))
