"""Checks of fakes against the published OpenAPI documents. For tests only."""
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

DOCUMENTS = Path(__file__).resolve().parents[3] / "contracts" / "openapi"
GROUP = "x-group"
"""Marks a field that is left out for those who may not see it."""
Json = dict[str, Any]


@cache
def document(service: str) -> Json:
    """The OpenAPI document of a service."""
    loaded: Json = yaml.safe_load((DOCUMENTS / f"{service}.yaml").read_text())
    return loaded


def operation(service: str, method: str, path: str) -> Json | None:
    """The published operation of a method and path, or None."""
    for template, item in sorted(document(service)["paths"].items(), key=lambda entry: entry[0].count("{")):
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in item:
            found: Json = item[method.lower()]
            return found
    return None


def faults_of_request(service: str, method: str, path: str, body: Any) -> list[str]:
    """Differences between a JSON body and the request schema; without a schema every body is accepted."""
    published = operation(service, method, path)
    if published is None:
        return [f"{method} {path} is no route of {service}"]
    content = published.get("requestBody", {}).get("content", {}).get("application/json")
    return _faults(service, content["schema"], body, is_complete=False) if content else []


def faults_of_response(service: str, method: str, path: str, status: int, body: Any) -> list[str]:
    """Differences between a response and the contract: status, missing or unknown fields, types."""
    published = operation(service, method, path)
    if published is None:
        return [f"{method} {path} is no route of {service}"]
    answers = {code: answer for code, answer in published["responses"].items() if code.startswith("2")}
    if answers and str(status) not in answers:
        return [f"{method} {path} does not answer {status}"]
    content = answers.get(str(status), {}).get("content", {}).get("application/json")
    return _faults(service, content["schema"], body, is_complete=True) if content else []


def _faults(service: str, schema: Json, value: Any, *, is_complete: bool) -> list[str]:
    whole = _as_sent(schema, document(service), is_complete=is_complete)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in Draft202012Validator(whole).iter_errors(value)]


def _as_sent(schema: Json, source: Json, *, is_complete: bool) -> Json:
    """The schema with its references in place. Services send null for what is not known, and every field in an answer that
    its reader may see; the documents do not say so.
    """
    if "$ref" in schema:
        target: Any = source
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return _as_sent(target, source, is_complete=is_complete)
    found = {key: value for key, value in schema.items() if key not in ("properties", "items", "required")}
    if "properties" in schema:
        found["properties"] = {name: _or_null(_as_sent(part, source, is_complete=is_complete))
                               for name, part in schema["properties"].items()}
        always = sorted(name for name, part in schema["properties"].items() if GROUP not in part)
        found["required"] = always if is_complete else schema.get("required", [])
    if "items" in schema:
        found["items"] = _as_sent(schema["items"], source, is_complete=is_complete)
    for combined in {"allOf", "anyOf"} & schema.keys():
        found[combined] = [_as_sent(part, source, is_complete=is_complete) for part in schema[combined]]
    return found


def _or_null(schema: Json) -> Json:
    """The schema of a nullable field; without ``anyOf``, which would hide the inner error."""
    found = dict(schema)
    if isinstance(found.get("type"), str):
        found["type"] = [found["type"], "null"]
    if "enum" in found:
        found["enum"] = [*found["enum"], None]
    return found
