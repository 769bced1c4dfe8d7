"""Keeps a subscription alive while its owner works: a thread that acts only when the work takes long."""
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Keeper:
    """Calls `beat` every `interval` seconds for as long as the owner is within `busy`.

    The owner neither enters nor leaves `busy` during a beat, so a beat has the subscription to itself.

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
        """While inside, `beat` is called."""
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
