"""Lock-out after wrong passwords and codes, counted per account across all instances (features I7, I12)."""
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_FAILURES = 4
"""Wrong answers that cost nothing; the next one makes the account wait."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Lockout:
    """Wrong answers since the last successful login, and the end of the lock-out.

    Attempts during the lock-out have no effect, otherwise anyone could lock out the owner indefinitely.
    """

    failures: int = 0
    locked_until: datetime | None = None

    def is_locked(self, now: datetime) -> bool:
        """Whether the lock-out is in force."""
        return self.locked_until is not None and now < self.locked_until

    def after_failure(self, now: datetime) -> "Lockout":
        """The lock-out after one more wrong answer."""
        failures = self.failures + 1
        wait = wait_after(failures)
        return Lockout(failures, now + wait if wait else None)


def wait_after(failures: int) -> timedelta:
    """The duration of the lock-out: none up to four wrong answers, then one minute, doubled each time, at most an hour."""
    if failures <= FREE_FAILURES:
        return timedelta()
    doublings = min(failures - FREE_FAILURES - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
