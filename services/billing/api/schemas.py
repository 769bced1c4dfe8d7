"""Bodies of the billing API."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load, validate
from marshmallow import fields as ma
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from services.billing.usecases.policies.accept_policy import PolicyApplication
from shared.events.billing import PolicyTerms
from shared.kernel.vocabulary import LateReportRule, SafetyNetRule, WaitingUnit
from shared.web.fields import Amount, Number

POLICY_NUMBER = validate.Regexp(r"^[A-Z0-9-]{3,40}$", error="Geef 3 tot 40 hoofdletters, cijfers of streepjes.")
POSTCODE = validate.Regexp(r"^[1-9][0-9]{3} ?[A-Z]{2}$", error="Geef een postcode als 4331 LK.")
PERCENT = validate.Range(0, 100, error="Geef een percentage van 0 tot 100.")


def _iban(value: str) -> None:
    try:
        IBAN(value)
    except SchwiftyException:
        raise ValidationError("Dit is geen geldig IBAN.") from None


class TermsSchema(Schema):
    """What is insured; every key has a default (domain.md §3.1)."""

    waiting_unit = ma.Enum(WaitingUnit, by_value=True)
    waiting_value = ma.Integer(strict=True, validate=validate.Range(0, 728))
    coverage_year1 = Number(validate=PERCENT)
    coverage_year2 = Number(validate=PERCENT)
    employer_charges_pct = Number(validate=PERCENT)
    day_divisor = ma.Integer(strict=True, validate=validate.OneOf([260, 261], error="Kies 260 of 261."))
    max_insured_wage = Amount()
    end_age = ma.String(validate=validate.Regexp(r"^(AOW|[1-9][0-9])$", error="Geef AOW of een leeftijd in jaren."))
    vangnet_rule = ma.Enum(SafetyNetRule, by_value=True)
    late_report_rule = ma.Enum(LateReportRule, by_value=True)

    @post_load
    def terms(self, data: dict[str, Any], **_: object) -> PolicyTerms:
        """The terms as they travel."""
        return PolicyTerms(**data)


class ApplicationSchema(Schema):
    """A policy to accept."""

    policy_number = ma.String(required=True, validate=POLICY_NUMBER)
    company_name = ma.String(required=True, validate=validate.Length(1, 200))
    postcode = ma.String(required=True, validate=POSTCODE)
    iban = ma.String(required=True, validate=_iban)
    valid_from = ma.Date(required=True)
    valid_until = ma.Date(allow_none=True)
    guidance_from = ma.Date(allow_none=True)
    employer_id = ma.String(validate=validate.Length(1, 40))
    premium_rate_pct = Number(validate=PERCENT)
    premium_instalments = ma.Integer(strict=True)
    arbo_tariff_incl_vat = Amount()
    arbo_period = ma.String(validate=validate.OneOf(["YEAR", "QUARTER", "MONTH"], error="Kies YEAR, QUARTER of MONTH."))
    payment_method = ma.String(validate=validate.OneOf(["DIRECT_DEBIT", "TRANSFER"], error="Kies DIRECT_DEBIT of TRANSFER."))
    terms = ma.Nested(TermsSchema)

    @post_load
    def command(self, data: dict[str, Any], **_: object) -> PolicyApplication:
        """The command of the use case."""
        return PolicyApplication(**data)


class PolicySchema(Schema):
    """A policy as shown."""

    policy_number = ma.String()
    employer_id = ma.String()
    company_name = ma.String()
    version = ma.Integer()
    valid_from = ma.Date()
    valid_until = ma.Date()
    guidance_from = ma.Date()
    terms = ma.Dict()
    premium_rate_pct = Number()
    premium_instalments = ma.Integer()
    arbo_tariff_incl_vat = Amount()
    arbo_period = ma.String()
    payment_method = ma.String()


class InvoiceSchema(Schema):
    """An invoice as shown."""

    number = ma.String()
    policy_number = ma.String()
    kind = ma.String()
    subject = ma.String()
    date = ma.Date(attribute="issued_on")
    due_on = ma.Date()
    gross = Amount()
    net = Amount()
    vat = Amount()
    vat_pct = Number()
    details = ma.Dict()
    status = ma.String()
    stage = ma.String()
    paid_on = ma.Date()


class PaymentSchema(Schema):
    """Money that came in; without an amount all that is open."""

    paid_on = ma.Date(required=True)
    amount = Amount(load_default=None)


class PremiumYearSchema(Schema):
    """The premium of a year."""

    year = ma.Integer()
    state = ma.String()
    provisional_payroll = Amount()
    provisional = Amount()
    definitive_payroll = Amount()
    definitive = Amount()
    parts = ma.List(ma.Dict())


def items(schema: type[Schema]) -> type[Schema]:
    """A whole list: ``{"items": [...], "next": null}``."""
    return Schema.from_dict({"items": ma.List(ma.Nested(schema)), "next": ma.Constant(None)},
                            name=f"{schema.__name__.removesuffix('Schema')}Items")
