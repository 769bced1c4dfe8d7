"""What waits inside the platform while the connection between the services is away: asked of their databases, never of the bus.

Reports are safe in the database of the service that took them; casemanager and claim follow once the connection is back.
"""
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import requests
from babel.dates import format_datetime
from flask import Blueprint, Flask, Response, current_app, render_template, request

from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.edge.upstream import Upstream, UpstreamAway, UpstreamSlow
from services.gateway.view.formatting import LOCALE
from shared.kernel.clock import AMSTERDAM
from shared.kernel.services import SERVICES
from shared.observability.tracing import current_trace, set_trace

ASKED = tuple(service.name for service in SERVICES if service.holds_cases)
TIMEOUT = (0.3, 0.5)
"""Seconds to connect and to answer: a page does not wait longer to be able to say that something waits."""
FRESH_SECONDS = 3.0

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WhatWaits:
    """Events that have waited longer than usual.

    :ivar count: of all companies together
    :ivar since: when the oldest was written, in words
    """

    count: int
    since: str

    @property
    def mark(self) -> str:
        """The same as long as the page would say the same."""
        return f"{self.count} {self.since}"


class Waiting:
    """Asks at most once in `FRESH_SECONDS`, whoever calls; others meanwhile get the last answer.

    :param patience: seconds that an event may wait before anything is said
    """

    def __init__(self, upstream: Upstream, patience: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._upstream = upstream
        self._patience = patience
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._asked_at = float("-inf")
        self._found: WhatWaits | None = None

    def now(self) -> WhatWaits | None:
        """What waits, or None while everything flows."""
        if self._monotonic() - self._asked_at > FRESH_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._found = self._look()
                self._asked_at = self._monotonic()
            finally:
                self._lock.release()
        return self._found

    def _look(self) -> WhatWaits | None:
        trace = current_trace()

        def ask(service: str) -> Json:
            set_trace(trace)
            return self._backlog_of(service)

        with ThreadPoolExecutor(len(ASKED)) as pool:
            late = [one for one in pool.map(ask, ASKED) if one.get("oldest_seconds", 0.0) >= self._patience and one["oldest_at"]]
        if not late:
            return None
        return WhatWaits(sum(int(one["outbox_pending"]) for one in late), _moment(min(str(one["oldest_at"]) for one in late)))

    def _backlog_of(self, service: str) -> Json:
        """Nothing where the service is away itself: the pages say that themselves."""
        try:
            answer = self._upstream.send(service, "GET", "/health/backlog", timeout=TIMEOUT)
            return dict(answer.json()) if answer.status_code == requests.codes.ok else {}
        except (UpstreamAway, UpstreamSlow, ValueError):
            return {}


def _moment(instant: str) -> str:
    return format_datetime(datetime.fromisoformat(instant).astimezone(AMSTERDAM), "EEEE d MMMM 'om' HH:mm", locale=LOCALE)


def what_waits() -> WhatWaits | None:
    """What waits now, for a page."""
    return cast(Waiting, current_app.extensions["waiting"]).now()


def register(app: Flask, waiting: Waiting) -> None:
    """Let every page say it, and follow it without being loaded again.

    The address that a page follows it by is open, so that looking at a page does not keep a session alive.
    """
    app.extensions["waiting"] = waiting
    app.jinja_env.globals["what_waits"] = what_waits
    routes = protect_all(Blueprint("waiting", __name__), PUBLIC)

    @routes.get("/wat-wacht")
    def follow() -> Response:
        found = what_waits()
        if request.args.get("stand", "") == (found.mark if found else ""):
            return Response(status=204)
        return Response(render_template("operations/_waiting.html", waits=found, follows=True))

    app.register_blueprint(routes)
