"""The error body of all APIs: application/problem+json (RFC 9457) with a stable code and a Dutch sentence."""
import json
import logging
from collections.abc import Callable, Iterator
from functools import partial
from threading import RLock
from typing import Any

from flask import Flask, Response, request
from flask_smorest import Api, Blueprint
from marshmallow import Schema
from marshmallow import fields as ma
from psycopg.errors import UniqueViolation
from sqlalchemy.exc import DataError, IntegrityError
from werkzeug.exceptions import HTTPException, InternalServerError

from shared.fields.invalid import InvalidInput
from shared.kernel.refusals import Conflict, Forbidden, Malformed, NotFound, Refusal, RuleViolated, Several, Stale
from shared.observability.tracing import current_trace
from shared.web.fields import CodedMessage
from shared.web.problem_texts import code_of, sentence_of, title_of, type_of

log = logging.getLogger(__name__)

STATUS: dict[type[Refusal], int] = {
    RuleViolated: 422, Conflict: 409, NotFound: 404, Forbidden: 403, Malformed: 400, Stale: 412}
"""HTTP status by class of refusal."""

_DUTCH = {
    "Missing data for required field.": ("required", "Vul dit in."),
    "Field may not be null.": ("required", "Vul dit in."),
    "Unknown field.": ("unknown", "Dit veld is hier niet bekend."),
    "Not a valid mapping type.": ("object", "Geef een groep velden."),
    "Not a valid list.": ("list", "Geef een lijst."),
    "Invalid input type.": ("object", "Geef een groep velden."),
    "Invalid type.": ("object", "Geef een groep velden."),
}
"""Code and Dutch sentence by marshmallow's own message; messages of `shared.web.fields` carry their code and sentence."""


class ProblemSchema(Schema):
    """The body of every error."""

    type = ma.String()
    title = ma.String()
    status = ma.Integer()
    detail = ma.String()
    instance = ma.String()
    code = ma.String()
    request_id = ma.String()
    correlation_id = ma.String()
    errors = ma.List(ma.Dict())


def problem(status: int, *, code: str | None = None, detail: str | None = None,
            errors: list[dict[str, str]] | None = None, headers: dict[str, str] | None = None) -> Response:
    """A problem+json response."""
    code, trace = code or code_of(status), current_trace()
    body: dict[str, Any] = {
        "type": type_of(code), "title": title_of(status), "status": status,
        "detail": detail or sentence_of(status), "instance": request.path, "code": code,
        "request_id": trace.request_id, "correlation_id": trace.correlation_id,
    }
    if errors:
        body["errors"] = errors
    response = Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
    response.headers.extend(headers or {})
    return response


class ProblemApi(Api):
    """flask-smorest with our error body; Allow, Retry-After and finished responses are kept.

    The OpenAPI document is made at its first use, because this takes four times as long as the rest of an application's start.
    """

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask) -> None:
        self._postponed: list[Callable[[], None]] = []
        self._lock = RLock()
        self._has_started = False
        super().__init__(app)
        self._has_started = True

    def register_blueprint(self, blp: Blueprint) -> None:
        """Add the routes of a blueprint; see `Api.register_blueprint`."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp)
        self._postponed.append(partial(self._describe, blp))

    def _describe(self, blueprint: Blueprint) -> None:
        blueprint.register_views_in_doc(self, self._app, self._spec, name=blueprint.name, parameters=None)
        self._spec.tag({"name": blueprint.name, "description": blueprint.description})

    @property
    def spec(self) -> Any:
        """The description of all routes and responses."""
        with self._lock:
            if self._has_started:
                postponed, self._postponed = self._postponed, []
                for describe in postponed:
                    describe()
        return self._spec

    @spec.setter
    def spec(self, spec: Any) -> None:
        self._spec = spec

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Respond with a problem to any HTTP error, including validation errors."""
        if error.response is not None:
            return error.response  # type: ignore[return-value]
        status = error.code or 500
        data = getattr(error, "data", None) or {}
        messages = data.get("messages")
        headers = {k: v for k, v in error.get_headers() if k.lower() not in ("content-type", "content-length")}
        return problem(status, errors=list(field_errors(messages)) if messages else None, headers=headers)

    def _register_responses(self) -> None:
        self._postponed.append(self._describe_responses)

    def _register_pagination_header(self) -> None:
        self._postponed.append(super()._register_pagination_header)

    def _describe_responses(self) -> None:
        kept = str(self.DEFAULT_RESPONSE_CONTENT_TYPE)  # type: ignore[has-type]
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        try:
            super()._register_responses()
        finally:
            self.DEFAULT_RESPONSE_CONTENT_TYPE = kept


def field_errors(messages: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Flatten marshmallow's errors to field path, code and Dutch sentence."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            skipped = name in ("json", "query", "_schema") and not path
            yield from field_errors(inner, path if skipped else f"{path}.{name}".strip("."))
    elif isinstance(messages, list):
        for message in messages:
            yield from field_errors(message, path)
    elif isinstance(messages, CodedMessage):
        yield {"field": path, "code": messages.code, "message": str(messages)}
    else:
        code, sentence = _DUTCH[str(messages)]
        yield {"field": path, "code": f"input.{code}", "message": sentence}


def register_refusals(app: Flask) -> None:
    """Convert refusals and unexpected errors to problems; only unexpected errors are logged as errors."""

    def refused(error: Refusal) -> Response:
        status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
        log.info("refused", extra={"problem": error.code, "status": status})
        single = error.refusals if isinstance(error, Several) else [error]
        errors = [{"field": r.field, "code": r.code, "message": r.message} for r in single if r.field]
        return problem(status, code=error.code, detail=error.message, errors=errors or None)

    def unexpected(error: InternalServerError) -> Response:
        log.error("unexpected error", exc_info=error.original_exception or error)
        return problem(500)

    def invalid(error: InvalidInput) -> Response:
        log.info("refused", extra={"problem": error.code, "status": 422})
        return problem(422, code=error.code, detail=error.message)

    def clashed(error: IntegrityError) -> Response:
        if not isinstance(error.orig, UniqueViolation):
            raise error
        log.warning("two concurrent requests created the same row", extra={"constraint": error.orig.diag.constraint_name})
        return problem(409, code="conflict.simultaneous",
                       detail="Iemand anders deed dit op hetzelfde moment. Haal de gegevens opnieuw op.")

    def unstorable(error: DataError) -> Response:
        log.warning("input that the database cannot store", extra={"problem": type(error.orig).__name__})
        return problem(422)

    app.register_error_handler(Refusal, refused)
    app.register_error_handler(InvalidInput, invalid)
    app.register_error_handler(IntegrityError, clashed)
    app.register_error_handler(DataError, unstorable)
    app.register_error_handler(InternalServerError, unexpected)
