"""What kafka-python says, said once a minute: while the brokers are away each client complains several times a second."""
import logging
import re
import threading
import time
from collections.abc import Callable

_SECONDS = 60.0
_MOST = 1000
_PASSING = re.compile(r"0x[0-9a-f]+|<-\d+|\d+(\.\d+)?(?= (ms|secs|attempts)\b)")
"""What differs each time that the same thing is said: addresses in memory, ports of ours, time."""


class OnceAMinute(logging.Filter):
    """Lets a sentence of a logger through once a minute, with how often it was held back before; other ones at once."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._lock = threading.Lock()
        self._told: dict[tuple[str, int, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        message, now = record.getMessage(), self._now()
        sentence = record.name, record.levelno, _PASSING.sub("#", message)
        with self._lock:
            told_at, held = self._told.get(sentence, (float("-inf"), 0))
            if now - told_at < _SECONDS:
                self._told[sentence] = told_at, held + 1
                return False
            if len(self._told) >= _MOST:
                self._told.clear()
            self._told[sentence] = now, 0
        if held:
            record.msg, record.args = f"{message} (and {held} times before, untold)", ()
        return True


def quieten(package: str) -> None:
    """Let all loggers of a package that are known by now say each sentence once a minute."""
    once = OnceAMinute()
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(f"{package}."):
            logging.getLogger(name).addFilter(once)
