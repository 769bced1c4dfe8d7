"""The web process of identity."""
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from services.identity.api import (
    acceptance,
    account_requests,
    accounts,
    administration,
    clients,
    deputies,
    development,
    helpdesk,
    helpdesk_queue,
    reviews,
    security_log,
    unlocks,
)
from services.identity.api.own import account, calendar, employers, factors
from services.identity.hashing import TooBusy
from services.identity.jobs import jobs
from services.identity.messages.delivery import open_post
from services.identity.oauth import routes
from services.identity.oauth.metadata import provider_metadata
from services.identity.oauth.own_keys import OwnKeys
from services.identity.oauth.server import Provider
from services.identity.origin import set_origin
from services.identity.pages import (
    ask_account,
    code,
    forgotten,
    login,
    must_change,
    new_password,
    other_ways,
    sms_receipts,
)
from services.identity.pages.faults import show_faults
from services.identity.pages.limits import answer_busy, limit_login_steps
from services.identity.settings import Settings
from services.identity.subscribers import subscribers
from services.identity.usecases.clients.entrances import GatewaySecrets, register_entrances
from services.identity.usecases.tokens.signing_keys import SecretDoesNotFit, active_keys
from shared.db.rate_limits import RateLimits
from shared.db.session import Database
from shared.kernel.clock import Clock, SystemClock
from shared.service.settings import SettingsError
from shared.web.application import create_service_app
from shared.web.tokens import KeySource


def create_app(settings: Settings, *, database: Database | None = None, keys: KeySource | None = None,
               machine_clock: Clock | None = None) -> Flask:
    """Create the application; tests pass database, keys and the clock of the tokens."""
    database = database or Database(settings.database_url, settings.clock(), application="identity-web")
    machine_clock = machine_clock or SystemClock()
    parts = (acceptance, account_requests, accounts, administration, calendar, clients, deputies, employers, factors, helpdesk,
             helpdesk_queue, account, reviews, security_log, unlocks, *(() if settings.is_production else (development,)))
    blueprints = [part.blueprint for part in parts]
    app = create_service_app(settings, blueprints, subscribers, jobs=jobs, database=database,
                             keys=keys or OwnKeys(database, machine_clock))
    app.extensions["machine_clock"] = machine_clock
    app.extensions["post"] = open_post(settings, database)
    provider_metadata(settings.issuer)
    app.extensions["provider"] = Provider(app, settings.issuer)
    show_faults(app)
    limit_login_steps(app, RateLimits(database))
    app.register_error_handler(TooBusy, answer_busy)
    for pages in (routes, login, code, new_password, forgotten, other_ways, sms_receipts, ask_account):
        app.register_blueprint(pages.blueprint)
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1, x_prefix=1)  # type: ignore[method-assign]
    app.before_request(_remember_origin)
    must_change.guard(app)
    prepare(settings, database, machine_clock)
    return app


def _remember_origin() -> None:
    set_origin(request.remote_addr, request.headers.get("User-Agent"))


def prepare(settings: Settings, database: Database, machine_clock: Clock) -> None:
    """Create the signing key and register the gateway as a client, before the first request.

    :raises SettingsError: if the secret cannot decrypt the data
    """
    with database.transaction() as session:
        try:
            active_keys(session, secrets=settings.secrets, now=machine_clock.now())
        except SecretDoesNotFit as problem:
            raise SettingsError(f"IDENTITY_SECRET does not fit {problem} in the database; give the former one in "
                                "IDENTITY_PREVIOUS_SECRET, or if it is lost run: "
                                "python -m services.identity rotate-secret --lost") from None
        register_entrances(session, public_url=settings.public_url, secrets=GatewaySecrets(
            settings.portal_client_secret, settings.previous_portal_client_secret))
