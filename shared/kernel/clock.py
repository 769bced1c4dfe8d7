"""The platform's clock: injected everywhere; outside production it can be moved, so that a test plays 104 weeks in minutes."""
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Clock(Protocol):
    """Source of the time; no other code reads the system clock."""

    def now(self) -> datetime:
        """The present instant, in UTC."""

    def today(self) -> date:
        """The present civil date in Amsterdam."""


class SystemClock:
    """The system time of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(AMSTERDAM).date()


class FixedClock:
    """A clock that keeps the same time until `set` is called; for tests."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.astimezone(AMSTERDAM).date()

    def set(self, now: datetime) -> None:
        """Make `now` the time from here on."""
        self._now = now.astimezone(UTC)


class ClockFileDamaged(Exception):
    """The file of the platform's clock cannot be read."""


class PlatformClock:
    """The machine's time plus an offset that every process of the platform reads from one small file.

    The file holds ``{"offset_seconds": n}``; without a file the offset is 0. Production settings refuse a clock file.
    A process that already runs ignores a damaged file; at the start of a process it raises `ClockFileDamaged`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._read()

    def today(self) -> date:
        return self.now().astimezone(AMSTERDAM).date()

    def set(self, target: datetime) -> None:
        """Make `target` the present time of the whole platform; the clock continues from there."""
        offset = (target - datetime.now(UTC)).total_seconds()
        draft = self._path.with_suffix(f".{os.getpid()}.tmp")
        draft.write_text(json.dumps({"offset_seconds": offset}))
        draft.replace(self._path)

    def _read(self) -> timedelta:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return timedelta()
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if stamp != self._stamp:
            self._offset = self._parse()
            self._stamp = stamp
        return self._offset

    def _parse(self) -> timedelta:
        try:
            return timedelta(seconds=json.loads(self._path.read_text())["offset_seconds"])
        except (ValueError, TypeError, KeyError, OverflowError):
            if self._stamp is None:
                raise ClockFileDamaged(f"{self._path} is damaged") from None
            return self._offset


def civil_date(instant: datetime) -> date:
    """The Amsterdam date of an instant."""
    return instant.astimezone(AMSTERDAM).date()


def noon(day: date) -> datetime:
    """Twelve o'clock in Amsterdam on a civil date, as UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=AMSTERDAM).astimezone(UTC)
