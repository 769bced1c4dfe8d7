"""Rate limit for the log of kafka-python, which repeats each message several times a second while brokers are down."""
import logging
import re
import threading
import time
from collections.abc import Callable

_SECONDS = 60.0
_MOST = 1000
_PASSING = re.compile(r"0x[0-9a-f]+|<-\d+|\d+(\.\d+)?(?= (ms|secs|attempts)\b)")
"""The varying parts of a repeated message: memory addresses, local ports, durations."""


class OnceAMinute(logging.Filter):
    """Passes each message of a logger at most once a minute, with the number of suppressed repetitions."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._lock = threading.Lock()
        self._logged: dict[tuple[str, int, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        message, now = record.getMessage(), self._now()
        sentence = record.name, record.levelno, _PASSING.sub("#", message)
        with self._lock:
            logged_at, suppressed = self._logged.get(sentence, (float("-inf"), 0))
            if now - logged_at < _SECONDS:
                self._logged[sentence] = logged_at, suppressed + 1
                return False
            if len(self._logged) >= _MOST:
                self._logged.clear()
            self._logged[sentence] = now, 0
        if suppressed:
            record.msg, record.args = f"{message} (repeated {suppressed} times before)", ()
        return True


def quieten(package: str) -> None:
    """Apply the rate limit to all loggers of a package that exist now."""
    once = OnceAMinute()
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(f"{package}."):
            logging.getLogger(name).addFilter(once)
