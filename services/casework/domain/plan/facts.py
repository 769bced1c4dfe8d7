"""The input of a statutory plan: all facts of a case that affect a date."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.plan.milestone import Code, Part
from services.casework.domain.plan.prognosis import Expectation
from services.casework.domain.plan.protocol import Version, versions_on
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase
from shared.law import law
from shared.law.in_force import FiguresInForce

LEAVER_EVALUATION_ABOVE_DAYS = 70
"""Above this many sick days at the end of service a final evaluation is due; 70 itself is not above (R-156)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedStep:
    """A review or assessment that was asked for besides the plan (R-119, R-120)."""

    code: Code
    requested_on: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DossierFacts:
    """A composite case and its events.

    :ivar reported_on: the day on which its first sick report was received
    :ivar later_reports: the days on which the reports of the following spells of the case were received
    :ivar completions: by code, the days on which the step was completed; several for the review chains
    :ivar pending: by code, the only part that is done of a step of two parties
    :ivar end_of_service: last day of employment, if known
    :ivar late_detected_on: day on which long absence was found to threaten, if after week six (Regeling art. 2 lid 3)
    :ivar recovery_reported_on: day on which the full recovery was reported; by default the first fit day
    :ivar vacations: approved vacations of the employee
    :ivar requested: steps that were asked for besides the plan
    :ivar deviations: by code and occurrence, the day to which both parties moved a step (Regeling art. 5)
    :ivar pension_on: the first day of AOW age, None if not known
    :ivar expectation: what the doctor expects of the return, None if he did not say (R-044)
    :ivar contact_ends: by due date of a contact with the employer whose clock paused, the end of the clock
    :ivar own_risk_zw: whether the employer bears the risk of the ZW himself (R-159)
    """

    case: CompositeCase
    reported_on: date
    later_reports: tuple[date, ...] = ()
    completions: Mapping[str, Sequence[date]] = field(default_factory=dict)
    pending: Mapping[str, Part] = field(default_factory=dict)
    end_of_service: date | None = None
    labour_conflict: bool = False
    safety_net: bool = False
    wage_sanction: WageSanction | None = None
    late_detected_on: date | None = None
    recovery_reported_on: date | None = None
    vacations: tuple[Period, ...] = ()
    expectation: Expectation | None = None
    own_risk_zw: bool = False
    requested: tuple[RequestedStep, ...] = ()
    contact_ends: Mapping[date, date] = field(default_factory=dict)
    deviations: Mapping[tuple[str, int], date] = field(default_factory=dict)
    pension_on: date | None = None

    def done(self, code: str) -> tuple[date, ...]:
        """The days on which the step was completed, in order."""
        return tuple(sorted(self.completions.get(code, ())))

    def first_done(self, code: str) -> date | None:
        """The first day on which the step was completed, or None."""
        return next(iter(self.done(code)), None)

    def due(self, index: int) -> date:
        """D(index), on the assumption that the sickness continues."""
        return self._unended.day(index) or date.max

    def later(self, day: date, days: int) -> date:
        """The day a number of sick days after a day of the case, not counting interruptions (§2.3).

        :param days: negative for an earlier day, but never before the first sick day
        """
        return self.due(max(1, self._unended.index(day) + days))

    @cached_property
    def law(self) -> FiguresInForce:
        """The law in force on the first sick day, which applies to the whole case."""
        return law.on(self.case.first_sick_day)

    @cached_property
    def versions(self) -> Mapping[str, Version]:
        """By code, the steps of the protocol in force on the first sick day, which applies to the whole case."""
        return versions_on(self.case.first_sick_day)

    def count(self, code: str) -> int:
        """The number of days by which the protocol counts a step, by the law of the case."""
        return self.versions[code].count.in_force(self.law)

    @cached_property
    def _unended(self) -> CompositeCase:
        """The case on the assumption that the sickness continues, so that dates after recovery have an index."""
        return self.case.reopened()

    def is_fit(self, day: date) -> bool:
        """Whether a spell had ended in full recovery by the day and no next one had begun."""
        begun = [spell for spell in self.case.spells if spell.first_sick_day <= day]
        return bool(begun) and begun[-1].recovered_on is not None and begun[-1].recovered_on <= day

    @property
    def left_sick_on(self) -> date | None:
        """The last day of employment if the employee was sick on it, else None (R-155)."""
        day = self.end_of_service
        return day if day is not None and self.case.is_sick(day) else None
