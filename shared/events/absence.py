"""Events published by the absence service. Key: the employee, because the order of one person's reports matters.

Every event about an absence carries the complete state after the change; the other fields describe the change.
"""
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from shared.events.absence_parts import Mutation as Mutation
from shared.events.absence_parts import Person as Person
from shared.events.absence_parts import SafetyNetBenefit as SafetyNetBenefit
from shared.events.base import Event
from shared.events.changed_value import ChangedValue
from shared.events.snapshot import Snapshot
from shared.events.wages import ConfirmedWages as ConfirmedWages
from shared.events.wages import WageSegment as WageSegment
from shared.fields.contact import parse_address, parse_phone
from shared.fields.numbers import HOURS_OF_A_DAY, WholeRule
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import (
    AbsenceStatus,
    ContestReason,
    DepartureReason,
    DisputeOutcome,
    LeaveKind,
    RecoveryBasis,
    ThirdParty,
)

LONGEST_ABSENCE = 728
"""Days that a report may expect an absence to last."""


@dataclass(frozen=True, kw_only=True)
class ReportedFacts:
    """Optional answers in a sick report, repeated in every event about the absence; they contain no medical information.

    The one declaration of these facts: the command of `report_sick`, the bodies of its API and `AbsenceState` take them from
    here, and the columns of an absence have their names. A rule in `Annotated` says what the API accepts.

    :ivar contested_reason: why the employer does not accept the report (R-089); required without a labour conflict
    :ivar hours_worked: hours worked on the first sick day
    :ivar data_dispute: who reported may not correct the employee's data and says that they are not right (R-016)
    """

    labour_conflict: bool = False
    safety_net: bool = False
    work_accident: bool = False
    traffic_accident: bool = False
    contested: bool = False
    contested_reason: ContestReason | None = None
    same_cause: SameCause = SameCause.UNKNOWN
    expected_days: Annotated[int | None, WholeRule(1, LONGEST_ABSENCE)] = None
    hours_worked: Annotated[Decimal | None, HOURS_OF_A_DAY] = None
    data_dispute: bool = False

    def facts(self) -> dict[str, Any]:
        """These facts alone, by name."""
        return {field.name: getattr(self, field.name) for field in fields(ReportedFacts)}


@dataclass(frozen=True, kw_only=True)
class ReportedContact:
    """Where the consultant reaches the employee during the absence (domain.md §7.2, 1); never logged."""

    contact_phone: Annotated[str | None, parse_phone] = None
    nursing_address: Annotated[str | None, parse_address] = None

    def contact(self) -> dict[str, Any]:
        """These fields alone, by name."""
        return {field.name: getattr(self, field.name) for field in fields(ReportedContact)}


@dataclass(frozen=True, kw_only=True)
class AbsenceState(ReportedFacts):
    """The present state of one absence.

    :ivar recovered_on: first day fully fit; ahead of its day the absence is still open
    :ivar composite_id: number of the first absence of the composite case
    :ivar sequence: incremented by each change of this absence
    """

    absence_number: str
    sequence: int
    status: AbsenceStatus
    first_sick_day: date
    reported_on: date
    recovered_on: date | None = None
    recovery_reported_on: date | None = None
    end_of_service: date | None = None
    composite_id: str
    composite_first_sick_day: date
    mutations: tuple[Mutation, ...] = ()
    safety_net_benefits: tuple[SafetyNetBenefit, ...] = ()
    third_party: ThirdParty = ThirdParty.NO
    employee_version: int
    person: ReportedContact | None = None


@dataclass(frozen=True, kw_only=True)
class EmployeeUpserted(Event):
    """An employee was added or changed (E08). Emitted by add_employee, import, set_wage, correct."""

    TYPE = "nl.verzuim.absence.employee.upserted.v1"
    KEY = "employee_id"
    employee_id: str
    employer_id: str
    policy_number: str
    version: int
    employee_number: str
    person: Person
    function: str | None = None
    department: str | None = None
    employed_from: date
    employed_until: date | None = None
    wages: tuple[WageSegment, ...]


@dataclass(frozen=True, kw_only=True)
class EmployeeLeft(Event):
    """An employee's last day in service became known (E09), possibly ahead. Emitted by end_employment."""

    TYPE = "nl.verzuim.absence.employee.left.v1"
    KEY = "employee_id"
    employee_id: str
    employer_id: str
    version: int
    end_of_service: date
    reason: DepartureReason | None = None


@dataclass(frozen=True, kw_only=True)
class AbsenceEvent(Event):
    """Common to all events about one absence."""

    KEY = "employee_id"
    employee_id: str
    employer_id: str
    policy_number: str
    absence: AbsenceState


