"""Notice about delayed events while the bus is down, from the services' databases.

Reports are stored by the service that accepted them; casework and claims receive them once the bus is available.
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

    :ivar count: number of events, of all companies together
    :ivar since: time at which the oldest was written, in words
    """

    count: int
    since: str

    @property
    def mark(self) -> str:
        """A value that changes only if the notice changes."""
        return f"{self.count} {self.since}"


class Waiting:
    """Queries the services at most once per `FRESH_SECONDS`; concurrent calls get the last result.

    :param patience: age in seconds from which events are reported
    """

    def __init__(self, upstream: Upstream, patience: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._upstream = upstream
        self._patience = patience
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._asked_at = float("-inf")
        self._found: WhatWaits | None = None

    def now(self) -> WhatWaits | None:
        """The delayed events, or None."""
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
        """The backlog of a service; None if the service is down, which the pages report themselves."""
        try:
            answer = self._upstream.send(service, "GET", "/health/backlog", timeout=TIMEOUT)
            return dict(answer.json()) if answer.status_code == requests.codes.ok else {}
        except (UpstreamAway, UpstreamSlow, ValueError):
            return {}


def _moment(instant: str) -> str:
    return format_datetime(datetime.fromisoformat(instant).astimezone(AMSTERDAM), "EEEE d MMMM 'om' HH:mm", locale=LOCALE)


def what_waits() -> WhatWaits | None:
    """The notice for a page, or None."""
    return cast(Waiting, current_app.extensions["waiting"]).now()


def register(app: Flask, waiting: Waiting) -> None:
    """Show the notice on every page and update it without a reload.

    The URL of the update is public, so that an open page does not keep a session alive.
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
