"""One message being delivered: the record in the log and its decoded content."""
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from shared.bus.port import Record
from shared.events.base import Event
from shared.messaging.envelope import Envelope, UnreadableEvent, decode

E = TypeVar("E", bound=Event)


class Delivered(NamedTuple, Generic[E]):
    """What a batch handler receives per event."""

    event: E
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Delivery:
    """A record and its decoded content.

    :ivar envelope: None if the record is not an event
    :ivar event: None if the record is not an event or this version does not know its type
    :ivar unreadable: one sentence about why it could not be decoded; None if it was
    """

    record: Record
    envelope: Envelope | None
    event: Event | None
    unreadable: str | None = None

    @property
    def event_id(self) -> str:
        """The CloudEvents id; without one, the position in the log serves as the id."""
        if self.envelope:
            return self.envelope.event_id
        return f"{self.record.topic[-20:]}:{self.record.partition}:{self.record.offset}"

    @property
    def sequence(self) -> int | None:
        """Number within the aggregate, also for an event that cannot be decoded; None if the producer does not count."""
        if self.envelope:
            return self.envelope.sequence
        number = dict(self.record.headers).get("ce_sequence", b"")
        return int(number) if number.isdigit() else None

    @property
    def place(self) -> tuple[str, str]:
        """Topic and key, which identify the aggregate."""
        return self.record.topic, self.record.key

    @property
    def type(self) -> str:
        """The event type; `-` if it could not be decoded."""
        return self.envelope.type if self.envelope else "-"


def read(record: Record) -> Delivery:
    """Decode a record. Does not raise: a malformed message must be parked without stopping others."""
    try:
        envelope, event = decode(record.topic, dict(record.headers), record.key, record.value)
    except (UnreadableEvent, UnicodeDecodeError) as problem:
        return Delivery(record, None, None, str(problem))
    return Delivery(record, envelope, event)
