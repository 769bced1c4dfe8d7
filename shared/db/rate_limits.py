"""Limits on requests, counted in PostgreSQL, so that all processes and instances of a service share them.

A request counts in the window of each of its keys. A window starts with its first request and ends after a minute.
Requests below half of all their limits are sent to the database together, at most a tenth of a second later; all others at once.
"""
import hashlib
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Column, Double, Index, Integer, MetaData, String, Table

from shared.db.prepared import Bound, run_alone
from shared.db.session import Database

WINDOW_SECONDS = 60
TOGETHER_SECONDS = 0.1
"""Time for which a process keeps its counts before it sends them: a fifth of the gateway's time for a request was spent on it."""
COUNTED_AT_ONCE = 60
"""A limit of fewer requests a minute is never counted late."""
FORGET_EVERY_SECONDS = 300.0
FROM_ALL_ADDRESSES = 6
"""So many times more posts with one user name are allowed from all addresses together, so that nobody can keep out somebody
else from one address."""

_COUNT = """
INSERT INTO rate_window AS present (key, hits, ends_at)
SELECT key, hits, extract(epoch FROM clock_timestamp()) + %(seconds)s
FROM unnest(%(keys)s::text[], %(hits)s::int[]) AS new (key, hits) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
 hits = CASE WHEN present.ends_at <= extract(epoch FROM clock_timestamp()) THEN 0 ELSE present.hits END + excluded.hits,
 ends_at = CASE WHEN present.ends_at <= extract(epoch FROM clock_timestamp()) THEN excluded.ends_at ELSE present.ends_at END
RETURNING key, hits, ends_at - extract(epoch FROM clock_timestamp())
"""
"""In the order of the keys, so that two requests never wait for each other in a circle."""
_FORGET = "DELETE FROM rate_window WHERE ends_at < extract(epoch FROM clock_timestamp())"


def rate_window(metadata: MetaData) -> Table:
    """Add the table to a service's metadata; unlogged, because it is worthless after a minute."""
    return Table("rate_window", metadata, Column("key", String(64), primary_key=True), Column("hits", Integer, nullable=False),
                 Column("ends_at", Double, nullable=False), Index("ix_rate_window_ends_at", "ends_at"), prefixes=["UNLOGGED"])


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that a request counts for.

    :ivar kind: what is limited, such as ``address``
    :ivar value: whose requests; only its digest is stored
    :ivar most: requests a minute
    """

    kind: str
    value: str
    most: int

    @property
    def key(self) -> str:
        """The key of its window."""
        return hashlib.sha256(f"{self.kind}\n{self.value}".encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class _Window:
    """What the database said of a key.

    :ivar ends_at: in the time of `time.monotonic`
    """

    hits: int
    ends_at: float


class RateLimits:
    """Counts requests in the table `rate_window` of a database."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._lock = threading.Lock()
        self._unsent: Counter[str] = Counter()
        self._windows: dict[str, _Window] = {}
        self._send_at = 0.0
        self._forget_at = time.monotonic() + FORGET_EVERY_SECONDS

    def count(self, limits: Iterable[Limit]) -> float | None:
        """Count a request under all of its limits.

        :returns: the seconds after which to try again if a limit is exceeded, otherwise None
        """
        wanted = list(limits)
        hits = self._to_send(wanted)
        if not hits:
            return None
        with self._engine.connect() as connection:
            rows = run_alone(connection, Bound(_COUNT, {"keys": list(hits), "hits": list(hits.values()),
                                                        "seconds": WINDOW_SECONDS}, list))
            if self._is_time_to_forget():
                run_alone(connection, Bound(_FORGET))
        return self._sent({key: (hits, float(seconds)) for key, hits, seconds in rows}, wanted)

    def _to_send(self, limits: list[Limit]) -> Counter[str]:
        """Add a request to the unsent ones, and take these if they are due; otherwise nothing."""
        with self._lock:
            now = time.monotonic()
            if now > self._send_at + WINDOW_SECONDS:
                self._unsent.clear()
            self._unsent.update(limit.key for limit in limits)
            if now < self._send_at and all(self._is_far_below(limit, now) for limit in limits):
                return Counter()
            hits, self._unsent, self._send_at = self._unsent, Counter(), now + TOGETHER_SECONDS
            return hits

    def _is_far_below(self, limit: Limit, now: float) -> bool:
        window = self._windows.get(limit.key)
        sent = window.hits if window and now < window.ends_at else 0
        return limit.most >= COUNTED_AT_ONCE and sent + self._unsent[limit.key] < limit.most / 2

    def _sent(self, found: dict[str, tuple[int, float]], limits: list[Limit]) -> float | None:
        with self._lock:
            now = time.monotonic()
            self._windows = {key: window for key, window in self._windows.items() if now < window.ends_at} | {
                key: _Window(hits, now + seconds) for key, (hits, seconds) in found.items()}
        return max((found[limit.key][1] for limit in limits if found[limit.key][0] > limit.most), default=None)

    def count_login(self, username: str, address: str, most: int) -> float | None:
        """Count a posted password, with this user name from this address, then from all addresses together.

        What is refused at one address does not count for the others.

        :param most: from one address
        :returns: as `count`
        """
        name = username.strip().casefold()
        refused = self.count([Limit("name from address", f"{name} {address}", most)])
        return refused if refused is not None else self.count([Limit("name", name, most * FROM_ALL_ADDRESSES)])

    def _is_time_to_forget(self) -> bool:
        with self._lock:
            is_time = time.monotonic() >= self._forget_at
            if is_time:
                self._forget_at = time.monotonic() + FORGET_EVERY_SECONDS
        return is_time
