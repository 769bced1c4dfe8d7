"""Is the process alive, can it work, has it settled, and how is it doing: /health/* and /metrics."""
import time
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from shared.bus.factory import open_bus
from shared.bus.port import BusError
from shared.db.mechanism import job_progress, outbox, parked_event
from shared.db.session import Database
from shared.messaging.subscribers import Subscribers
from shared.web.access import public
from shared.web.problems import problem

REQUESTS = Counter("ontzorg_requests_total", "Requests answered", ["service", "route", "method", "status"])
SECONDS = Histogram("ontzorg_request_seconds", "Time to answer", ["service", "route"])

health = Blueprint("health", __name__)


@health.get("/health/live")
@public
def live() -> dict[str, str]:
    """The process runs."""
    return {"status": "live"}


@health.get("/health/ready")
@public
def ready() -> Any:
    """The process can serve: its database answers."""
    database: Database = current_app.extensions["database"]
    try:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return problem(503)
    return {"status": "ready"}


@health.get("/health/settled")
@public
def settled() -> Any:
    """What is still on its way in this service; read by status and by whoever moves the clock.

    ``log_end`` counts what was ever published on the topics it reads: two looks with equal numbers and nothing
    pending mean that nothing is under way between services either.
    """
    database: Database = current_app.extensions["database"]
    with database.reading() as session:
        pending = session.scalar(select(func.count()).select_from(outbox))
        parked = session.scalar(select(func.count()).select_from(parked_event))
        through = session.scalar(select(func.min(job_progress.c.through)))
    try:
        lag, end = _lag()
    except BusError:
        return problem(503)
    return {"outbox_pending": pending, "parked": parked, "lag": lag, "log_end": end,
            "jobs_through": through.isoformat() if through else None}


def _lag() -> tuple[int, int]:
    subscribers: Subscribers = current_app.extensions["subscribers"]
    if not subscribers.topics:
        return 0, 0
    if "bus" not in current_app.extensions:
        current_app.extensions["bus"] = open_bus(current_app.extensions["settings"].bus_url)
    positions = current_app.extensions["bus"].lag(subscribers.service, subscribers.topics).values()
    return sum(end - (committed or 0) for committed, end in positions), sum(end for _, end in positions)


@health.get("/metrics")
@public
def metrics() -> Response:
    """For Prometheus."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def measure(app: Flask, service: str) -> None:
    """Count and time every request by its route, never by its path."""

    @app.before_request
    def start() -> None:
        g.started_at = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "-"
        REQUESTS.labels(service, route, request.method, str(response.status_code)).inc()
        SECONDS.labels(service, route).observe(time.perf_counter() - g.get("started_at", time.perf_counter()))
        return response
