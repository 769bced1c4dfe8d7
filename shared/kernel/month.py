"""A calendar month, the unit in which benefits are calculated."""
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, written 2026-06."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that contains the day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """From 2026-06.

        :raises ValueError: for anything else
        """
        day = date.fromisoformat(f"{text}-01")
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.next().first - timedelta(days=1)

    def next(self) -> "Month":
        """The month after this one."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def previous(self) -> "Month":
        """The month before this one."""
        return Month.of(self.first - timedelta(days=1))

    def through(self, last: "Month") -> Iterator["Month"]:
        """This month and the following ones, up to and including `last`."""
        month = self
        while month <= last:
            yield month
            month = month.next()

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
