"""JSON Schema 2020-12 of an event or of a part of one, from its marshmallow schema; open for fields that come later."""
import inspect
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from shared.events.base import DecimalString, Event, TupleOf, schema_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"

_SCALARS: tuple[tuple[type[ma.Field[Any]], dict[str, Any]], ...] = (
    (DecimalString, {"type": "string", "format": "decimal", "pattern": DECIMAL}),
    (ma.AwareDateTime, {"type": "string", "format": "date-time"}),
    (ma.Date, {"type": "string", "format": "date"}),
    (ma.Boolean, {"type": "boolean"}),
    (ma.Integer, {"type": "integer"}),
    (ma.String, {"type": "string"}),
)


def json_schema(subject: type) -> dict[str, Any]:
    """The schema of the data of an event, or of a part of events, complete in itself."""
    parts: dict[str, Any] = {}
    body = _object(schema_of(subject)(), parts)
    return {
        "$schema": DIALECT, "$id": f"urn:nld:verzuim:schema:{subject_name(subject)}", "title": subject.__name__,
        "description": description(subject), **body, **({"$defs": dict(sorted(parts.items()))} if parts else {}),
    }


def subject_name(subject: type) -> str:
    """Under what an event or a part is published: its type, or the name of the class."""
    return subject.TYPE if issubclass(subject, Event) else subject.__name__


def parts_of(subject: type) -> set[type]:
    """The classes, other than events, whose values the fields of an event or of a part hold, at any depth."""
    found: set[type] = set()
    for hint in typing.get_type_hints(subject).values():
        for kind in (hint, *typing.get_args(hint)):
            if isinstance(kind, type) and is_dataclass(kind):
                found |= parts_of(kind) | (set() if issubclass(kind, Event) else {kind})
    return found


def description(subject: type) -> str:
    """The docstring of a class as one paragraph, without its field list."""
    text = inspect.cleandoc(subject.__doc__ or "")
    return " ".join(text.partition("\n:")[0].split())


def field_paths(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The schema of each field by its dotted path, as ``absence.mutations[].effective_on``; only what holds no fields itself."""
    return dict(_paths(schema, schema, ""))


def _paths(part: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if "$ref" in part:
        yield from _paths(root["$defs"][part["$ref"].rpartition("/")[2]], root, path)
    elif "properties" in part:
        for name, member in part["properties"].items():
            yield from _paths(member, root, f"{path}.{name}".strip("."))
    elif "items" in part:
        yield from _paths(part["items"], root, f"{path}[]")
    elif "anyOf" in part:
        yield from _paths(part["anyOf"][0], root, path)
    else:
        yield path, part


def _object(schema: Schema, parts: dict[str, Any]) -> dict[str, Any]:
    properties = {name: _property(field, parts) for name, field in schema.fields.items()}
    required = [name for name, field in schema.fields.items() if field.required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": True}


def _property(field: ma.Field[Any], parts: dict[str, Any]) -> dict[str, Any]:
    shape = _shape(field, parts)
    if not field.allow_none:
        return shape
    if "type" not in shape:
        return {"anyOf": [shape, {"type": "null"}]}
    nullable = shape | {"type": [shape["type"], "null"]}
    return nullable | {"enum": [*shape["enum"], None]} if "enum" in shape else nullable


def _shape(field: ma.Field[Any], parts: dict[str, Any]) -> dict[str, Any]:
    if isinstance(field, ma.Nested):
        return _reference(field.schema, parts)
    if isinstance(field, TupleOf):
        return {"type": "array", "items": _property(field.inner, parts)}
    if isinstance(field, ma.Enum):
        return {"type": "string", "enum": [str(member.value) for member in field.enum]}
    return next(dict(shape) for kind, shape in _SCALARS if isinstance(field, kind))


def _reference(schema: Schema, parts: dict[str, Any]) -> dict[str, Any]:
    name = type(schema).__name__.removesuffix("Schema")
    if name not in parts:
        parts[name] = {}
        parts[name] = _object(schema, parts)
    return {"$ref": f"#/$defs/{name}"}
