"""Records of each employee. They refer to the entries, so that a correction of an entry is visible in all records."""
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.claims.domain.benefits.sanction import Sanction, lift
from shared.kernel.period import Period
from shared.kernel.refusals import Conflict
from shared.kernel.sickness import CompositeCase, Spell
from shared.kernel.vocabulary import LeaveKind
from shared.law.sickness import composite_cases

Entry = dict[str, Any]


@dataclass
class Absence:
    """One sick report with its later entries."""

    number: str
    report: Entry
    recovery: Entry | None = None
    mutations: list[Entry] = field(default_factory=list)
    safety_net: list[Entry] = field(default_factory=list)
    left_service: bool = False

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
    def is_open(self) -> bool:
        """Whether the absence has no full recovery."""
        return self.recovery is None and not self.left_service

    @property
    def spell(self) -> Spell:
        """The absence as a spell for the count of sick days."""
        return Spell(self.first_sick_day, self.recovered_on, self.number, self.report["same_cause"])


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
class Employee:
    """The records of one employee."""

    given: Entry
    absences: list[Absence] = field(default_factory=list)
    wages: list[Entry] = field(default_factory=list)
    leaves: list[Entry] = field(default_factory=list)
    imposed: list[Imposed] = field(default_factory=list)
    completions: list[Entry] = field(default_factory=list)
    wage_sanctions: list[Entry] = field(default_factory=list)
    departure: Entry | None = None

    @property
    def end_of_service(self) -> date | None:
        """Last day of employment, if known."""
        return None if self.departure is None else self.departure["last_day"]

    @property
    def sanctions(self) -> tuple[Sanction, ...]:
        """Every sanction in its present state."""
        return tuple(one.sanction for one in self.imposed)

    @property
    def open_absence(self) -> Absence | None:
        """The open absence, or None."""
        return next((absence for absence in self.absences if absence.is_open), None)

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

    def get_open_absence(self) -> Absence:
        """The open absence.

        :raises Conflict: without one
        """
        if self.open_absence is None:
            raise Conflict("absence.not_open", "Er is geen open verzuim van deze werknemer.")
        return self.open_absence
