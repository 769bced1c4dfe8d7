"""The AsyncAPI 3.0 document of all events: a channel per producing service, a message per event type."""
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from cli.contracts.examples import example_of
from cli.contracts.json_schemas import description, json_schema
from shared.events.base import Event, topic_of

BINDING = "0.5.0"
COMPONENTS = "#/components/schemas/"

HEADERS: dict[str, Any] = {
    "type": "object",
    "description": "CloudEvents 1.0, binary mode, on the NL GOV profile. Never personal data.",
    "required": ["ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_dataschema", "ce_partitionkey",
                 "content-type"],
    "properties": {
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": {"type": "string", "format": "uuid", "description": "Unchanged when an event is redelivered."},
        "ce_type": {"type": "string", "description": "The event type with its version."},
        "ce_source": {"type": "string", "pattern": "^urn:nld:verzuim:[a-z]+$"},
        "ce_time": {"type": "string", "format": "date-time", "description": "The moment of logging, UTC."},
        "ce_dataschema": {"type": "string", "pattern": "^urn:nld:verzuim:schema:"},
        "ce_partitionkey": {"type": "string", "description": "The message key."},
        "ce_sequence": {"type": "string", "pattern": "^[0-9]+$",
                        "description": "Number of the event among those of its key on this topic; a gap means a lost event."},
        "ce_correlationid": {"type": "string", "description": "Id of the original request, the same for all its effects."},
        "ce_causationid": {"type": "string", "description": "The id of the event that caused this one."},
        "ce_traceparent": {"type": "string", "description": "W3C Trace Context."},
        "ce_actorid": {"type": "string", "description": "The account on whose behalf the event was published."},
        "content-type": {"type": "string", "const": "application/json"},
    },
}


def asyncapi_document(event_classes: Iterable[type[Event]], *, partitions: int) -> dict[str, Any]:
    """The document, complete in itself: today's schema of each event, and of each part that events share."""
    events = sorted(event_classes, key=lambda cls: cls.TYPE)
    topics = {name: list(group) for name, group in groupby(sorted(events, key=_subject), key=_subject)}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Ontzorg events", "version": "1.0.0",
                 "description": "The events of all services. Delivery at least once, in order per key."},
        "defaultContentType": "application/json",
        "channels": {name: _channel(name, group, partitions) for name, group in topics.items()},
        "operations": {f"publish-{name}": _operation(name, group) for name, group in topics.items()},
        "components": {"messages": {cls.__name__: _message(cls) for cls in events},
                       "schemas": {"Headers": HEADERS} | _schemas(events)},
    }


def _schemas(events: Iterable[type[Event]]) -> dict[str, Any]:
    """By class name, each object once."""
    found: dict[str, Any] = {}
    for cls in events:
        schema = json_schema(cls)
        found |= {cls.__name__: {name: value for name, value in schema.items() if name not in ("$schema", "$id", "$defs")}}
        found |= {name: part for name, part in schema.get("$defs", {}).items() if name not in found}
    return {name: _within_document(found[name]) for name in sorted(found)}


def _within_document(schema: Any) -> Any:
    """The schema with references to the document's components."""
    if isinstance(schema, list):
        return [_within_document(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: value.replace("#/$defs/", COMPONENTS) if name == "$ref" else _within_document(value)
            for name, value in schema.items()}


def _subject(cls: type[Event]) -> str:
    """The middle of the name of its topic, the producer for most."""
    return cls.topic().split(".")[1]


def _channel(subject: str, events: list[type[Event]], partitions: int) -> dict[str, Any]:
    return {
        "address": topic_of(subject), "title": f"Events of {subject}",
        "messages": {cls.__name__: {"$ref": f"#/components/messages/{cls.__name__}"} for cls in events},
        "bindings": {"kafka": {"topic": topic_of(subject), "partitions": partitions, "bindingVersion": BINDING}},
    }


def _operation(subject: str, events: list[type[Event]]) -> dict[str, Any]:
    return {"action": "send", "channel": {"$ref": f"#/channels/{subject}"},
            "messages": [{"$ref": f"#/channels/{subject}/messages/{cls.__name__}"} for cls in events]}


def _message(cls: type[Event]) -> dict[str, Any]:
    return {
        "name": cls.TYPE, "title": cls.__name__, "summary": description(cls), "contentType": "application/json",
        "headers": {"$ref": f"{COMPONENTS}Headers"}, "payload": {"$ref": f"{COMPONENTS}{cls.__name__}"},
        "correlationId": {"location": "$message.header#/ce_correlationid"},
        "bindings": {"kafka": {"key": {"type": "string", "description": f"{cls.KEY} of the data"},
                               "bindingVersion": BINDING}},
        "examples": [{"name": cls.TYPE, "payload": example_of(cls).to_data()}],
    }
