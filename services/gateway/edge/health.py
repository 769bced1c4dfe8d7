"""Health checks and metrics of the gateway."""
from contextlib import ExitStack

from flask import Blueprint, Flask, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.edge.store import SessionStore
from services.gateway.settings import Settings
from shared.db.session import Database
from shared.observability.exposition import Exposition
from shared.observability.mechanism import Pool
from shared.service.settings import SettingsError
from shared.service.worker_port import PortTaken, watched_at


def blueprint(store: SessionStore) -> Blueprint:
    """The routes for monitoring."""
    routes = protect_all(Blueprint("health", __name__), PUBLIC)

    @routes.get("/health/live")
    def live() -> Response:
        """The process runs."""
        return jsonify(status="ok")

    @routes.get("/health/ready")
    def ready() -> Response | tuple[Response, int]:
        """The sessions can be read."""
        try:
            store.check()
        except SQLAlchemyError:
            return jsonify(status="no database"), 503
        return jsonify(status="ok")

    return routes


def serve_metrics(app: Flask, settings: Settings) -> None:
    """Serve the metrics on a port of their own, which is not public; without effect if the setting is 0.

    :raises SettingsError: if the port is not available
    """
    if not settings.metrics_port:
        return
    database: Database = app.extensions["database"]
    exposition, watched = Exposition("gateway", "web"), ExitStack()
    try:
        watched.enter_context(watched_at(
            settings.metrics_bind, settings.metrics_port, metrics=lambda: exposition.render(Pool(database)),
            silent=list, is_ready=lambda: True))
    except PortTaken as problem:
        raise SettingsError(str(problem)) from None
    app.extensions["metrics_port"] = watched
