"""Events published by the casework service. Key: the absence number. They contain no medical data and no free text."""
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from shared.events.cases.dossiers import DossierEvent as DossierEvent
from shared.events.cases.second_track import PlacementMade as PlacementMade
from shared.events.cases.second_track import SecondTrackClosed as SecondTrackClosed
from shared.events.cases.second_track import SecondTrackProgressed as SecondTrackProgressed
from shared.events.cases.second_track import SecondTrackStarted as SecondTrackStarted
from shared.events.cases.second_track import TrackClosingReason as TrackClosingReason
from shared.events.snapshot import Snapshot
from shared.kernel.vocabulary import NoticeKind, SanctionKind


class ThreatSource(StrEnum):
    """Source of the judgement that long incapacity threatens (R-056)."""

    DOCTOR = "DOCTOR"
    CONSULTANT = "CONSULTANT"
    AUTOMATIC = "AUTOMATIC"


@dataclass(frozen=True, kw_only=True)
class CaseOpened(DossierEvent):
    """A dossier is open and assigned (E18). Emitted by open_dossier."""

    TYPE = "nl.verzuim.casework.case.opened.v1"
    opened_on: date
    opened_at: datetime | None = None
    casemanager_id: str
    consultant_id: str | None = None
    contact_due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseClosed(DossierEvent):
    """A dossier is closed (E18). Emitted when the absence ends."""

    TYPE = "nl.verzuim.casework.case.closed.v1"
    FOR_WHOM = "partner arbo services; claims uses the events of the absence"
    closed_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneCompleted(DossierEvent):
    """A step of the statutory plan was completed (E19); carries the date, never the content."""

    TYPE = "nl.verzuim.casework.milestone.completed.v1"
    FOR_WHOM = "partner arbo services; claims receives the assessed conditions with the wage sanction"
    code: str
    due_on: date
    completed_on: date
    late_days: int


@dataclass(frozen=True, kw_only=True)
class LongTermThreatSet(DossierEvent):
    """Long incapacity threatens (E20). Emitted when a person records it, or on D(42)."""

    TYPE = "nl.verzuim.casework.long-term-threat.set.v1"
    since: date
    source: ThreatSource


@dataclass(frozen=True, kw_only=True)
class SanctionNotified(DossierEvent):
    """The employer suspended or stopped the wage (E24). Emitted by impose_sanction."""

    TYPE = "nl.verzuim.casework.sanction.notified.v1"
    sanction_id: str
    kind: SanctionKind
    start: date
    end: date | None = None
    warnings: int


@dataclass(frozen=True, kw_only=True)
class SanctionLifted(DossierEvent):
    """A sanction ended (E25). Emitted by lift_sanction.

    :ivar end: its last day
    :ivar back_pay: whether the withheld wage is paid after all
    """

    TYPE = "nl.verzuim.casework.sanction.lifted.v1"
    sanction_id: str
    lifted_on: date
    end: date
    back_pay: bool


@dataclass(frozen=True, kw_only=True)
class VraNoticeRaised(DossierEvent):
    """The casemanager informed or consulted VRA (E22)."""

    TYPE = "nl.verzuim.casework.vra-notice.raised.v1"
    FOR_WHOM = "bookkeeping; the portal of VRA asks casework itself"
    notice_id: str
    kind: NoticeKind
    consult: bool


@dataclass(frozen=True, kw_only=True)
class VraNoticeAnswered(DossierEvent):
    """VRA answered a notice (E22). Emitted by answer_vra_notice and decide_activity."""

    TYPE = "nl.verzuim.casework.vra-notice.answered.v1"
    FOR_WHOM = "bookkeeping; the portal of the casemanager asks casework itself"
    notice_id: str
    kind: NoticeKind
    answered_on: date


@dataclass(frozen=True, kw_only=True)
class InformationRequested(DossierEvent):
    """VRA asked the employer, the casemanager or the arbo service a question (E23). Emitted by ask_information.

    :ivar addressee: EMPLOYER, CASEMANAGER or ARBO_SERVICE
    """

    TYPE = "nl.verzuim.casework.information.requested.v1"
    FOR_WHOM = "partner arbo services; the portal asks casework itself"
    request_id: str
    addressee: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class InformationAnswered(DossierEvent):
    """The addressee answered a question of VRA (E23). Emitted by answer_information."""

    TYPE = "nl.verzuim.casework.information.answered.v1"
    FOR_WHOM = "partner arbo services; the portal asks casework itself"
    request_id: str
    answered_on: date


