"""One error body everywhere: application/problem+json (RFC 9457) with a stable code and a Dutch sentence."""
import json
import logging
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, request
from flask_smorest import Api
from marshmallow import Schema
from marshmallow import fields as ma
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException, InternalServerError

from shared.kernel.refusals import Conflict, Forbidden, NotFound, Refusal, RuleViolated, Several
from shared.observability.tracing import current_trace

log = logging.getLogger(__name__)

STATUS: dict[type[Refusal], int] = {RuleViolated: 422, Conflict: 409, NotFound: 404, Forbidden: 403}
"""The one table from a refusal to a status."""

CODES = {400: "request.malformed", 401: "token.missing", 403: "right.missing", 404: "not_found", 405: "method.not_allowed",
         406: "not_acceptable", 412: "version.stale", 413: "body.too_large", 415: "media_type.unsupported",
         422: "input.invalid", 428: "version.required", 429: "rate.limited", 500: "internal", 503: "unavailable",
         504: "timeout"}

SENTENCES = {
    400: "Het verzoek is niet leesbaar.", 401: "U bent niet aangemeld.", 403: "U heeft hiervoor geen recht.",
    404: "Dit bestaat niet of is niet van uw bedrijf.", 405: "Dit adres kent deze bewerking niet.",
    406: "Deze vorm van antwoord is er niet.",
    412: "Iemand anders heeft dit intussen gewijzigd. Haal de gegevens opnieuw op.",
    413: "Wat u stuurt is te groot.", 415: "Dit soort bestand wordt hier niet aangenomen.",
    422: "Er klopt iets niet in de gegevens.", 428: "Geef mee welke versie u wijzigt (If-Match).",
    429: "U doet te veel verzoeken. Wacht even en probeer het opnieuw.",
    500: "Er ging bij ons iets mis. Probeer het later opnieuw.",
    503: "Dit onderdeel is even niet bereikbaar. Probeer het zo opnieuw.",
    504: "Het antwoord liet te lang op zich wachten. Probeer het zo opnieuw.",
}

DUTCH = {
    "Missing data for required field.": ("required", "Vul dit in."),
    "Field may not be null.": ("required", "Vul dit in."),
    "Unknown field.": ("unknown", "Dit veld is hier niet bekend."),
    "Not a valid date.": ("date", "Geef een datum als jjjj-mm-dd."),
    "Not a valid string.": ("text", "Geef tekst."),
    "Not a valid boolean.": ("boolean", "Kies ja of nee."),
    "Not a valid integer.": ("integer", "Geef een heel getal."),
    "Not a valid number.": ("number", "Geef een getal."),
    "Not a valid mapping type.": ("object", "Geef een groep velden."),
    "Not a valid list.": ("list", "Geef een lijst."),
    "Invalid input type.": ("type", "Dit is niet van de goede soort."),
    "Not a valid email address.": ("email", "Geef een e-mailadres."),
}


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


def problem(status: int, *, code: str | None = None, detail: str | None = None, title: str = "",
            errors: list[dict[str, str]] | None = None, headers: dict[str, str] | None = None) -> Response:
    """A problem+json response."""
    code, trace = code or CODES.get(status, "error"), current_trace()
    body: dict[str, Any] = {
        "type": f"urn:verzuim:problem:{code}", "title": title or CODES.get(status, "error"), "status": status,
        "detail": detail or SENTENCES.get(status, ""), "instance": request.path, "code": code,
        "request_id": trace.request_id, "correlation_id": trace.correlation_id,
    }
    if errors:
        body["errors"] = errors
    response = Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
    response.headers.extend(headers or {})
    return response


class ProblemApi(Api):
    """flask-smorest with our error body; Allow, Retry-After and finished responses are kept."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Any HTTP error, validation errors included, as a problem."""
        if error.response is not None:
            return error.response  # type: ignore[return-value]
        status = error.code or 500
        data = getattr(error, "data", None) or {}
        messages = data.get("messages")
        headers = {k: v for k, v in error.get_headers() if k.lower() not in ("content-type", "content-length")}
        return problem(status, title=error.name, errors=list(_field_errors(messages)) if messages else None,
                       headers=headers)

    def _register_responses(self) -> None:
        kept = str(self.DEFAULT_RESPONSE_CONTENT_TYPE)  # type: ignore[has-type]
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        try:
            super()._register_responses()
        finally:
            self.DEFAULT_RESPONSE_CONTENT_TYPE = kept


def _field_errors(messages: Any, path: str = "") -> Iterator[dict[str, str]]:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            skipped = name in ("json", "query", "query_string", "form", "_schema") and not path
            yield from _field_errors(inner, path if skipped else f"{path}.{name}".strip("."))
    elif isinstance(messages, list):
        for message in messages:
            yield from _field_errors(message, path)
    else:
        code, sentence = DUTCH.get(str(messages), ("invalid", str(messages)))
        yield {"field": path, "code": f"input.{code}", "message": sentence}


def register_refusals(app: Flask) -> None:
    """Domain refusals and unexpected errors become problems; only the unexpected is logged as an error."""

    def refused(error: Refusal) -> Response:
        status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
        log.info("refused", extra={"problem": error.code, "status": status})
        single = error.refusals if isinstance(error, Several) else [error]
        errors = [{"field": r.field, "code": r.code, "message": r.message} for r in single if r.field]
        return problem(status, code=error.code, detail=error.message, errors=errors or None)

    def unexpected(error: InternalServerError) -> Response:
        log.error("unexpected error", exc_info=error.original_exception or error)
        return problem(500)

    def unstorable(error: DataError) -> Response:
        log.warning("input that the database cannot hold", extra={"problem": type(error.orig).__name__})
        return problem(422)

    app.register_error_handler(Refusal, refused)
    app.register_error_handler(DataError, unstorable)
    app.register_error_handler(InternalServerError, unexpected)
