"""Health checks and metrics of a web process: /health/* and /metrics."""
import logging
import time
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, request
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from shared.bus.factory import open_bus
from shared.bus.port import BusError
from shared.db.mechanism import job_progress, outbox, parked_event, set_aside_item
from shared.db.session import Database
from shared.messaging.backlog import get_backlog
from shared.messaging.subscribers import Subscribers
from shared.observability.exposition import CONTENT_TYPE, Exposition
from shared.observability.mechanism import Pool
from shared.observability.metrics import REQUEST_SECONDS, REQUESTS
from shared.observability.tracing import current_trace
from shared.web.access import public
from shared.web.problems import problem

log = logging.getLogger(__name__)

QUIET = ("/health/", "/metrics", "/static/")
"""Routes that are not logged, because monitoring calls them continuously."""

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
    """Events that this service has still to send or read; used by `status` and by commands that move the clock.

    ``log_end`` counts all records ever published on the topics it reads. Two responses with equal numbers and nothing
    pending mean that no event is in transit between services. A service without jobs leaves ``jobs_through`` out.
    """
    database: Database = current_app.extensions["database"]
    with database.reading() as session:
        pending = session.scalar(select(func.count()).select_from(outbox))
        parked = session.scalar(select(func.count()).select_from(parked_event))
        set_aside = session.scalar(select(func.count()).select_from(set_aside_item))
        through = session.scalar(select(func.min(job_progress.c.through)))
    try:
        lag, end = _lag()
    except BusError:
        return problem(503)
    counted = {"outbox_pending": pending, "parked": parked, "set_aside": set_aside, "lag": lag, "log_end": end}
    if not list(current_app.extensions["jobs"]):
        return counted
    return counted | {"jobs_through": through.isoformat() if through else None}


@health.get("/health/backlog")
@public
def backlog() -> Any:
    """The size of the outbox; read from the database only, so that it answers equally fast while the bus is down."""
    database: Database = current_app.extensions["database"]
    with database.reading() as session:
        waiting = get_backlog(session)
        parked = session.scalar(select(func.count()).select_from(parked_event))
        set_aside = session.scalar(select(func.count()).select_from(set_aside_item))
    return {"outbox_pending": waiting.pending, "oldest_seconds": round(waiting.oldest_seconds, 1), "parked": parked,
            "set_aside": set_aside, "oldest_at": waiting.oldest_at.isoformat() if waiting.oldest_at else None}


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
    """The metrics page for Prometheus."""
    database: Database = current_app.extensions["database"]
    exposition = Exposition(current_app.extensions["component"], "web")
    return Response(exposition.render(Pool(database)), content_type=CONTENT_TYPE)


def measure(app: Flask, component: str) -> None:
    """Count, time and log every request by its route, never by its path, which may identify a person.

    :param component: name of the service in the metrics
    """
    app.extensions["component"] = component

    @app.before_request
    def start() -> None:
        g.started_at = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "-"
        seconds = time.perf_counter() - g.get("started_at", time.perf_counter())
        REQUESTS.labels(route, request.method, str(response.status_code)).inc()
        REQUEST_SECONDS.labels(route).observe(seconds)
        if not route.startswith(QUIET):
            log.info("request answered", extra={"route": route, "method": request.method, "status": response.status_code,
                                                "seconds": round(seconds, 4), **_refused(response.status_code)})
        return response


def _refused(status: int) -> dict[str, str | None]:
    """Who was refused, for the log: the account, ``system`` if it is unknown, and the address of the connection."""
    return {"account_id": current_trace().actor_id, "address": request.remote_addr} if status in (401, 403) else {}
