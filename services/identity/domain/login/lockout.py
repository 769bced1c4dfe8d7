"""Lock-out after wrong passwords and codes, counted across all instances (features I7, I12).

Wrong answers are counted by source: each known device of the owner, each address, and all unknown devices together. So a stranger
locks out the own address, and never a device on which the owner has signed in before.
"""
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

FREE_FAILURES = 4
"""Wrong answers that cost nothing; the next one makes the source wait."""

FREE_FAILURES_ELSEWHERE = 19
"""As above for all unknown devices together, against guesses spread over many addresses."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
"""Time without wrong answers after which a source starts from zero."""

ELSEWHERE = "elsewhere"
UNKNOWN_ADDRESS = "unknown"
IPV6_PREFIX = 64
"""Bits of an IPv6 address that identify a connection; its owner chooses the others."""


@dataclass(frozen=True, slots=True)
class Lockout:
    """Wrong answers of one source since the last successful login, and the end of its lock-out.

    Attempts during the lock-out have no effect, otherwise anyone could prolong it indefinitely.
    """

    failures: int = 0
    last_failed_at: datetime | None = None
    locked_until: datetime | None = None

    def is_locked(self, now: datetime) -> bool:
        """Whether the lock-out is in force."""
        return self.locked_until is not None and now < self.locked_until

    def after_failure(self, now: datetime, *, free: int = FREE_FAILURES) -> "Lockout":
        """The lock-out after one more wrong answer.

        :param free: number of wrong answers without a wait
        """
        is_forgotten = self.last_failed_at is not None and now - self.last_failed_at >= FORGOTTEN_AFTER
        failures = 1 if is_forgotten else self.failures + 1
        wait = wait_after(failures, free=free)
        return Lockout(failures, now, now + wait if wait else None)


def wait_after(failures: int, *, free: int = FREE_FAILURES) -> timedelta:
    """The duration of the lock-out: none up to the free wrong answers, then one minute, doubled each time, at most an hour."""
    if failures <= free:
        return timedelta()
    doublings = min(failures - free - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def sources_of(address: str | None, known_device_id: str | None) -> dict[str, int]:
    """The sources that an attempt counts for, with the free wrong answers of each.

    :param known_device_id: the device of the browser, if the owner has signed in with it before
    """
    if known_device_id is not None:
        return {f"device:{known_device_id}": FREE_FAILURES}
    return {f"address:{_connection(address)}": FREE_FAILURES, ELSEWHERE: FREE_FAILURES_ELSEWHERE}


def _connection(address: str | None) -> str:
    if address is None:
        return UNKNOWN_ADDRESS
    parsed = ip_address(address)
    return str(ip_network(f"{address}/{IPV6_PREFIX}", strict=False)) if isinstance(parsed, IPv6Address) else address
