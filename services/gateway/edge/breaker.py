"""Stops calls to a service that does not answer, so that pages do not wait for it again and again."""
import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Literal

log = logging.getLogger(__name__)

FAILURES_TO_OPEN = 5
PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 16.0


class Breaker:
    """Used as a context around each call; opens after a number of failures in a row, and then admits one trial per pause.

    The pause doubles with each trial that fails: several services that hang would otherwise delay every page in turns.
    The lock is never held during a call.

    :param counts: the exceptions that are failures
    :param refusal: creates the exception for a call that is not admitted
    """

    def __init__(self, name: str, counts: tuple[type[Exception], ...], refusal: Callable[[], Exception],
                 monotonic: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._counts = counts
        self._refusal = refusal
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._failures = 0
        self._pause = PAUSE_SECONDS
        self._trial_at = 0.0
        self._is_trying = False

    def __enter__(self) -> None:
        with self._lock:
            if self._failures >= FAILURES_TO_OPEN:
                if self._is_trying or self._monotonic() < self._trial_at:
                    raise self._refusal()
                self._is_trying = True

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> Literal[False]:
        with self._lock:
            was_open, was_trial, self._is_trying = self._failures >= FAILURES_TO_OPEN, self._is_trying, False
            if isinstance(error, self._counts):
                self._failures += 1
                self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS) if was_trial else self._pause
                self._trial_at = self._monotonic() + self._pause
            elif error is None:
                self._failures, self._pause = 0, PAUSE_SECONDS
            is_open = self._failures >= FAILURES_TO_OPEN
        if is_open != was_open:
            log.warning("calls to a service are stopped" if is_open else "a service answers again",
                        extra={"upstream": self._name})
        return False
