"""Request and response bodies of conflicts, warnings and sanctions; requests contain no free text."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.sanctions.sanction import Ground
from services.casework.usecases.sanctions.impose_sanction import SanctionNotice
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_code
from shared.kernel.vocabulary import SanctionKind
from shared.web.fields import Choice, Day, Flag, Written, today


class TalkSchema(Schema):
    """A talk with the employee, or one that the employee refused."""

    held_on = Day(CASE_DATE, required=True)
    refused = Flag(load_default=False)


class ConflictStepSchema(Schema):
    """A step towards work or the end of a conflict."""

    step_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    taken_on = ma.Date()


class WarningSchema(Schema):
    """A written warning."""

    warning_id = ma.String(dump_only=True)
    given_on = Day(CASE_DATE, required=True)


class SanctionSchema(Schema):
    """A sanction to impose."""

    kind = Choice(SanctionKind, required=True)
    ground = Choice(Ground, required=True)
    start = Day(CASE_DATE, required=True)
    end = Day(CASE_DATE, load_default=None, allow_none=True)
    override_reason = Written(parse_code, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"command": SanctionNotice(**data)}


class SanctionPeriodSchema(Schema):
    """New dates of a sanction."""

    start = Day(CASE_DATE, required=True)
    end = Day(CASE_DATE, load_default=None, allow_none=True)


class LiftingSchema(Schema):
    """The lifting of a sanction."""

    lifted_on = Day(CASE_DATE, required=True)
    back_pay = Flag(required=True)


class SanctionViewSchema(Schema):
    """The present state of a sanction; its status is IMPOSED, LIFTED, ENDED or WITHDRAWN."""

    sanction_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    ground = ma.String()
    start = ma.Date()
    end = ma.Date(allow_none=True)
    warnings = ma.Integer()
    lacks_warnings = ma.Boolean()
    override_reason = ma.String(allow_none=True)
    lifted_on = ma.Date(allow_none=True)
    back_pay = ma.Boolean(allow_none=True)
    withdrawn = ma.Boolean(attribute="value.is_withdrawn")
    status = ma.Function(lambda row: row.value.status_on(today()))


class EscalationSchema(VisibleSchema):
    """The steps of a case up to sanctions, oldest first."""

    version = ma.Integer()
    steps = of("conflict_track", ma.List(ma.Nested(ConflictStepSchema)))
    warnings = of("sanction", ma.List(ma.Nested(WarningSchema)))
    sanctions = of("sanction", ma.List(ma.Nested(SanctionViewSchema)))
    warnings_needed = of("sanction", ma.Integer())
