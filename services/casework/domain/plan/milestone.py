"""Steps of the statutory plan: dates and status (domain.md §2.3)."""
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.casework.domain.plan.kinds import Code as Code
from services.casework.domain.plan.kinds import Kind
from services.casework.domain.plan.kinds import Nature as Nature
from services.casework.domain.plan.kinds import Party as Party
from services.casework.domain.plan.protocol import Basis, kind_of


class Status(StrEnum):
    """The status of a step on a day."""

    PLANNED = "PLANNED"
    DONE = "DONE"
    OVERDUE = "OVERDUE"
    CANCELLED = "CANCELLED"


class Lapse(StrEnum):
    """Why a step is CANCELLED."""

    RECOVERED = "RECOVERED"
    LEFT_SERVICE = "LEFT_SERVICE"
    TERM_PASSED = "TERM_PASSED"
    RETURN_EXPECTED = "RETURN_EXPECTED"
    NO_POSSIBILITIES = "NO_POSSIBILITIES"
    PENSION_AGE = "PENSION_AGE"


@dataclass(frozen=True, slots=True)
class Part:
    """One party's part of a step of two parties, done on a day."""

    party: Party
    done_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A step of a plan with its status on one day.

    :ivar occurrence: 1, except in the two review chains, where each review is a row
    :ivar opens_on: first day on which it may be completed, None if from the first sick day
    :ivar due_on: the statutory date; moved for weekends only if it is a short term of an act (`shared.law.terms`)
    :ivar target_on: the target date, a working day
    :ivar risk: Dutch, the legal risk of lateness, if any
    :ivar pending: the only part that is done of a step of two parties, which then is one-sided (R-038)
    :ivar lapse: why it is cancelled
    :ivar basis: how its due date is counted; None for a step of a list
    """

    code: str
    occurrence: int
    opens_on: date | None
    due_on: date
    target_on: date
    status: Status
    completed_on: date | None = None
    risk: str | None = None
    pending: Part | None = None
    lapse: Lapse | None = None
    basis: Basis | None = None

    @property
    def kind(self) -> Kind:
        """The properties of this step that are the same in every case."""
        return kind_of(self.code)

    @property
    def responsible(self) -> Party:
        """Who answers for it."""
        return self.kind.responsible

    @property
    def late_days(self) -> int:
        """Days between due date and completion; 0 if in time or not completed."""
        return max(0, (self.completed_on - self.due_on).days) if self.completed_on else 0

    @property
    def is_late(self) -> bool:
        """Whether it was completed after its due date."""
        return self.late_days > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A step of a plan, independent of the day on which the plan is viewed.

    :ivar last_on: last day on which it can be completed or received
    :ivar settled: DONE or CANCELLED if the facts decide it, otherwise None
    :ivar passed: the status of an unsettled step after its last day
    :ivar risk: Dutch, the legal risk of lateness, whether or not it is late
    :ivar lapse: why the facts cancel it
    :ivar basis: how its due date is counted; None for a step of the read model
    """

    code: str
    occurrence: int
    opens_on: date | None
    due_on: date
    target_on: date
    last_on: date
    settled: Status | None
    passed: Status
    completed_on: date | None = None
    risk: str | None = None
    pending: Part | None = None
    lapse: Lapse | None = None
    basis: Basis | None = None

    @property
    def responsible(self) -> Party:
        """Who answers for it."""
        return kind_of(self.code).responsible

    def status_on(self, today: date) -> Status:
        """The status on a day: settled, planned through its last day, then passed."""
        if self.settled is not None:
            return self.settled
        return Status.PLANNED if today <= self.last_on else self.passed

    def on(self, today: date) -> Milestone:
        """The step with its status on a day; a passed event happened on its due date."""
        status = self.status_on(today)
        happened = self.due_on if self.settled is None and status is Status.DONE else None
        completed_on = self.completed_on or happened
        late = status is Status.OVERDUE or (completed_on is not None and completed_on > self.due_on)
        return Milestone(
            code=self.code, occurrence=self.occurrence, opens_on=self.opens_on, due_on=self.due_on,
            target_on=self.target_on, status=status, completed_on=completed_on, risk=self.risk if late else None,
            pending=self.pending, lapse=self._lapse(status), basis=self.basis)

    def _lapse(self, status: Status) -> Lapse | None:
        return self.lapse or Lapse.TERM_PASSED if status is Status.CANCELLED else None
