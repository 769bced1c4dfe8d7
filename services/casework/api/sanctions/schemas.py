"""Request and response bodies of conflicts, warnings and sanctions; requests contain no free text."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.conflict.steps import ConflictOutcome
from services.casework.domain.guidance.withdrawal import WithdrawalReason
from services.casework.domain.sanctions.sanction import Ground
from services.casework.domain.sanctions.summons import Verdict
from services.casework.usecases.sanctions.impose_sanction import SanctionNotice
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_code, parse_id
from shared.fields.text import parse_supplier
from shared.kernel.vocabulary import SanctionKind
from shared.web.fields import Choice, Day, Flag, Written, today


class TalkSchema(Schema):
    """A talk with the employee, or one that the employee refused."""

    held_on = Day(CASE_DATE, required=True)
    refused = Flag(load_default=False)


class WithdrawalSchema(Schema):
    """Why a record is taken back."""

    reason = Choice(WithdrawalReason, required=True)


class ConflictStepSchema(Schema):
    """A step towards work or the end of a conflict; with a day and a reason if it was taken back."""

    step_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    taken_on = ma.Date()
    mediator = ma.String(allow_none=True)
    outcome = ma.String(allow_none=True)
    document_id = ma.String(allow_none=True)
    withdrawn_on = ma.Date(allow_none=True)
    withdrawal_reason = ma.String(allow_none=True)


class DemandSchema(Schema):
    """A request to come to work, or a summons."""

    made_on = Day(CASE_DATE, required=True)


class VerdictSchema(Schema):
    """The company doctor's verdict for the employer, without a diagnosis."""

    verdict = Choice(Verdict, required=True)
    given_on = Day(CASE_DATE, required=True)


class GivenVerdictSchema(Schema):
    """A given verdict."""

    verdict_id = ma.String()
    absence_number = ma.String()
    verdict = ma.String()
    given_on = ma.Date()


class MediationSchema(Schema):
    """Who mediates, and from when."""

    mediator = Written(parse_supplier, required=True)
    started_on = Day(CASE_DATE, required=True)


class ConflictOutcomeSchema(Schema):
    """How a conflict ended."""

    outcome = Choice(ConflictOutcome, load_default=None, allow_none=True)
    resolved_on = Day(CASE_DATE, required=True)


class PostponementSchema(Schema):
    """The written statement with which a company doctor postpones the resolution of a conflict."""

    document_id = Written(parse_id, load_default=None, allow_none=True)


class ConflictSchema(Schema):
    """A labour conflict; its subject is not recorded."""

    status = ma.String()
    outcome = ma.String(allow_none=True)
    mediator_requested_on = ma.Date(allow_none=True)


class WarningSchema(Schema):
    """A written warning; with a day and a reason if it was taken back."""

    warning_id = ma.String(dump_only=True)
    given_on = Day(CASE_DATE, required=True)
    withdrawn_on = ma.Date(dump_only=True, allow_none=True)
    withdrawal_reason = ma.String(dump_only=True, allow_none=True)


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
    """The labour conflict of a case and its steps up to sanctions, oldest first; `conflict` is null without one.

    `unfounded_sanctions` are the ids of those that rested on a step or warning that was taken back.
    """

    version = ma.Integer()
    conflict = of("conflict_track", ma.Nested(ConflictSchema, allow_none=True))
    tracks = of("conflict_track", ma.List(ma.String()))
    mediation_due_on = of("conflict_track", ma.Date(allow_none=True))
    verdicts = of("verdict", ma.List(ma.Nested(GivenVerdictSchema)))
    steps = of("conflict_track", ma.List(ma.Nested(ConflictStepSchema)))
    warnings = of("sanction", ma.List(ma.Nested(WarningSchema)))
    sanctions = of("sanction", ma.List(ma.Nested(SanctionViewSchema)))
    warnings_needed = of("sanction", ma.Integer())
    unfounded_sanctions = of("sanction", ma.List(ma.String()))
