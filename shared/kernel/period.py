"""Periods of civil dates, both ends inclusive; the end may be open."""
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` to `end`, both inclusive; None as `end` means an open period.

    :raises ValueError: if it ends before it starts
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def intersection(self, other: "Period") -> "Period | None":
        """The days that both periods contain, or None."""
        start = max(self.start, other.start)
        ends = [p.end for p in (self, other) if p.end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end < start else Period(start, end)

    def overlaps(self, other: "Period") -> bool:
        """Whether the periods have a day in common."""
        return self.intersection(other) is not None

    @property
    def days(self) -> int:
        """Calendar days, both ends included.

        :raises ValueError: for an open period
        """
        if self.end is None:
            raise ValueError("an open period has no number of days")
        return (self.end - self.start).days + 1