@dataclass(frozen=True, kw_only=True)
class SickReportFiled(AbsenceEvent):
    """An employer reported someone sick (E10). Emitted by report_sick.

    :ivar previous_absence_number: the earlier absence in the same composite case (E11), with the gap in days
    """

    TYPE = "nl.verzuim.absence.sick-report.filed.v1"
    reported_at: datetime
    late: bool
    days_late: int
    previous_absence_number: str | None = None
    gap_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecoveryReported(AbsenceEvent):
    """Recovery, or a relapse of 0 % (E12); a full one closes the absence on its day. Emitted by report_recovery."""

    TYPE = "nl.verzuim.absence.recovery.reported.v1"
    effective_on: date
    recovered_pct: Decimal
    basis: RecoveryBasis | None = None
    full: bool
    late: bool = False
    days_late: int = 0


@dataclass(frozen=True, kw_only=True)
class AbsenceCorrected(AbsenceEvent):
    """An earlier record was corrected or withdrawn (E13), or a date came that was recorded ahead.

    :ivar affects_from: the earliest civil date with a difference
    :ivar changes: what was corrected, with old and new value; empty if the calendar or another absence changed the state
    """

    TYPE = "nl.verzuim.absence.mutation.corrected.v1"
    affects_from: date
    changes: tuple[ChangedValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeftServiceSick(AbsenceEvent):
    """An employee left while sick (E14). Emitted by settle on the day after the last day in service."""

    TYPE = "nl.verzuim.absence.left-service-sick.reported.v1"
    end_of_service: date
    sick_days: int
    reason: DepartureReason | None = None


@dataclass(frozen=True, kw_only=True)
class SickReportCancelled(AbsenceEvent):
    """A report was withdrawn and has no effect (E15). Emitted by cancel_report."""

    TYPE = "nl.verzuim.absence.sick-report.cancelled.v1"
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeaveSet(Event):
    """Leave of an employee was recorded (E16). Emitted by set_leave."""

    TYPE = "nl.verzuim.absence.leave.set.v1"
    KEY = "employee_id"
    employee_id: str
    employer_id: str
    leave_id: str
    kind: LeaveKind
    start: date
    end: date
    cancelled: bool = False


@dataclass(frozen=True, kw_only=True)
class DataDisputeRaised(Event):
    """Somebody who may not correct an employee's data said that they are not right (R-016). Emitted with a report."""

    TYPE = "nl.verzuim.absence.data-dispute.raised.v1"
    KEY = "employee_id"
    employee_id: str
    employer_id: str
    policy_number: str
    dispute_id: str


@dataclass(frozen=True, kw_only=True)
class DataDisputeSettled(Event):
    """The data were corrected, or are right after all. Emitted by settle_dispute."""

    TYPE = "nl.verzuim.absence.data-dispute.settled.v1"
    KEY = "employee_id"
    FOR_WHOM = "systems of the employer and its accounting office; the corrected data travel in their own events"
    employee_id: str
    employer_id: str
    dispute_id: str
    outcome: DisputeOutcome


@dataclass(frozen=True, kw_only=True)
class DataCampaignOpened(Event):
    """The January round of a policy opened (E17). Emitted by open_campaign on 1 January.

    :ivar year: the new year; asked for are the data of the preceding year and of 1 January
    :ivar deadline: last day to submit
    """

    TYPE = "nl.verzuim.absence.data-campaign.opened.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    year: int
    deadline: date


@dataclass(frozen=True, kw_only=True)
class DataCampaignSubmitted(Event):
    """The employer confirmed the January data (E17). Emitted by submit_january_data.

    :ivar year: the new year; the definitive premium is for the preceding year
    """

    TYPE = "nl.verzuim.absence.data-campaign.submitted.v1"
    KEY = "policy_number"
    policy_number: str
    employer_id: str
    year: int
    employees: tuple[ConfirmedWages, ...]


@dataclass(frozen=True, kw_only=True)
class EmployeeSnapshot(Snapshot):
    """The present state of an employee, all absences and leave. Emitted by restate_employee for a reader that missed events."""

    TYPE = "nl.verzuim.absence.employee.restated.v1"
    KEY = "employee_id"
    STANDS_FOR = (EmployeeLeft, SickReportFiled, RecoveryReported, LeftServiceSick, SickReportCancelled, DataDisputeRaised)
    employee_id: str
    employee: EmployeeUpserted
    leaves: tuple[LeaveSet, ...]
    absences: tuple[AbsenceCorrected, ...]


@dataclass(frozen=True, kw_only=True)
class CampaignSnapshot(Snapshot):
    """All January rounds of a policy and the data confirmed in them, oldest first.

    Emitted by restate_campaigns for a reader that missed events.
    """

    TYPE = "nl.verzuim.absence.data-campaign.restated.v1"
    KEY = "policy_number"
    policy_number: str
    opened: tuple[DataCampaignOpened, ...] = ()
    submissions: tuple[DataCampaignSubmitted, ...]
