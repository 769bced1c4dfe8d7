"""Request and response bodies of activities and declarations."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.costs.activity import ActivityKind, Consulted, Goal, Grounds
from services.casework.domain.costs.declaration import Invoice
from services.casework.usecases.costs.declare import DeclarationForm
from services.casework.usecases.costs.propose_activity import Proposal
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE
from shared.fields.iban import parse_iban
from shared.fields.identifiers import parse_id
from shared.fields.numbers import COST, PAYMENT, WEEKS_SAVED
from shared.fields.text import parse_invoice_number, parse_reason, parse_supplier, parse_work_note
from shared.web.fields import Amount, Choice, Day, Flag, Whole, Written

GROUNDS = ("note", "consulted", "expected_benefit", "estimated_cost", "motivation")
INTERNAL = "intervention_grounds"


class ProposalSchema(Schema):
    """A proposed activity; amounts with VAT."""

    kind = Choice(ActivityKind, required=True)
    goal = Choice(Goal, required=True)
    starts_on = Day(CASE_DATE, required=True)
    estimated_cost = Amount(COST, load_default=None, allow_none=True)
    expected_benefit = Amount(COST, load_default=None, allow_none=True)
    weeks_saved = Whole(WEEKS_SAVED, load_default=None, allow_none=True)
    consulted = ma.List(Choice(Consulted), load_default=list)
    note = Written(parse_work_note, load_default=None, allow_none=True)
    motivation = Written(parse_work_note, load_default=None, allow_none=True)
    advice_id = Written(parse_id, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Proposal:
        grounds = {name: data.pop(name) for name in GROUNDS}
        return Proposal(**data, grounds=Grounds(**grounds | {"consulted": frozenset(grounds["consulted"])}))


class ActivityDecisionSchema(Schema):
    """A decision on an activity; a refusal has a reason, which the employer sees."""

    approved = Flag(required=True)
    reason = Written(parse_reason, load_default=None, allow_none=True)


class AnnouncementSchema(Schema):
    """What the employer is told: whether the cost is reimbursed, and up to which amount."""

    reimbursed = Flag(required=True)
    amount = Amount(PAYMENT, load_default=None, allow_none=True)


class ReimbursementConditionsSchema(Schema):
    """The three conditions of full reimbursement (R-077)."""

    restores_work_capacity = ma.Boolean()
    is_advised = ma.Boolean()
    is_approved = ma.Boolean()
    holds = ma.Boolean()


class ReintegrationActivitySchema(VisibleSchema):
    """The present state of an activity; an announced amount is the most that is reimbursed."""

    activity_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    goal = ma.String()
    status = ma.String()
    decider = ma.String()
    starts_on = ma.Date()
    estimated_cost = Amount()
    expected_benefit = of(INTERNAL, Amount())
    weeks_saved = of(INTERNAL, ma.Integer(allow_none=True))
    consulted = of(INTERNAL, ma.List(ma.String()))
    note = of(INTERNAL, ma.String())
    motivation = of(INTERNAL, ma.String(allow_none=True))
    advice_id = ma.String(allow_none=True)
    advised_by = ma.String(allow_none=True)
    advised_on = ma.Date(allow_none=True)
    approved_on = ma.Date(allow_none=True)
    vra_approved_on = ma.Date(allow_none=True)
    refusal_reason = ma.String(allow_none=True)
    reimbursed = ma.Boolean(allow_none=True)
    announced_amount = Amount(allow_none=True)
    announced_on = ma.Date(allow_none=True)
    started_on = ma.Date(allow_none=True)
    finished_on = ma.Date(allow_none=True)
    conditions = ma.Nested(ReimbursementConditionsSchema)


class InvoiceFileSchema(Schema):
    """A kept file of an invoice."""

    file_id = ma.String()
    kind = ma.String()
    size = ma.Integer()


class InvoiceSchema(Schema):
    """A declared invoice with VAT; without `vat` it has that of the ordinary rate."""

    supplier = Written(parse_supplier, required=True)
    number = Written(parse_invoice_number, required=True)
    received_on = Day(CASE_DATE, required=True)
    paid_on = Day(CASE_DATE, load_default=None, allow_none=True)
    total = Amount(PAYMENT, required=True)
    vat = Amount(COST, load_default=None, allow_none=True)
    file_id = Written(parse_id, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Invoice:
        return Invoice(**data)


class DeclarationFormSchema(Schema):
    """The declaration form with its invoices."""

    activity_id = Written(parse_id, load_default=None, allow_none=True)
    iban = Written(parse_iban, load_default=None, allow_none=True)
    vat_deductible = Flag(load_default=None, allow_none=True)
    invoices = ma.List(ma.Nested(InvoiceSchema), load_default=list)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DeclarationForm:
        return DeclarationForm(**data)


class DeclarationDecisionSchema(Schema):
    """A decision on a declaration."""

    accept = Flag(required=True)
    reason = Written(parse_reason, load_default=None, allow_none=True)


class DeclaredInvoiceSchema(Schema):
    """An invoice of a declaration."""

    supplier = ma.String()
    number = ma.String()
    received_on = ma.Date()
    paid_on = ma.Date()
    total = Amount()
    vat = Amount(allow_none=True)
    file_id = ma.String()


class DeclarationSchema(Schema):
    """The present state of a declaration; `amount` is what is reimbursed if it is accepted, `code` why it was rejected."""

    declaration_id = ma.String()
    absence_number = ma.String()
    activity_id = ma.String()
    recipient_id = ma.String(allow_none=True)
    status = ma.String()
    late = ma.Boolean()
    submitted_on = ma.Date()
    submit_by = ma.Date()
    pay_by = ma.Date()
    iban = ma.String()
    vat_deductible = ma.Boolean()
    total = Amount()
    amount = Amount()
    code = ma.String(allow_none=True)
    reason = ma.String(allow_none=True)
    decided_on = ma.Date(allow_none=True)
    paid_on = ma.Date(allow_none=True)
    invoices = ma.List(ma.Nested(DeclaredInvoiceSchema))


class CostsSchema(VisibleSchema):
    """The activities and declarations of a case, oldest first; the version is that of the dossier."""

    version = ma.Integer()
    activities = ma.List(ma.Nested(ReintegrationActivitySchema))
    declarations = of("declaration", ma.List(ma.Nested(DeclarationSchema)))


class WaitingSchema(Schema):
    """What waits for a decision; the amount is the estimated cost of an activity, or what a declaration gets."""

    absence_number = ma.String()
    subject_id = ma.String()
    since = ma.Date()
    amount = Amount()
    is_late = ma.Boolean()
    employee_name = ma.String(allow_none=True)
    company_name = ma.String(allow_none=True)
