"""How often one visitor may come: at most so many requests in any minute, counted by each process for itself."""
import hashlib
import math
import threading
import time
from collections import deque
from collections.abc import Callable

from flask import Blueprint, Flask, abort, g, request

from services.gateway.edge.session import portal_session
from services.gateway.settings import Settings

SECONDS = 60.0
UNLIMITED = ("/static/", "/health/", "/metrics", "/dev/")


class MovingWindow:
    """Counts what was admitted in the last minute, by key.

    :param most: how many are admitted
    """

    def __init__(self, most: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._admitted: dict[str, deque[float]] = {}
        self._cleared_at = monotonic()

    def admit(self, key: str) -> int | None:
        """Count one; if it is one too many, the seconds after which the next is admitted."""
        now = self._monotonic()
        with self._lock:
            self._forget_idle(now)
            admitted = self._admitted.setdefault(key, deque())
            while admitted and admitted[0] <= now - SECONDS:
                admitted.popleft()
            if len(admitted) >= self._most:
                return max(1, math.ceil(admitted[0] + SECONDS - now))
            admitted.append(now)
            return None

    def _forget_idle(self, now: float) -> None:
        """Once a minute, so that keys which do not come back take no memory."""
        if now - self._cleared_at > SECONDS:
            self._cleared_at = now
            self._admitted = {key: times for key, times in self._admitted.items() if times and times[-1] > now - SECONDS}


def limit_requests(app: Flask, settings: Settings) -> None:
    """Answer 429 to who asks too often: a session, a token or, without either, an address."""
    window = MovingWindow(settings.requests_a_minute)

    @app.before_request
    def count() -> None:
        if not request.path.startswith(UNLIMITED):
            _admit(window, whose())


def limit_logins(logins: Blueprint, settings: Settings) -> None:
    """The same for the steps of a login, by address."""
    window = MovingWindow(settings.logins_a_minute)

    @logins.before_request
    def count() -> None:
        _admit(window, request.remote_addr or "")


def _admit(window: MovingWindow, key: str) -> None:
    seconds = window.admit(key)
    if seconds is not None:
        g.retry_after = seconds
        abort(429)


def whose() -> str:
    """Whom a request is counted for."""
    authorization = request.headers.get("Authorization")
    if authorization:
        return "token:" + hashlib.sha256(authorization.encode()).hexdigest()
    account = portal_session().account_id
    return f"account:{account}" if account else f"address:{request.remote_addr}"
