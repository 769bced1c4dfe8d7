"""Events as binary CloudEvents 1.0 with the NL GOV profile: attributes in headers, data as JSON."""
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cloudevents.core.bindings import kafka as binding
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from marshmallow import ValidationError

from shared.events.base import REGISTRY, Event
from shared.kernel.ids import new_id
from shared.observability.tracing import Trace, trace_of_event

_FORMAT = JSONFormat()

_REQUIRED = ("ce_id", "ce_type", "ce_time")

LONGEST_ID = 36
"""Maximum length of an event id, that of a UUID; limited by the inbox column."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The attributes of an event.

    :ivar sequence: number of the event within its aggregate, from 1; None if the producer does not count
    """

    event_id: str
    type: str
    topic: str
    key: str
    logged_at: datetime
    correlation_id: str
    causation_id: str | None
    traceparent: str
    actor_id: str
    sequence: int | None = None

    def trace(self) -> Trace:
        """Start a span for handling the event."""
        return trace_of_event(self.event_id, correlation_id=self.correlation_id, traceparent=self.traceparent,
                              actor_id=self.actor_id)


class UnreadableEvent(Exception):
    """The message is not a CloudEvent, or its data does not match its type."""


def encode(event: Event, *, now: datetime, trace: Trace) -> tuple[str, dict[str, str], bytes]:
    """Return event id, headers and body of the message for an event.

    As the NL GOV profile requires, the source is a URN with nld and `time` is the moment of logging.
    """
    event_id = new_id()
    attributes: dict[str, Any] = {
        "id": event_id, "type": event.TYPE, "source": f"urn:nld:verzuim:{event.producer()}",
        "time": now.astimezone(UTC), "datacontenttype": "application/json",
        "dataschema": f"urn:nld:verzuim:schema:{event.TYPE}", "partitionkey": event.key,
        "correlationid": trace.correlation_id, "traceparent": trace.traceparent, "actorid": trace.actor_id,
    }
    if trace.causation_id:
        attributes["causationid"] = trace.causation_id
    message = binding.to_binary(CloudEvent(attributes, event.to_data()), _FORMAT)
    return event_id, {k: v.decode() for k, v in message.headers.items()}, message.value


def decode(topic: str, headers: dict[str, bytes], key: str, value: bytes) -> tuple[Envelope, Event | None]:
    """Return envelope and event; None as event for a type that this version does not know.

    :raises UnreadableEvent: if required attributes are missing or the data does not match the schema
    """
    try:
        event_id, type_, time = (headers[name].decode() for name in _REQUIRED)
    except KeyError as missing:
        raise UnreadableEvent(f"attribute {missing.args[0].removeprefix('ce_')} is missing") from None
    if not 0 < len(event_id) <= LONGEST_ID or not event_id.isprintable():
        raise UnreadableEvent("attribute id is not an event id")
    try:
        logged_at = datetime.fromisoformat(time)
    except ValueError:
        raise UnreadableEvent("attribute time is not a timestamp") from None
    sequence = headers.get("ce_sequence", b"").decode()
    if sequence and not sequence.isdecimal():
        raise UnreadableEvent("attribute sequence is not a number")
    envelope = Envelope(
        event_id=event_id, type=type_, topic=topic, key=key, logged_at=logged_at,
        correlation_id=headers.get("ce_correlationid", b"-").decode(),
        causation_id=headers.get("ce_causationid", b"").decode() or None,
        traceparent=headers.get("ce_traceparent", b"-").decode(), actor_id=headers.get("ce_actorid", b"-").decode(),
        sequence=int(sequence) if sequence else None)
    event_class = REGISTRY.get(envelope.type)
    if event_class is None:
        return envelope, None
    try:
        return envelope, event_class.from_data(json.loads(value.decode()))
    except (ValueError, ValidationError, RecursionError) as problem:
        raise UnreadableEvent(f"{envelope.type}: {problem}") from problem
