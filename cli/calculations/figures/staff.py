"""Days in service and sick days of a period, weighted by part-time fraction and incapacity (domain.md §6.2)."""
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated

ONE_DAY = timedelta(days=1)


class UnknownEmployee(RuleViolated):
    """An absence names an employee who has no employment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """A period of employment with one part-time fraction; a new fraction starts a new period with the same key.

    :ivar fte: 1 is full-time
    :ivar employed_to: last day, None while in service
    """

    key: str
    fte: Decimal
    employed_from: date
    employed_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncapacityStep:
    """The incapacity percentage from a day on."""

    start: date
    pct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """One sick report.

    :ivar recovered_on: the first day not absent, None while open
    :ivar incapacity: before the first step it is 100 %
    """

    employee: str
    first_sick_day: date
    recovered_on: date | None = None
    incapacity: tuple[IncapacityStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Pregnancy or maternity leave of an employee."""

    employee: str
    period: Period


def check_absences(employments: Iterable[Employment], absences: Iterable[Absence]) -> None:
    """Refuse an absence of an unknown employee.

    :raises UnknownEmployee: naming the key
    """
    known = {employment.key for employment in employments}
    for absence in absences:
        if absence.employee not in known:
            raise UnknownEmployee("statistics.unknown_employee", f"Werknemer {absence.employee} is niet bekend.",
                                  field="employee")


class Staff:
    """The employments of an employer within a period, both ends inclusive."""

    def __init__(self, first: date, last: date, employments: Sequence[Employment], leaves: Sequence[Leave]) -> None:
        self.first, self.last = first, last
        self._employments: dict[str, list[Employment]] = defaultdict(list)
        for employment in employments:
            self._employments[employment.key].append(employment)
        self._leaves: dict[str, list[Period]] = defaultdict(list)
        for leave in leaves:
            self._leaves[leave.employee].append(leave.period)

    @property
    def days(self) -> int:
        """Calendar days of the period."""
        return (self.last - self.first).days + 1

    def available_fte_days(self) -> Decimal:
        """Weighted days in service, including leave."""
        days_of: dict[Decimal, int] = defaultdict(int)
        for stretches in self._employments.values():
            for employment in stretches:
                days_of[employment.fte] += self._overlap(employment, self.first, self.last)
        return sum((days * fte for fte, days in days_of.items()), Decimal(0))

    def headcount_days(self) -> int:
        """Total days in service of all employees."""
        return sum(self._days_served.values())

    def in_service_throughout(self) -> set[str]:
        """Employees in service on every day of the period."""
        return {key for key, days in self._days_served.items() if days == self.days}

    def sick_fte_days(self, absence: Absence, max_days: int) -> Decimal:
        """Sick days of an absence in the period, weighted by fraction and incapacity, within its first `max_days`."""
        limit = absence.first_sick_day + timedelta(days=max_days - 1)
        return sum((self._weight(absence, start, min(end, limit))
                    for start, end in self._sick_stretches(absence)), Decimal(0))

    def has_sick_day(self, absence: Absence) -> bool:
        """Whether the absence has a day within the period and the employment."""
        return any(self._overlap(employment, start, end) for start, end in self._sick_stretches(absence)
                   for employment in self._employments[absence.employee])

    def length(self, absence: Absence) -> int:
        """Calendar days from the first sick day to recovery, leaving or the period's end, whichever comes first."""
        return (self._last_day(absence) - absence.first_sick_day).days + 1

    def _last_day(self, absence: Absence) -> date:
        ends = [self.last]
        if absence.recovered_on is not None:
            ends.append(absence.recovered_on - ONE_DAY)
        left = [employment.employed_to for employment in self._employments[absence.employee]]
        if all(left):
            ends.append(max(day for day in left if day))
        return min(ends)

    def _sick_stretches(self, absence: Absence) -> Iterator[tuple[date, date]]:
        """The absence within the period, less pregnancy leave."""
        start, end = max(absence.first_sick_day, self.first), self._last_day(absence)
        for leave in sorted(self._leaves[absence.employee]):
            leave_end = leave.end or date.max - ONE_DAY
            if leave_end < start or leave.start > end:
                continue
            if start < leave.start:
                yield start, leave.start - ONE_DAY
            start = leave_end + ONE_DAY
        if start <= end:
            yield start, end

    def _weight(self, absence: Absence, start: date, end: date) -> Decimal:
        """Sum of fraction times incapacity over the days of a period, by parts in which neither changes."""
        steps = sorted((step.start, step.pct) for step in absence.incapacity)
        bounds = [*((day, pct) for day, pct in steps), (date.max, Decimal(0))]
        total, since, pct = Decimal(0), date.min, Decimal(100)
        for day, next_pct in bounds:
            for employment in self._employments[absence.employee]:
                last = min(end, day - ONE_DAY)
                total += self._overlap(employment, max(start, since), last) * employment.fte * pct / 100
            since, pct = day, next_pct
        return total

    @cached_property
    def _days_served(self) -> dict[str, int]:
        """Days in service by employee; a day of overlapping employments counts once."""
        return {key: self._days_in_service(stretches) for key, stretches in self._employments.items()}

    def _days_in_service(self, stretches: Sequence[Employment]) -> int:
        """The number of days in at least one of the periods."""
        if len(stretches) == 1:
            return self._overlap(stretches[0], self.first, self.last)
        days, counted_until = 0, self.first - ONE_DAY
        for employment in sorted(stretches, key=lambda stretch: stretch.employed_from):
            days += self._overlap(employment, max(self.first, counted_until + ONE_DAY), self.last)
            counted_until = max(counted_until, min(employment.employed_to or self.last, self.last))
        return days

    @staticmethod
    def _overlap(employment: Employment, first: date, last: date) -> int:
        """Days of service from first to last, both inclusive."""
        start = max(employment.employed_from, first)
        end = min(employment.employed_to or date.max, last)
        return max(0, (end - start).days + 1)
