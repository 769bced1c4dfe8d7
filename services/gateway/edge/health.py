"""Health checks and metrics of the gateway."""
from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.edge.store import SessionStore
from shared.db.session import Database
from shared.observability.exposition import CONTENT_TYPE, Exposition
from shared.observability.mechanism import Pool


def blueprint(store: SessionStore, database: Database) -> Blueprint:
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

    @routes.get("/metrics")
    def metrics() -> Response:
        """The metrics page for Prometheus."""
        return Response(Exposition("gateway", "web").render(Pool(database)), content_type=CONTENT_TYPE)

    return routes
