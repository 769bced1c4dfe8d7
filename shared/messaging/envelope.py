"""Events as binary CloudEvents 1.0 on the NL GOV profile: attributes in headers, data as JSON."""
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
from shared.messaging.correlation import Trace

_FORMAT = JSONFormat()

LONGEST_ID = 36
"""Characters of a UUID; the inbox keeps no more."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What travels around an event's data.

    :ivar sequence: the number of the event within its aggregate, from 1; None where the producer does not count
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


class UnreadableEvent(Exception):
    """The message is no CloudEvent, or its data does not fit its type."""


def encode(event: Event, *, now: datetime, trace: Trace) -> tuple[str, dict[str, str], bytes]:
    """Event id, headers and body of the message for an event.

    The source is a URN with nld; `time` is the moment of logging, as the NL GOV profile asks.
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
    """Envelope and event; None for an event type this version does not know.

    :raises UnreadableEvent: if required attributes are missing or the data does not fit
    """
    def attribute(name: str, default: str | None = None) -> str:
        raw = headers.get(f"ce_{name}")
        if raw is None and default is None:
            raise UnreadableEvent(f"attribute {name} is missing")
        return raw.decode() if raw is not None else default or ""

    event_id = attribute("id")
    if not 0 < len(event_id) <= LONGEST_ID or not event_id.isprintable():
        raise UnreadableEvent("attribute id is no event id")
    try:
        logged_at = datetime.fromisoformat(attribute("time"))
    except ValueError:
        raise UnreadableEvent("attribute time is no moment") from None
    sequence = attribute("sequence", "")
    if sequence and not sequence.isdecimal():
        raise UnreadableEvent("attribute sequence is no number")
    envelope = Envelope(
        event_id=event_id, type=attribute("type"), topic=topic, key=key,
        logged_at=logged_at, correlation_id=attribute("correlationid", "-"),
        causation_id=attribute("causationid", "") or None, traceparent=attribute("traceparent", "-"),
        actor_id=attribute("actorid", "-"), sequence=int(sequence) if sequence else None)
    event_class = REGISTRY.get(envelope.type)
    if event_class is None:
        return envelope, None
    try:
        return envelope, event_class.from_data(json.loads(value))
    except (ValueError, ValidationError, RecursionError) as problem:
        raise UnreadableEvent(f"{envelope.type}: {problem}") from problem
