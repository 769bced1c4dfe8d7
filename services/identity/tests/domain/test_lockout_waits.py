"""Lock-out after wrong answers."""
from datetime import UTC, datetime, timedelta

import pytest

from services.identity.domain.login.lockout import Lockout, wait_after

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)


class TestLockout:
    @pytest.mark.parametrize(("failures", "minutes"), [
        (0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (12, 60), (10_000, 60)])
    def test_doubles_each_wait_up_to_an_hour(self, failures: int, minutes: int):
        assert wait_after(failures) == timedelta(minutes=minutes)

    def test_starts_at_the_fifth_wrong_attempt(self):
        lockout = Lockout()
        for _ in range(4):
            lockout = lockout.after_failure(NOW)
        assert not lockout.is_locked(NOW)

        lockout = lockout.after_failure(NOW)

        assert lockout.is_locked(NOW)

    def test_ends_when_the_wait_is_over(self):
        lockout = Lockout(4).after_failure(NOW)

        assert lockout.is_locked(NOW + timedelta(seconds=59))
        assert not lockout.is_locked(NOW + timedelta(seconds=60))
