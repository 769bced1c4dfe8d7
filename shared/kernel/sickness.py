"""The statutory count of sick days: spells, the composite case they form, its index and its dates (domain.md §0.2, §2.1).

Three services use the same count. `shared.law.sickness` decides which spells form one case.
"""
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.period import Period

ONE_DAY = timedelta(days=1)


class SameCause(StrEnum):
    """Whether sickness after maternity leave comes from the same cause as before it; a doctor's judgement."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """One reported absence: from the first sick day up to, not including, the first day fully fit."""

    first_sick_day: date
    recovered_on: date | None = None
    absence_number: str = field(default="", compare=False)
    same_cause: SameCause = field(default=SameCause.UNKNOWN, compare=False)

    def __post_init__(self) -> None:
        if self.recovered_on is not None and self.recovered_on < self.first_sick_day:
            raise ValueError(f"recovered on {self.recovered_on}, before the first sick day {self.first_sick_day}")


@dataclass(frozen=True)
class CompositeCase:
    """Spells that count as one case, and the maternity leave whose days are not counted.

    :ivar spells: in order of first sick day, none overlapping; only the last may be open
    """

    spells: tuple[Spell, ...]
    maternity_leaves: tuple[Period, ...] = ()
    _starts: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _ends: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        segments = list(self._counted_segments())
        before, total = [], 0
        for start, end in segments:
            before.append(total)
            total += (end - start).days
        object.__setattr__(self, "_starts", tuple(start for start, _ in segments))
        object.__setattr__(self, "_ends", tuple(end for _, end in segments))
        object.__setattr__(self, "_before", tuple(before))

    def _counted_segments(self) -> Iterable[tuple[date, date]]:
        """Half-open stretches of days that count: the spells less the maternity leave."""
        leaves = sorted(self.maternity_leaves, key=lambda leave: leave.start)
        for spell in self.spells:
            start, end = spell.first_sick_day, spell.recovered_on or date.max
            for leave in leaves:
                if leave.end is None or start >= end or leave.end < start:
                    continue
                if leave.start >= end:
                    break
                if start < leave.start:
                    yield start, leave.start
                start = max(start, leave.end + ONE_DAY)
            if start < end:
                yield start, end

    @property
    def first_sick_day(self) -> date:
        """F: the day with index 1."""
        return self._starts[0] if self._starts else self.spells[0].first_sick_day

    @property
    def recovered_on(self) -> date | None:
        """The first day fully fit after the last spell, or None while it is open."""
        return self.spells[-1].recovered_on

    def is_sick(self, day: date) -> bool:
        """Whether the day counts as a (wholly or partly) sick day of this case."""
        at = bisect_right(self._starts, day) - 1
        return at >= 0 and day < self._ends[at]

    def index(self, day: date) -> int:
        """idx(day): sick days up to and including the day; 0 before F."""
        at = bisect_right(self._starts, day) - 1
        if at < 0:
            return 0
        last = min(day + ONE_DAY, self._ends[at]) if day < date.max else self._ends[at]
        return self._before[at] + (last - self._starts[at]).days

    def day(self, index: int) -> date | None:
        """D(index): the date with that index, or None if the case ends before it.

        :param index: from 1
        """
        if index < 1:
            raise ValueError("the first sick day has index 1")
        at = bisect_right(self._before, index - 1) - 1
        if at < 0:
            return None
        day = self._starts[at] + timedelta(days=index - 1 - self._before[at])
        return day if day < self._ends[at] else None

    def projected_day(self, index: int) -> date:
        """D(index) on the assumption that the last spell does not end; used to plan dates in the future."""
        return self.reopened().day(index) or date.max

    def reopened(self) -> "CompositeCase":
        """A copy of the case whose last spell has no end."""
        if self.recovered_on is None:
            return self
        last = self.spells[-1]
        opened = Spell(last.first_sick_day, None, last.absence_number, last.same_cause)
        return CompositeCase((*self.spells[:-1], opened), self.maternity_leaves)
