"""Records of each employee. They refer to the entries, so that a correction of an entry is visible in all records."""
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from services.absence.domain.recovery import Course, is_relapse
from services.absence.domain.secondment import Prepared
from services.absence.domain.states import Act, Change, Facts, check_admitted, left_sick_on, status_on
from services.casework.domain.conflict.steps import ConflictStep
from services.casework.domain.guidance.advice import Advice
from services.casework.domain.leave.vacation import VacationStatus
from services.casework.domain.sanctions.summons import Verdict
from services.casework.domain.second_track.track import Track
from services.claims.domain.benefits.sanction import Sanction, lift
from services.claims.domain.recourse.limitation import EventKind
from services.claims.domain.recourse.recourse import RecourseStatus
from shared.kernel.money import ZERO
from shared.kernel.period import Period
from shared.kernel.refusals import NotFound, Refusal
from shared.kernel.sickness import CompositeCase, Spell
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind
from shared.law.sickness import composite_cases

Entry = dict[str, Any]
OPEN = (AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED)


@dataclass
class Absence:
    """One sick report with its later entries."""

    number: str
    report: Entry
    recovery: Entry | None = None
    mutations: list[Entry] = field(default_factory=list)
    safety_net: list[Entry] = field(default_factory=list)

    @property
    def first_sick_day(self) -> date:
        """The reported or corrected first sick day."""
        day: date = self.report["first_sick_day"]
        return day

    @property
    def recovered_on(self) -> date | None:
        """The first day fully fit, None while open."""
        return None if self.recovery is None else self.recovery.get("first_fit_day") or self.recovery["from"]

    @property
    def in_effect(self) -> list[Entry]:
        """The partial recoveries and relapses within the absence and before the recovery, by date."""
        until = self.recovered_on or date.max
        return sorted((m for m in self.mutations if self.first_sick_day <= m["from"] < until), key=lambda m: m["from"])

    @property
    def course(self) -> Course:
        """What was recorded so far, for the rules."""
        changes = [Change(m["from"], _is_relapse(m)) for m in self.in_effect]
        return Course(first_sick_day=self.first_sick_day, changes=changes, recovered_on=self.recovered_on)

    def status(self, day: date, *, end_of_service: date | None) -> AbsenceStatus:
        """The status on a day, apart from the end of 104 weeks."""
        return status_on(self._facts(end_of_service), day)

    def left_sick_on(self, day: date, *, end_of_service: date | None) -> date | None:
        """The last day in service if the employee had left sick by the day."""
        has_left = self.status(day, end_of_service=end_of_service) is AbsenceStatus.LEFT_SERVICE
        return left_sick_on(self._facts(end_of_service)) if has_left else None

    def _facts(self, end_of_service: date | None) -> Facts:
        return Facts(first_sick_day=self.first_sick_day, recovered_on=self.recovered_on, employed_until=end_of_service,
                     changes=self.course.changes)

    @property
    def spell(self) -> Spell:
        """The absence as a spell for the count of sick days."""
        return Spell(self.first_sick_day, self.recovered_on, self.number, self.report["same_cause"])


def _is_relapse(entry: Entry) -> bool:
    return entry["do"] == "report_relapse" or is_relapse(entry["basis"], entry["recovered_pct"] or Decimal(0))


@dataclass
class Imposed:
    """A sanction and, if it was lifted, the entry that lifted it."""

    notice: Entry
    lifting: Entry | None = None

    @property
    def sanction(self) -> Sanction:
        """The sanction as input of claims' calculation."""
        sanction = Sanction(kind=self.notice["kind"], start=self.notice["from"], end=self.notice["to"])
        if self.lifting is None:
            return sanction
        return lift(sanction, lifted_on=self.lifting["on"], back_pay=self.lifting["back_pay"])


@dataclass
class PlannedVacation:
    """A vacation during sickness.

    :ivar at: position of its entry in the case file
    """

    at: int
    entry: Entry
    status: VacationStatus

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.entry["from"], self.entry["to"])


@dataclass
class Placed:
    """A placement of an absence."""

    absence: Absence
    prepared: Prepared


@dataclass
class PlayedTrack:
    """A second track with its placements."""

    value: Track
    placed: list[Placed] = field(default_factory=list)