@dataclass(frozen=True, kw_only=True)
class GuaranteeCondition:
    """One condition of the gatekeeper guarantee and whether it holds (R-049)."""

    code: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class WageSanctionReported(DossierEvent):
    """UWV prolonged the wage obligation (E37), in its present state.

    Emitted by report_wage_sanction, and again when the contract terms are judged, when UWV shortens the sanction, and when the
    report is corrected or taken back.

    :ivar conditions: assessed by casework one by one, without those that were not judged yet
    :ivar start: first day of the sanction, the day after D(728)
    :ivar ends_on: last day after UWV shortened it
    :ivar assessing: whether a condition waits for its judgement and no other fails
    """

    TYPE = "nl.verzuim.casework.wage-sanction.reported.v1"
    sanction_id: str
    decision_on: date
    received_on: date
    reported_on: date
    weeks: int
    start: date
    conditions: tuple[GuaranteeCondition, ...]
    ends_on: date | None = None
    assessing: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class AdviceOutcome(DossierEvent):
    """An advice was followed or not (E46)."""

    TYPE = "nl.verzuim.casework.advice.closed.v1"
    FOR_WHOM = "partner arbo services; claims receives the assessed conditions with the wage sanction"
    advice_id: str
    followed: bool


@dataclass(frozen=True, kw_only=True)
class VacationApproved(DossierEvent):
    """The employer approved a vacation during sickness (E44). Emitted by approve_vacation.

    :ivar consent_on: the day on which the employee agreed to the debit
    :ivar hours: contract hours debited
    """

    TYPE = "nl.verzuim.casework.vacation.approved.v1"
    FOR_WHOM = "partner arbo services; claims continues the benefit during a vacation, so it keeps no copy"
    vacation_id: str
    start: date
    end: date
    consent_on: date
    hours: Decimal


@dataclass(frozen=True, kw_only=True)
class VacationWithdrawn(DossierEvent):
    """An approved vacation was taken back. Emitted by withdraw_vacation."""

    TYPE = "nl.verzuim.casework.vacation.withdrawn.v1"
    FOR_WHOM = "partner arbo services; claims continues the benefit during a vacation, so it keeps no copy"
    vacation_id: str


@dataclass(frozen=True, kw_only=True)
class ActivityAnnounced(DossierEvent):
    """The employer was informed whether the cost of a re-integration activity is reimbursed (E29). Emitted by announce_activity.

    The kind of activity is left out: it would say something about the employee's health.

    :ivar announced_amount: the most that is reimbursed, in euros; None if nothing is
    """

    TYPE = "nl.verzuim.casework.activity.announced.v1"
    FOR_WHOM = "bookkeeping; claims pays what is accepted"
    activity_id: str
    announced_on: date
    reimbursed: bool
    announced_amount: Decimal | None = None
    decided_by_vra: bool


@dataclass(frozen=True, kw_only=True)
class DeclarationSubmitted(DossierEvent):
    """The employer declared paid invoices of an activity (E30). Emitted by declare.

    :ivar invoice_received_on: of the invoice that was received first
    :ivar amount: what is reimbursed if the declaration is accepted, in euros
    :ivar late: whether it came after its month
    """

    TYPE = "nl.verzuim.casework.declaration.submitted.v1"
    FOR_WHOM = "bookkeeping; claims pays what is accepted"
    declaration_id: str
    activity_id: str
    submitted_on: date
    invoice_received_on: date
    amount: Decimal
    late: bool


@dataclass(frozen=True, kw_only=True)
class DeclarationAccepted(DossierEvent):
    """A declaration is to be reimbursed (E30). Emitted by decide_declaration.

    :ivar amount: to be paid, in euros
    :ivar pay_by: the last day of payment (R-071)
    """

    TYPE = "nl.verzuim.casework.declaration.accepted.v1"
    declaration_id: str
    activity_id: str
    decided_on: date
    amount: Decimal
    pay_by: date
    iban: str


@dataclass(frozen=True, kw_only=True)
class DeclarationRejected(DossierEvent):
    """A declaration was rejected (E30). Emitted by decide_declaration."""

    TYPE = "nl.verzuim.casework.declaration.rejected.v1"
    FOR_WHOM = "bookkeeping; claims pays what is accepted"
    declaration_id: str
    activity_id: str
    decided_on: date
    late: bool


@dataclass(frozen=True, kw_only=True)
class StandingSanction:
    """A sanction, with its last day if it was lifted."""

    notified: SanctionNotified
    lifted: SanctionLifted | None = None


@dataclass(frozen=True, kw_only=True)
class DossierSnapshot(Snapshot):
    """The parts of a dossier that other services copy. Emitted by restate_dossier for a reader that missed events.

    :ivar opened: None until a casemanager is assigned
    """

    TYPE = "nl.verzuim.casework.dossier.restated.v1"
    KEY = "absence_number"
    absence_number: str
    opened: CaseOpened | None = None
    threat: LongTermThreatSet | None = None
    sanctions: tuple[StandingSanction, ...] = ()
    wage_sanctions: tuple[WageSanctionReported, ...] = ()
    placements: tuple[PlacementMade, ...] = ()
    declarations: tuple[DeclarationAccepted, ...] = ()
