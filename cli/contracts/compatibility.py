"""Whether two shapes of one event type, or of one part of events, understand each other, decided and not sampled.

A writer's schema is closed: it writes exactly the fields that it knows. A reader's schema is open: it requires some
fields and ignores unknown ones. A reader understands a writer if the writer's closed schema is a subschema of the
reader's open one. Formats are compared as patterns, because the decision procedure supports only those.
"""
from collections.abc import Iterator
from typing import Any

from jsonsubschema import isSubschema  # type: ignore[import-untyped]

from cli.contracts.json_schemas import field_paths
from cli.contracts.revisions import Revision

FORMATS = {  # precise enough to distinguish them from each other and from decimals; finer patterns take seconds to compare
    "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "date-time": "^[0-9\\-]+T[0-9:.Z+\\-]+$",
}

Schema = dict[str, Any]


def broken_promises(before: list[Revision], today: Revision) -> list[str]:
    """A sentence for each field that is incompatible with an earlier revision; empty if all are compatible."""
    return [f"{today.subject}: {what}, against revision {old.number:04d}. {_remedy(today.subject)}"
            for old in before for what in _breaks(old.schema, today.schema)]


def _breaks(old: Schema, today: Schema) -> Iterator[str]:
    for field in sorted(field_paths(old).keys() - field_paths(today).keys()):
        yield f"field `{field}` has been removed"
    for field, why in obstacles(writer=today, reader=old):
        yield f"field `{field}` {why} by readers of before"
    for field, why in obstacles(writer=old, reader=today):
        yield f"field `{field}` {why} by today's readers in what was written before"


def _remedy(subject: str) -> str:
    stem, _, version = subject.rpartition(".v")
    if not stem:
        return (f"A published part only gains optional fields: leave {subject} as it was and put a class with the new shape "
                "beside it, for new versions of the events that hold it")
    return (f"A published type only gains optional fields: leave {subject} as it was and put the new shape beside it "
            f"as {stem}.v{int(version) + 1}; both are published until nobody reads the old one")


def obstacles(*, writer: Schema, reader: Schema) -> list[tuple[str, str]]:
    """The fields that a reader refuses although a writer may write them, with the reason; empty if there are none."""
    closed, opened = _plain(writer, writer, closed=True), _plain(reader, reader, closed=False)
    if isSubschema(closed, opened):
        return []
    return list(_refused(closed, opened, "")) or [("(the whole)", "is refused")]


def _refused(writer: Schema, reader: Schema, path: str) -> Iterator[tuple[str, str]]:
    """The innermost fields whose writer's schema is not a subschema of the reader's."""
    if "properties" in writer and "properties" in reader:
        for name, part in reader["properties"].items():
            if name in writer["properties"]:
                yield from _refused(writer["properties"][name], part, f"{path}.{name}".strip("."))
            elif name in reader.get("required", []):
                yield f"{path}.{name}".strip("."), "is missed"
    elif "items" in writer and "items" in reader:
        yield from _refused(writer["items"], reader["items"], f"{path}[]")
    elif not isSubschema(writer, reader):
        yield path, "may hold what is refused"


def _plain(schema: Schema, root: Schema, *, closed: bool) -> Schema:
    """The schema without references and descriptions, closed or open, in keywords that the decision procedure supports."""
    if "$ref" in schema:
        return _plain(root["$defs"][schema["$ref"].rpartition("/")[2]], root, closed=closed)
    if "anyOf" in schema:
        return {"anyOf": [_plain(part, root, closed=closed) for part in schema["anyOf"]]}
    if "properties" in schema:
        return _plain_object(schema, root, closed=closed)
    if schema["type"] == "array":
        return {"type": "array", "items": _plain(schema["items"], root, closed=closed)}
    if "enum" in schema:
        return {"enum": schema["enum"]}
    pattern = FORMATS.get(schema.get("format", ""), schema.get("pattern"))
    return {"type": schema["type"]} | ({"pattern": pattern} if pattern else {})


def _plain_object(schema: Schema, root: Schema, *, closed: bool) -> Schema:
    members = {name: _plain(part, root, closed=closed) for name, part in schema["properties"].items()}
    required = list(members) if closed else schema["required"]
    plain = {"type": "object", "properties": members, "additionalProperties": not closed}
    return plain | ({"required": required} if required else {})
