"""Whether the gateway lives, whether it can work, and its metrics."""
import os
import time

from flask import Blueprint, Flask, Response, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy.exc import SQLAlchemyError

from services.gateway.store import SessionStore

REQUESTS = Counter("gateway_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("gateway_request_seconds", "Time to answer", ["route"],
                    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15))


def blueprint(store: SessionStore) -> Blueprint:
    """The routes for the platform's watchers."""
    routes = Blueprint("health", __name__)

    @routes.get("/health/live")
    def live() -> Response:
        """The process answers."""
        return jsonify(status="ok")

    @routes.get("/health/ready")
    def ready() -> Response | tuple[Response, int]:
        """The sessions can be read."""
        try:
            store.check()
        except SQLAlchemyError:
            return jsonify(status="no database"), 503
        return jsonify(status="ok")

    @routes.get("/metrics")
    def metrics() -> Response:
        """For Prometheus; the sum of all processes where there are several."""
        registry = REGISTRY
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return routes


def measure(app: Flask) -> None:
    """Count and time every request by its route, never by its path."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def stop(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        REQUESTS.labels(request.method, route, response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - g.get("started", time.perf_counter()))
        return response
