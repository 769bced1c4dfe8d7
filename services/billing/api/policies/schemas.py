"""Request and response bodies of policies and their versions."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.billing.api.premium.schemas import PlannedInstalmentSchema, PremiumPartSchema
from services.billing.queries.policies.search import PolicyState
from services.billing.queries.policies.versions import Changed
from services.billing.usecases.policies.accept_policy import PolicyApplication
from shared.access.visible import VisibleSchema, of
from shared.fields.contact import parse_postcode
from shared.fields.dates import POLICY_DATE
from shared.fields.iban import parse_iban
from shared.fields.identifiers import parse_end_age, parse_id, parse_policy_number
from shared.fields.names import parse_company_name
from shared.fields.numbers import (
    ANNUAL_WAGE,
    DAY_DIVISOR,
    GRACE_DAYS,
    INSTALMENTS,
    PERCENTAGE,
    PREMIUM_RATE,
    TARIFF,
    WAITING_TIME,
)
from shared.fields.text import parse_search
from shared.kernel.vocabulary import LateReportRule, SafetyNetRule, WaitingUnit
from shared.web.fields import Amount, Choice, Day, Flag, Number, Whole, Word, Written
from shared.web.pages import PageQuery


class PolicyQuery(PageQuery):
    """Query parameters of the list of policies."""

    search = Written(parse_search, load_default=None)
    state = Choice(PolicyState, load_default=None)


class TermsSchema(Schema):
    """Policy terms (domain.md §3.1); an omitted key keeps its value, or has its default in the first version."""

    waiting_unit = Choice(WaitingUnit)
    waiting_value = Whole(WAITING_TIME)
    coverage_year1 = Number(PERCENTAGE)
    coverage_year2 = Number(PERCENTAGE)
    employer_charges_pct = Number(PERCENTAGE)
    day_divisor = Whole(DAY_DIVISOR)
    max_insured_wage = Amount(ANNUAL_WAGE)
    end_age = Written(parse_end_age)
    vangnet_rule = Choice(SafetyNetRule)
    late_report_rule = Choice(LateReportRule)
    coverage_half2 = Number(PERCENTAGE, allow_none=True)
    coverage_half4 = Number(PERCENTAGE, allow_none=True)
    late_report_grace_days = Whole(GRACE_DAYS)
    run_off_cover = Flag()
    pre_existing_cover = Flag()


class ProposedVersionSchema(Schema):
    """A version of a policy, in which omitted keys keep their values; `valid_until` null takes the last day away."""

    company_name = Written(parse_company_name)
    postcode = Written(parse_postcode)
    iban = Written(parse_iban)
    valid_from = Day(POLICY_DATE, required=True)
    valid_until = Day(POLICY_DATE, allow_none=True)
    guidance_from = Day(POLICY_DATE, allow_none=True)
    premium_rate_pct = Number(PREMIUM_RATE)
    premium_instalments = Whole(INSTALMENTS)
    arbo_tariff_incl_vat = Amount(TARIFF)
    arbo_period = Word(["YEAR", "QUARTER", "MONTH"])
    payment_method = Word(["DIRECT_DEBIT", "TRANSFER"])
    terms = ma.Nested(TermsSchema)

    @post_load
    def named(self, data: dict[str, Any], **_: object) -> Any:
        """Say apart that the last day was named as null."""
        return data | {"has_no_end": "valid_until" in data and data["valid_until"] is None}


class ApplicationSchema(ProposedVersionSchema):
    """A policy to accept, or a later version of one, in which omitted keys keep their values."""

    policy_number = Written(parse_policy_number, required=True)
    employer_id = Written(parse_id)

    @post_load
    def named(self, data: dict[str, Any], **_: object) -> Any:
        """The command of the use case."""
        return PolicyApplication(**super().named(data))


class PolicySchema(VisibleSchema):
    """A policy as shown."""

    policy_number = ma.String()
    employer_id = ma.String()
    company_name = ma.String()
    postcode = ma.String()
    version = ma.Integer()
    latest_version = ma.Integer()
    valid_from = ma.Date()
    valid_until = ma.Date(allow_none=True)
    guidance_from = ma.Date()
    terms = ma.Dict()
    premium_rate_pct = of("premium", Number())
    premium_instalments = of("premium", ma.Integer())
    arbo_tariff_incl_vat = of("premium", Amount())
    arbo_period = of("premium", ma.String())
    payment_method = of("premium", ma.String())


class ListedPolicySchema(PolicySchema):
    """A policy in a list: the version in force, the first day of the policy, and the day of its next change."""

    first_day = ma.Date()
    next_change_on = ma.Date(allow_none=True)


class FormerValues(ma.Dict):
    """The former values of changed fields by name, without those that the reader may not see."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> dict[str, Any]:
        changed: Changed = value
        shown = PolicySchema().dump(changed.former)
        found = shown | {f"terms.{name}": term for name, term in shown["terms"].items()}
        return {name: found[name] for name in changed.names if name in found}


class VersionSchema(PolicySchema):
    """A version of a policy: when it counts, and the former values of what it changed, by field (``terms.`` before terms)."""

    accepted_on = ma.Date()
    applies_from = ma.Date()
    before = FormerValues()


class ExpectedPremiumSchema(Schema):
    """The premium of a year by the known wages; its parts add up to it."""

    payroll = Amount()
    premium = Amount()
    parts = ma.List(ma.Nested(PremiumPartSchema))


class YearPreviewSchema(Schema):
    """The premium of a year without and with a version, and the instalments still to be invoiced."""

    year = ma.Integer()
    before = ma.Nested(ExpectedPremiumSchema)
    after = ma.Nested(ExpectedPremiumSchema)
    difference = Amount()
    provisional_before = Amount()
    provisional_after = Amount()
    instalments = ma.List(ma.Nested(PlannedInstalmentSchema))


class ArboPreviewSchema(Schema):
    """The first arbo fee after the change, including VAT."""

    counted_on = ma.Date()
    heads = ma.Integer()
    before = Amount()
    after = Amount()


class VersionPreviewSchema(Schema):
    """What a version does before it is accepted: to the fields, the premium of two years and the arbo fee."""

    applies_from = ma.Date()
    version = ma.Nested(PolicySchema)
    before = FormerValues()
    years = ma.List(ma.Nested(YearPreviewSchema))
    arbo = ma.Nested(ArboPreviewSchema)