@dataclass
class RecourseFile:
    """The recourse on a third party who is liable for an employee's sickness."""

    event_on: date
    kind: EventKind | None = None
    status: RecourseStatus = RecourseStatus.REPORTED
    is_stated: bool = False
    received: Decimal = ZERO
    interrupted_on: list[date] = field(default_factory=list)


@dataclass
class Employee:
    """The records of one employee."""

    given: Entry
    absences: list[Absence] = field(default_factory=list)
    withdrawn: list[Absence] = field(default_factory=list)
    wages: list[Entry] = field(default_factory=list)
    leaves: list[Entry] = field(default_factory=list)
    steps: list[ConflictStep] = field(default_factory=list)
    verdicts: list[tuple[date, Verdict]] = field(default_factory=list)
    warnings: list[tuple[date, Entry]] = field(default_factory=list)
    imposed: list[Imposed] = field(default_factory=list)
    completions: list[Entry] = field(default_factory=list)
    advices: dict[str, Advice] = field(default_factory=dict)
    has_action_plan: bool = False
    wage_sanctions: list[Entry] = field(default_factory=list)
    vacations: list[PlannedVacation] = field(default_factory=list)
    tracks: list[PlayedTrack] = field(default_factory=list)
    departure: Entry | None = None
    recourse: RecourseFile | None = None

    @property
    def end_of_service(self) -> date | None:
        """Last day of employment, if known."""
        return None if self.departure is None else self.departure["last_day"]

    @property
    def sanctions(self) -> tuple[Sanction, ...]:
        """Every sanction in its present state."""
        return tuple(one.sanction for one in self.imposed)

    def open_absence(self, day: date) -> Absence | None:
        """The absence that is open on a day, or None."""
        return next((absence for absence in self.absences
                     if absence.status(day, end_of_service=self.end_of_service) in OPEN), None)

    @property
    def maternity_leaves(self) -> tuple[Period, ...]:
        """Maternity leave, which interrupts a case and is not counted in it."""
        return tuple(Period(leave["from"], leave["to"]) for leave in self.leaves if leave["kind"] == LeaveKind.MATERNITY)

    @property
    def composites(self) -> list[CompositeCase]:
        """The absences grouped into composite cases."""
        return composite_cases([absence.spell for absence in self.absences], self.maternity_leaves)

    def absences_in(self, composite: CompositeCase) -> list[Absence]:
        """The absences of a case, in order."""
        numbers = [spell.absence_number for spell in composite.spells]
        return sorted((a for a in self.absences if a.number in numbers), key=lambda a: a.first_sick_day)

    def wages_of(self, composite: CompositeCase) -> list[Entry]:
        """The recorded wages that count for a case: all but those that Claims rejected for it (§15.6)."""
        return [wage for wage in self.wages if wage.get("accepted", True) or not self._is_after_report(wage, composite)]

    def is_recorded_afterwards(self, wage: Entry) -> bool:
        """Whether the wage holds on the first sick day of a case that was reported before it was recorded."""
        return any(self._is_after_report(wage, composite) for composite in self.composites)

    def _is_after_report(self, wage: Entry, composite: CompositeCase) -> bool:
        report = self.absences_in(composite)[0].report
        return wage["from"] <= composite.first_sick_day and (wage["on"], wage["at"]) > (report["on"], report["at"])

    def get_absence(self, act: Act, day: date) -> Absence:
        """The latest absence, if it admits the act on the day.

        :raises NotFound: without one
        :raises Conflict: as `check_admitted`
        """
        self.check_reported(act)
        absence = self.absences[-1]
        check_admitted(act, absence.status(day, end_of_service=self.end_of_service))
        return absence

    def check_reported(self, act: Act) -> None:
        """Check that an absence is reported and not withdrawn.

        :raises NotFound: without one
        :raises Conflict: if all were withdrawn
        """
        if self.absences:
            return
        if not self.withdrawn:
            raise NotFound("absence.not_found", "Er is geen verzuim van deze werknemer.")
        check_admitted(act, AbsenceStatus.CANCELLED)


@dataclass
class History:
    """A case file played to its end.

    :ivar entries: entries played so far by index, with corrections applied
    :ivar recorded: accepted entries by index
    :ivar refused: entries that the rules refuse, by their index
    """

    employees: dict[str, Employee]
    entries: dict[int, Entry] = field(default_factory=dict)
    recorded: set[int] = field(default_factory=set)
    refused: dict[int, Refusal] = field(default_factory=dict)
