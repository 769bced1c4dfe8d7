"""The keys with which identity checks tokens on its own API, read from its database."""
import threading
import time

from joserfc.jwk import KeySet

from services.identity.usecases.tokens.signing_keys import published_keys
from shared.db.session import Database
from shared.kernel.clock import Clock

LIVE_SECONDS = 60


class OwnKeys:
    """Caches the published set for a minute; reads it again for an unknown key."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: KeySet | None = None
        self._read_at = 0.0

    def keys(self, *, fresh: bool = False) -> KeySet:
        """The published set."""
        with self._lock:
            if self._keys is None or fresh or time.monotonic() - self._read_at > LIVE_SECONDS:
                with self._database.reading() as session:
                    self._keys = published_keys(session, now=self._clock.now())
                self._read_at = time.monotonic()
            return self._keys
