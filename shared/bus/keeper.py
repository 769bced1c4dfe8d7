"""A thread that keeps a subscription alive while its owner handles a long batch."""
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Keeper:
    """Calls `beat` every `interval` seconds while the owner is within `busy`.

    The owner cannot enter or leave `busy` during a beat, so a beat has exclusive access to the subscription.

    :param beat: must not raise
    """

    def __init__(self, interval: float, beat: Callable[[], None]) -> None:
        self._interval = interval
        self._beat = beat
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._busy_since: float | None = None
        self._thread: threading.Thread | None = None

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Call `beat` periodically within the block."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="bus keeper", daemon=True)
            self._thread.start()
        with self._lock:
            self._busy_since = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._busy_since = None

    def _run(self) -> None:
        while not self._closed.wait(self._interval / 2):
            with self._lock:
                if self._busy_since is not None and time.monotonic() - self._busy_since >= self._interval / 2:
                    self._beat()

    def close(self) -> None:
        """End the thread."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()
