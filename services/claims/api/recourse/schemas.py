"""Request and response bodies of recourse files; percentages and money are strings."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.claims.api.schemas import Percent
from services.claims.domain.recourse.limitation import EventKind
from services.claims.domain.recourse.recourse import (
    BY_CLAIMS,
    ClaimItem,
    ClaimLine,
    RecourseStatus,
    Relation,
    WithdrawalCause,
)
from services.claims.queries.recourse import FileState
from services.claims.usecases.recourse.interrupt_limitation import Interruption
from services.claims.usecases.recourse.move_file import Move
from services.claims.usecases.recourse.record_liable_party import LiableParty
from services.claims.usecases.recourse.state_damage import Statement
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import COST, PAYMENT, PERCENTAGE
from shared.fields.text import parse_invoice_number, parse_plate, parse_supplier
from shared.kernel.money import ZERO
from shared.web.fields import Amount, Choice, Day, Flag, Number, Written
from shared.web.pages import PageQuery

HANDLING = "recourse_handling"


class FileQuery(PageQuery):
    """Query parameters of the list."""

    state = Choice(FileState, load_default=None)


class MoveSchema(Schema):
    """A step to a status; what is left out stays as it is."""

    to = Choice(RecourseStatus, required=True)
    event_on = Day(CASE_DATE, load_default=None, allow_none=True)
    event_kind = Choice(EventKind, load_default=None, allow_none=True)
    accepted_pct = Number(PERCENTAGE, load_default=None, allow_none=True)
    cause = Choice(WithdrawalCause, only=BY_CLAIMS, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Move:
        return Move(**data)


class LiablePartySchema(Schema):
    """The liable party and the facts of the event; nothing about the injury."""

    name = Written(parse_supplier, load_default=None, allow_none=True)
    insurer = Written(parse_supplier, load_default=None, allow_none=True)
    plate = Written(parse_plate, load_default=None, allow_none=True)
    reference = Written(parse_invoice_number, load_default=None, allow_none=True)
    relation = Choice(Relation, load_default=Relation.UNRELATED)
    fault_bars_cover = Flag(load_default=False)
    event_kind = Choice(EventKind, required=True)
    event_on = Day(CASE_DATE, required=True)
    known_on = Day(CASE_DATE, load_default=None, allow_none=True)
    police_report = Flag(load_default=None, allow_none=True)
    is_vulnerable = Flag(load_default=False)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> LiableParty:
        return LiableParty(**data)


class ClaimLineSchema(Schema):
    """One line of a damage statement; gross wage, charges and pension are refused."""

    item = Choice(ClaimItem, required=True)
    amount = Amount(COST, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ClaimLine:
        return ClaimLine(**data)


class StatementSchema(Schema):
    """A damage statement in euros; without `net_lost` the employee lost what he was paid and what he lost himself."""

    lines = ma.List(ma.Nested(ClaimLineSchema), required=True)
    net_lost = Amount(COST, load_default=None, allow_none=True)
    victim_own = Amount(COST, load_default=ZERO)
    reintegration_uninsured = Amount(COST, load_default=ZERO)
    gross_paid = Amount(COST, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Statement:
        return Statement(**data)


class ReceiptSchema(Schema):
    """What the liable party paid; without a day, today."""

    amount = Amount(PAYMENT, required=True)
    received_on = Day(CASE_DATE, load_default=None, allow_none=True)


class InterruptionSchema(Schema):
    """A letter, or negotiations that were broken off; without a day, today."""

    kind = Choice(Interruption, load_default=Interruption.LETTER)
    interrupted_on = Day(CASE_DATE, load_default=None, allow_none=True)


class RecourseSchema(VisibleSchema):
    """A recourse file; it contains no medical data. `limitation_on` is the earlier of both terms."""

    recourse_id = ma.String()
    absence_number = ma.String()
    employee_id = ma.String()
    employer_id = ma.String()
    version = ma.Integer()
    status = ma.String()
    cause = ma.String(allow_none=True)
    event_kind = ma.String(allow_none=True)
    event_on = ma.Date()
    contact_due_on = ma.Date()
    contacted_on = ma.Date(allow_none=True)
    limitation_on = ma.Date()
    claim_until = ma.Date()
    direct_action_until = ma.Date(allow_none=True)
    due_on = of(HANDLING, ma.Date())
    accepted_pct = Percent(allow_none=True)


class StepSchema(Schema):
    """One act in a file, with the status after it."""

    act = ma.String()
    status = ma.String()
    at = ma.AwareDateTime()
    on = ma.Date()
    amount = Amount(allow_none=True)
    detail = ma.String(allow_none=True)


class AllocationSchema(VisibleSchema):
    """An allocation of what was received; the differences are from the one before."""

    number = ma.Integer()
    allocated_on = ma.Date()
    employer = Amount()
    employer_difference = Amount()
    wage = of(HANDLING, Amount())
    reintegration = of(HANDLING, Amount())
    benefits = of(HANDLING, Amount())
    uninsured = of(HANDLING, Amount())
    insurer = of(HANDLING, Amount())
    insurer_difference = of(HANDLING, Amount())


class FileAmountsSchema(Schema):
    """What can be recovered, and what was received."""

    gross_wage_loss = Amount()
    benefits = Amount()
    employer_uninsured = Amount()
    received = Amount()
    recoverable_wage = Amount(allow_none=True)
    recoverable_reintegration = Amount(allow_none=True)


class RecourseDetailSchema(RecourseSchema):
    """A file with its liable party, its damage statement, its amounts, its allocations and its history."""

    liable_name = of(HANDLING, ma.String(allow_none=True))
    liable_insurer = of(HANDLING, ma.String(allow_none=True))
    liable_plate = of(HANDLING, ma.String(allow_none=True))
    liable_reference = of(HANDLING, ma.String(allow_none=True))
    relation = of(HANDLING, ma.String(allow_none=True))
    fault_bars_cover = of(HANDLING, ma.Boolean())
    known_on = of(HANDLING, ma.Date(allow_none=True))
    police_report = of(HANDLING, ma.Boolean(allow_none=True))
    is_vulnerable = of(HANDLING, ma.Boolean())
    net_loss = Amount(allow_none=True)
    net_lost = Amount(allow_none=True)
    victim_own = Amount(allow_none=True)
    reintegration_costs = Amount(allow_none=True)
    reintegration_uninsured = Amount(allow_none=True)
    loss_through = ma.String(allow_none=True)
    steps = of(HANDLING, ma.List(ma.Nested(StepSchema)))
    allocations = ma.List(ma.Nested(AllocationSchema))


class RecourseViewSchema(VisibleSchema):
    """A file, the statuses that can follow, and its amounts once the damage is stated."""

    file = ma.Nested(RecourseDetailSchema)
    next = of(HANDLING, ma.List(ma.String()))
    amounts = of(HANDLING, ma.Nested(FileAmountsSchema, allow_none=True))


class FileCountsSchema(Schema):
    """How many files are open, wait for a call to the employer, are late with it, or lapse within three months."""

    open = ma.Integer()
    to_contact = ma.Integer()
    contacts_overdue = ma.Integer()
    lapsing = ma.Integer()
