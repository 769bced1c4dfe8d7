"""Events published by the claims service. Key: the absence number, or the policy for events about the employer's account."""
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from shared.events.base import Event
from shared.events.casework import GuaranteeCondition
from shared.events.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class ClaimEvent(Event):
    """Common to all events about one claim."""

    KEY = "absence_number"
    absence_number: str
    employee_id: str
    employer_id: str


@dataclass(frozen=True, kw_only=True)
class ClaimOpened(ClaimEvent):
    """A claim is in treatment (E32). Emitted by open_claim."""

    TYPE = "nl.verzuim.claims.claim.opened.v1"
    opened_on: date
    judged_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimRejected(ClaimEvent):
    """There is no cover for this absence (E32); casework continues."""

    TYPE = "nl.verzuim.claims.claim.rejected.v1"
    reason: str
    judged_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class WageJudged(ClaimEvent):
    """Claims accepted or rejected a wage that was recorded after a report (§15.6). Emitted by judge_wage."""

    TYPE = "nl.verzuim.claims.wage.judged.v1"
    FOR_WHOM = "bookkeeping; the portal asks claims itself"
    judgement_id: str
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class BenefitCalculated(ClaimEvent):
    """A month was calculated, or calculated again (E33).

    :ivar month: 2026-06
    :ivar delta: new total less the amounts paid or booked for the month
    """

    TYPE = "nl.verzuim.claims.benefit.calculated.v1"
    FOR_WHOM = "bookkeeping; the portal asks claims itself"
    month: str
    version: int
    total: Decimal
    delta: Decimal


@dataclass(frozen=True, kw_only=True)
class BenefitPaid(Event):
    """A benefit was paid to the employer (E34). Emitted by the payment run."""

    TYPE = "nl.verzuim.claims.benefit.paid.v1"
    KEY = "policy_number"
    FOR_WHOM = "bookkeeping; the portal asks claims itself"
    policy_number: str
    employer_id: str
    payment_reference: str
    amount: Decimal
    paid_on: date


@dataclass(frozen=True, kw_only=True)
class DebtCreated(Event):
    """A debt of the employer remains after two runs or at policy end (E35)."""

    TYPE = "nl.verzuim.claims.benefit.debt-created.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    debt_id: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class RecourseOpened(ClaimEvent):
    """A third party may be liable; a recourse file is open (E36).

    :ivar contact_due_on: last day for Team Claims to call the employer (R-141)
    """

    TYPE = "nl.verzuim.claims.recourse.opened.v1"
    FOR_WHOM = "casework, once dossiers show recourse"
    recourse_id: str
    contact_due_on: date
    limitation_on: date


@dataclass(frozen=True, kw_only=True)
class RecourseStatusChanged(ClaimEvent):
    """A recourse file has another status, or its limitation started again (E36).

    :ivar limitation_on: the earlier of both terms
    """

    TYPE = "nl.verzuim.claims.recourse.status-changed.v1"
    FOR_WHOM = "bookkeeping; casework, once dossiers show recourse"
    recourse_id: str
    status: str
    limitation_on: date


@dataclass(frozen=True, kw_only=True)
class RecourseAllocated(ClaimEvent):
    """What a liable party paid was allocated, the employer's own loss first (E36). Emitted by move_file.

    :ivar version: 1 for the first allocation; a later one replaces it after a correction or a further receipt
    :ivar employer_difference: from the allocation before, negative if the employer got too much
    """

    TYPE = "nl.verzuim.claims.recourse.allocated.v1"
    FOR_WHOM = "bookkeeping"
    recourse_id: str
    version: int
    employer: Decimal
    insurer: Decimal
    employer_difference: Decimal
    insurer_difference: Decimal


@dataclass(frozen=True, kw_only=True)
class VraOrderIssued(ClaimEvent):
    """Claims asks VRA to support the re-integration (E21), once per composite case. Emitted by issue_vra_order.

    Contains only the fields on the allow-list of R-065: no wage and no medical data.

    :ivar incapacity_pct: on the day of the order
    """

    TYPE = "nl.verzuim.claims.vra-order.issued.v1"
    order_id: str
    composite_id: str
    first_sick_day: date
    incapacity_pct: Decimal
    issued_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReimbursementPaid(ClaimEvent):
    """A declaration was reimbursed to the employer (E31). Emitted by pay_reimbursements."""

    TYPE = "nl.verzuim.claims.reimbursement.paid.v1"
    declaration_id: str
    payment_reference: str
    amount: Decimal
    paid_on: date


@dataclass(frozen=True, kw_only=True)
class GuaranteeDecided(ClaimEvent):
    """The claim under the gatekeeper guarantee was decided (E38); Perspectief pays."""

    TYPE = "nl.verzuim.claims.guarantee.decided.v1"
    sanction_id: str
    approved: bool
    conditions: tuple[GuaranteeCondition, ...]
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class GuaranteeCharged(ClaimEvent):
    """Perspectief is charged for a month of a wage sanction, or gets back what was too much. Emitted by charge_guarantee.

    :ivar version: number of the booking within its guarantee
    :ivar amount: euros, negative if less is due than was charged
    """

    TYPE = "nl.verzuim.claims.guarantee.charged.v1"
    FOR_WHOM = "bookkeeping"
    sanction_id: str
    month: str
    version: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class ClaimSnapshot(Snapshot):
    """The present state of a claim. Emitted by restate_claim for a reader that missed events.

    :ivar opened: None if the claim was rejected or is not decided
    """

    TYPE = "nl.verzuim.claims.claim.restated.v1"
    KEY = "absence_number"
    absence_number: str
    opened: ClaimOpened | None = None
    rejected: ClaimRejected | None = None
    guarantees: tuple[GuaranteeDecided, ...] = ()
    vra_order: VraOrderIssued | None = None
    reimbursements: tuple[ReimbursementPaid, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DebtSnapshot(Snapshot):
    """All debts of a policy that were transferred to billing. Emitted by restate_debts for a reader that missed events.

    Billing recognises each debt by its id and invoices it once.
    """

    TYPE = "nl.verzuim.claims.debt.restated.v1"
    KEY = "policy_number"
    policy_number: str
    debts: tuple[DebtCreated, ...] = ()
