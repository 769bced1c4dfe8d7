"""Events published by the billing service. Key: the policy. Billing is the source of truth for policies."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.events.base import Event
from shared.events.snapshot import Snapshot
from shared.kernel.vocabulary import LateReportRule, SafetyNetRule, WaitingUnit


class InvoiceKind(StrEnum):
    """Kinds of invoice; each kind has its own number series."""

    ARBO = "ARBO"
    PREMIUM = "PREMIUM"
    CREDIT = "CREDIT"
    DEBT = "DEBT"


@dataclass(frozen=True, kw_only=True)
class PolicyTerms:
    """Parameters of a policy version (domain.md §3.1); percentages 0 to 100, money in euros.

    :ivar coverage_half2: of the second half of the first year of sickness; None: as `coverage_year1`
    :ivar coverage_half4: of the second half of the second year; None: as `coverage_year2`
    :ivar end_age: "AOW" or an age in whole years as a string
    :ivar late_report_grace_days: calendar days after the first sick day on which a report is still in time
    :ivar run_off_cover: whether a case that runs when the policy ends stays covered
    :ivar pre_existing_cover: whether a case that runs when the policy begins is covered
    """

    waiting_unit: WaitingUnit = WaitingUnit.WORKDAYS
    waiting_value: int = 10
    coverage_year1: Decimal = Decimal(100)
    coverage_year2: Decimal = Decimal(70)
    employer_charges_pct: Decimal = Decimal(0)
    day_divisor: int = 261
    max_insured_wage: Decimal = Decimal("79409.00")
    end_age: str = "AOW"
    vangnet_rule: SafetyNetRule = SafetyNetRule.OFFSET
    late_report_rule: LateReportRule = LateReportRule.NONE
    coverage_half2: Decimal | None = None
    coverage_half4: Decimal | None = None
    late_report_grace_days: int = 0
    run_off_cover: bool = True
    pre_existing_cover: bool = False


@dataclass(frozen=True, kw_only=True)
class PolicyAccepted(Event):
    """A policy, or a new version of its terms, is in force from a date (E07). Emitted by accept_policy.

    :ivar applies_from: first day on which this version counts, not before its acceptance; None in earlier messages: `valid_from`
    """

    TYPE = "nl.verzuim.billing.policy.accepted.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    company_name: str
    postcode: str
    iban: str
    version: int
    valid_from: date
    valid_until: date | None = None
    terms: PolicyTerms
    guidance_from: date
    """First day on which Perspectief guides this employer's absences (R-050)."""
    applies_from: date | None = None


@dataclass(frozen=True, kw_only=True)
class InvoiceIssued(Event):
    """An invoice or credit note went out (E40, E41). Emitted by the billing jobs.

    :ivar gross: euros including VAT; negative on a credit note
    """

    TYPE = "nl.verzuim.billing.invoice.issued.v1"
    KEY = "policy_number"
    FOR_WHOM = "bookkeeping; the portal asks billing itself"
    policy_number: str
    employer_id: str
    kind: InvoiceKind
    number: str
    issued_on: date
    due_on: date
    gross: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, kw_only=True)
class InvoicePaid(Event):
    """An invoice was paid in full (E42). Emitted by record_payment."""

    TYPE = "nl.verzuim.billing.invoice.paid.v1"
    KEY = "policy_number"
    FOR_WHOM = "bookkeeping; claims acts on the restored cover, not on the payment"
    policy_number: str
    employer_id: str
    number: str
    paid_on: date


class ReminderStep(StrEnum):
    """What the employer hears about an unpaid invoice."""

    REMINDED = "REMINDED"
    FORMAL_NOTICE = "FORMAL_NOTICE"
    SUSPENDED = "SUSPENDED"
    COLLECTION = "COLLECTION"


@dataclass(frozen=True, kw_only=True)
class InvoiceReminded(Event):
    """An unpaid invoice reached a step of which the employer is mailed (§4.5, 7:934 BW). Emitted by the dunning job.

    :ivar amount: what is open, in euros
    :ivar pay_until: last day of the term of the formal notice
    :ivar suspended_from: first day without cover if it stays unpaid; None for what is no premium
    :ivar costs: of collection, if it comes to that
    """

    TYPE = "nl.verzuim.billing.invoice.reminded.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    number: str
    step: ReminderStep
    amount: Decimal
    due_on: date
    pay_until: date
    suspended_from: date | None = None
    costs: Decimal


@dataclass(frozen=True, kw_only=True)
class CoverSuspended(Event):
    """Cover stops because premium stays unpaid (E43). Emitted by the dunning job."""

    TYPE = "nl.verzuim.billing.cover.suspended.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    suspended_from: date


@dataclass(frozen=True, kw_only=True)
class CoverRestored(Event):
    """Cover is back after payment (E43). Emitted by record_payment."""

    TYPE = "nl.verzuim.billing.cover.restored.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    restored_from: date


class DataRequestOccasion(StrEnum):
    """Why the employer hears about the January data: the round opened, a reminder, or an estimate in their place."""

    OPENED = "OPENED"
    REMINDER = "REMINDER"
    ESTIMATED = "ESTIMATED"


@dataclass(frozen=True, kw_only=True)
class JanuaryDataRequested(Event):
    """The employer must submit January data, or they were estimated (R-017, E17). Emitted by request_data and the jobs.

    :ivar year: of the January round
    :ivar deadline: last day to submit
    """

    TYPE = "nl.verzuim.billing.january-data.requested.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    year: int
    deadline: date
    occasion: DataRequestOccasion


@dataclass(frozen=True, kw_only=True)
class DataCorrectionRequested(Event):
    """The employer must correct an employee's data, on which premium and benefit rest (R-016). Emitted by request_correction.

    :ivar dispute_id: of the dispute in absence
    """

    TYPE = "nl.verzuim.billing.data-correction.requested.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    dispute_id: str


@dataclass(frozen=True, kw_only=True)
class EndedSuspension:
    """A past period without cover."""

    suspended: CoverSuspended
    restored: CoverRestored


@dataclass(frozen=True, kw_only=True)
class PolicySnapshot(Snapshot):
    """All versions of a policy, and when its cover was suspended. Emitted by restate_policy for a reader that missed events.

    :ivar suspension: the present suspension; None if the policy has cover
    """

    TYPE = "nl.verzuim.billing.policy.restated.v1"
    KEY = "policy_number"
    STANDS_FOR = (JanuaryDataRequested, DataCorrectionRequested, InvoiceReminded)
    policy_number: str
    versions: tuple[PolicyAccepted, ...]
    ended_suspensions: tuple[EndedSuspension, ...] = ()
    suspension: CoverSuspended | None = None
