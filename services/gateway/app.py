"""Composes the gateway's web application from its parts."""
from datetime import timedelta

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from services.gateway.clients import forwarding
from services.gateway.clients.api_documents import ApiDocuments
from services.gateway.clients.gathering import Services
from services.gateway.edge import assets, health, limits, protection, uploads
from services.gateway.edge.compression import register_compression
from services.gateway.edge.kept_reports import Kept, KeptReports
from services.gateway.edge.session import ServerSessions, portal_session
from services.gateway.edge.store import SessionStore
from services.gateway.edge.upstream import Upstream
from services.gateway.edge.vault import Vault
from services.gateway.pages.account import calendar_file
from services.gateway.pages.developers import api
from services.gateway.pages.employer.delivery import Delivery
from services.gateway.pages.operations import development, waiting
from services.gateway.pages.site import register_pages
from services.gateway.settings import Settings
from services.gateway.signin import login, logout
from services.gateway.signin.gate import Gate
from services.gateway.signin.identity_provider import IdentityProvider
from services.gateway.signin.visitor import Doorkeeper, StoredTokens
from services.gateway.view import formatting, layout, problems, unsent
from shared.db.rate_limits import RateLimits
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.kernel.services import API_VERSION, API_VERSION_HEADER, NAMES, audience_of
from shared.observability.tracing import current_trace, new_trace, set_actor, set_trace
from shared.web.health import measure
from shared.web.tokens import FetchedKeys, TokenChecker


def create_app(settings: Settings) -> Flask:
    """The WSGI application of the gateway."""
    app = Flask(__name__, static_folder=None)
    app.config.update(PUBLIC_URL=settings.public_url, MAX_CONTENT_LENGTH=settings.body_bytes,
                      MAX_FORM_MEMORY_SIZE=settings.body_bytes)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.is_secure:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)  # type: ignore[method-assign]
    protection.answer_as_public_host(app, settings)
    store = _sessions(app, settings)
    upstream = Upstream(settings)
    keys = FetchedKeys(f"{settings.service_urls['identity']}/oauth/jwks")
    checker = TokenChecker(settings.issuer, keys, audiences=[audience_of(name) for name in NAMES])
    provider = IdentityProvider(settings, upstream, keys)
    doorkeeper = Doorkeeper(provider, checker, store)
    app.extensions["services"] = Services.of(upstream, doorkeeper, settings.clock())
    app.extensions["contacts"] = settings.contacts
    app.extensions["delivery"] = _delivery(app, settings, upstream, provider)
    _begin_each_request(app)
    uploads.permit_files(app)
    measure(app, "gateway")
    health.serve_metrics(app, settings)
    limits.limit_requests(app, settings, RateLimits(app.extensions["database"]), checker)
    protection.protect(app, settings)
    for part in (assets, formatting, layout, problems):
        part.register(app)
    gate = Gate(checker)
    for routes in (health.blueprint(store), assets.blueprint(),
                   login.blueprint(provider, doorkeeper), logout.blueprint(provider),
                   calendar_file.blueprint(settings, provider, upstream),
                   forwarding.blueprint(settings, upstream, doorkeeper, gate),
                   api.blueprint(settings, ApiDocuments(upstream), doorkeeper, gate)):
        app.register_blueprint(routes)
    if not settings.is_production:
        app.register_blueprint(development.blueprint(settings, upstream))
    register_pages(app)
    register_compression(app)
    unsent.register(app)
    waiting.register(app, waiting.Waiting(upstream, settings.waiting_after_seconds))
    return app


def _sessions(app: Flask, settings: Settings) -> SessionStore:
    database = Database(settings.database_url, SystemClock(), application="ontzorg-gateway", tests_idle=False)
    store = SessionStore(database, Vault(*settings.secrets), idle=timedelta(minutes=settings.session_idle_minutes),
                         longest=timedelta(hours=settings.session_hours))
    app.session_interface = ServerSessions(store, settings)
    app.extensions["database"] = database
    app.extensions["session_store"] = store
    return store


def _delivery(app: Flask, settings: Settings, upstream: Upstream, provider: IdentityProvider) -> Delivery:
    store: SessionStore = app.extensions["session_store"]

    def tokens_of(kept: Kept) -> StoredTokens:
        return StoredTokens(provider, store, cookie=kept.content["cookie"], employer_id=kept.employer_id)
    delivery = Delivery(KeptReports(app.extensions["database"], Vault(*settings.secrets)), upstream, settings.clock(), tokens_of)
    if settings.deliver_seconds:
        delivery.start(settings.deliver_seconds)
    return delivery


def _begin_each_request(app: Flask) -> None:
    @app.before_request
    def trace() -> None:
        """Start the request's trace, keeping ids from its headers."""
        set_trace(new_trace(request.headers.get("X-Correlation-ID"), request.headers.get("traceparent")))
        if account_id := portal_session().account_id:
            set_actor(account_id)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["X-Request-ID"] = current_trace().request_id
        response.headers["X-Correlation-ID"] = current_trace().correlation_id
        if request.path.startswith("/api/"):
            response.headers.setdefault(API_VERSION_HEADER, API_VERSION)
        return response
