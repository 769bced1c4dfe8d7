"""The Flask application of a service: its blueprints and the parts common to all services."""
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

import marshmallow as ma
from flask import Flask, Response, request
from werkzeug.routing import IntegerConverter, Rule

from shared.db.session import Database
from shared.kernel.services import API_VERSION, API_VERSION_HEADER, audience_of
from shared.messaging.revocation.memory import RevokedAccess
from shared.messaging.subscribers import Subscribers
from shared.observability.tracing import current_trace, new_trace, set_trace
from shared.service.jobs import Jobs
from shared.service.settings import ServiceSettings
from shared.web.deadlines import limit_work
from shared.web.health import health, measure
from shared.web.input.blueprints import Blueprint
from shared.web.input.characters import refuse_unreadable_addresses
from shared.web.parked import blueprint as parked
from shared.web.problems import ProblemApi, register_refusals
from shared.web.set_aside import blueprint as set_aside
from shared.web.tokens import FetchedKeys, KeySource, TokenChecker

MAX_BODY = 2 * 1024 * 1024
LONGEST_STATEMENT_SECONDS = 20
"""Statement timeout: longer than the gateway waits for a response."""

NUMBERS_IN_CAPITALS = frozenset({"absence_number", "policy_number"})


class Route(Rule):
    """A rule that compiles the function for building its address at first use, because few addresses are ever built."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(partial(super()._compile_builder, append_unknown))
        return lambda rule, **values: compiled()(rule, **values)


class ShortNumber(IntegerConverter):
    """A number in a path, limited to the range of a database integer; a longer one gives 404."""

    regex = r"\d{1,18}"


def create_service_app(settings: ServiceSettings, blueprints: Iterable[Blueprint], subscribers: Subscribers, *,
                       jobs: Jobs | None = None, database: Database | None = None, keys: KeySource | None = None) -> Flask:
    """An application with problem+json, token check, health, metrics and an OpenAPI document at /openapi.json.

    :param jobs: the jobs of the service, used when an operator retries an item
    :param keys: public keys for tests, instead of the issuer's published ones
    """
    app = Flask(settings.service, static_folder=None)
    app.url_rule_class = Route
    app.url_map.converters["int"] = ShortNumber
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, API_TITLE=settings.service, API_VERSION="v1", OPENAPI_VERSION="3.1.0",
                      OPENAPI_URL_PREFIX="/", OPENAPI_JSON_PATH="openapi.json", PROPAGATE_EXCEPTIONS=False)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["settings"] = settings
    app.extensions["subscribers"] = subscribers
    app.extensions["jobs"] = jobs or Jobs()
    app.extensions["database"] = database or Database(settings.database_url, settings.clock(),
                                                      application=f"{settings.service}-web",
                                                      statement_seconds=LONGEST_STATEMENT_SECONDS)
    app.extensions["tokens"] = TokenChecker(
        settings.issuer, keys or FetchedKeys(settings.jwks_url), audiences=[audience_of(settings.service)],
        revoked=RevokedAccess(app.extensions["database"]))
    api = ProblemApi(app)
    api.ma_plugin.converter.add_attribute_function(_decimal_as_text)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    api.register_blueprint(parked)
    api.register_blueprint(set_aside)
    app.register_blueprint(health)
    register_refusals(app)
    _trace_requests(app)
    limit_work(app, app.extensions["database"])
    refuse_unreadable_addresses(app)
    app.url_value_preprocessor(_capitalise_numbers)
    measure(app, settings.service)
    return app


def _trace_requests(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        set_trace(new_trace(request.headers.get("X-Correlation-ID"), request.headers.get("traceparent"),
                            request.headers.get("X-Request-ID")))

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["X-Request-ID"] = current_trace().request_id
        response.headers["X-Correlation-ID"] = current_trace().correlation_id
        response.headers[API_VERSION_HEADER] = API_VERSION
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _capitalise_numbers(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Read the numbers in an address in either case; they are stored in capitals."""
    for name in NUMBERS_IN_CAPITALS & (values or {}).keys():
        values[name] = str(values[name]).upper()  # type: ignore[index]


def _decimal_as_text(self: Any, field: ma.fields.Field[Any], **_: Any) -> dict[str, Any]:
    if isinstance(field, ma.fields.Decimal) and field.as_string:
        return {"type": ["string", "null"] if field.allow_none else "string", "format": "decimal"}
    return {}
