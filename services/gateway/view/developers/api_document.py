"""One OpenAPI document of the documents of all services, by the Dutch API Design Rules (Logius)."""
from collections.abc import Iterator, Mapping
from typing import Any

from shared.kernel.services import API_VERSION, API_VERSION_HEADER, titles

Json = dict[str, Any]

ADDRESS = "/api/v1/openapi.json"
ROOT = "/v1"
METHODS = ("get", "put", "post", "delete", "patch")
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
REFERENCE = "#/components/schemas/"
PROBLEM = {"$ref": "#/components/responses/Problem"}
VERSION = {API_VERSION_HEADER: {"$ref": f"#/components/headers/{API_VERSION_HEADER}"}}
DESCRIPTION = """The API of Ontzorg: absence, casework, benefits, premium and accounts.

Every call needs an access token of `/id`. Errors are problem+json (RFC 9457) with a stable `code` and a Dutch `detail`. A write
takes `Idempotency-Key`, a change `If-Match`; lists have cursors. 429 and 503 say in `Retry-After` when to try again."""


def merged(documents: Mapping[str, Json], *, public_url: str) -> Json:
    """The document of the public API.

    :param documents: of each service, by name
    """
    paths = {f"/{name}{path.removeprefix(ROOT)}": item for name, document in documents.items()
             for path, item in _public_paths(name, document)}
    schemas = {_own_name(name, schema): _rewritten(content, name) for name, document in documents.items()
               for schema, content in document.get("components", {}).get("schemas", {}).items() if schema != "Problem"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ontzorg", "version": API_VERSION, "description": DESCRIPTION,
                 "contact": {"name": "Ontzorg", "url": f"{public_url}/hulp", "email": "api@ontzorg.example"}},
        "servers": [{"url": f"{public_url}/api/v1"}],
        "security": [{"token": []}],
        "tags": [{"name": name, "description": titles()[name]} for name in documents],
        "paths": paths,
        "components": {
            "schemas": {"Problem": _PROBLEM_SCHEMA} | schemas,
            "responses": {"Problem": {
                "description": "The request is refused.", "headers": VERSION,
                "content": {"application/problem+json": {"schema": {"$ref": f"{REFERENCE}Problem"}}}}},
            "headers": {API_VERSION_HEADER: {"description": "The version of the API.",
                                             "schema": {"type": "string", "examples": [API_VERSION]}}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _public_paths(service: str, document: Json) -> Iterator[tuple[str, Json]]:
    for path, item in document["paths"].items():
        if path.startswith(f"{ROOT}/"):
            shared = {name: _rewritten(part, service) for name, part in item.items() if name not in METHODS}
            yield path, shared | {method: _operation(service, path, method, item[method]) for method in METHODS if method in item}


def _operation(service: str, path: str, method: str, described: Json) -> Json:
    operation: Json = _rewritten(described, service)
    answers: Json = {code: {**answer, "headers": VERSION | answer.get("headers", {})}
                     for code, answer in operation["responses"].items() if code.startswith(("2", "3"))}
    refused = {"400", "401", "403", "429", "503", "default", *(code for code in operation["responses"] if code.startswith("4"))}
    name = path.removeprefix(f"{ROOT}/").translate(str.maketrans("/-", "__", "{}"))
    return operation | {
        "operationId": f"{method}_{service}_{name}", "tags": [service],
        "responses": (answers or {"2XX": {"description": "Done.", "headers": VERSION}}) | dict.fromkeys(sorted(refused), PROBLEM)}


def _rewritten(part: Any, service: str) -> Any:
    """The part with references to the merged document, bounds as numbers, and patterns of ECMA-262."""
    if isinstance(part, list):
        return [_rewritten(each, service) for each in part]
    if not isinstance(part, dict):
        return part
    has_default = "enum" not in part or part.get("default") in part["enum"]
    return {name: _value(name, value, service) for name, value in part.items() if name != "default" or has_default}


def _value(name: str, value: Any, service: str) -> Any:
    if name == "$ref" and isinstance(value, str) and value.startswith(REFERENCE):
        return REFERENCE + _own_name(service, value.removeprefix(REFERENCE))
    if name in BOUNDS and isinstance(value, str):
        return float(value)
    if name == "pattern" and isinstance(value, str):
        return value.replace(r"\A", "^").replace(r"\Z", "$")
    return _rewritten(value, service)


def _own_name(service: str, schema: str) -> str:
    return schema if schema == "Problem" else service.capitalize() + schema


_TEXT = {"type": "string"}
_PROBLEM_SCHEMA: Json = {
    "type": "object", "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"}, "title": _TEXT, "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A Dutch sentence for people."}, "instance": _TEXT,
        "code": {"type": "string", "description": "Stable, for programs."}, "request_id": _TEXT, "correlation_id": _TEXT,
        "errors": {"type": "array", "items": {
            "type": "object", "properties": {"field": _TEXT, "code": _TEXT, "message": _TEXT}}},
    },
}
