"""One message on its way to a handler: as it stands in the log, and what could be read of it."""
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from shared.bus.port import Record
from shared.events.base import Event
from shared.messaging.envelope import Envelope, UnreadableEvent, decode

E = TypeVar("E", bound=Event)


class Delivered(NamedTuple, Generic[E]):
    """What a handler of many events gets of each."""

    event: E
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Delivery:
    """A record and its contents.

    :ivar envelope: None if the record is no event
    :ivar event: None too for a type that this version does not know
    :ivar unreadable: why it could not be read, in one sentence
    """

    record: Record
    envelope: Envelope | None
    event: Event | None
    unreadable: str | None = None

    @property
    def event_id(self) -> str:
        """The CloudEvents id; without one the place in the log is the identity."""
        if self.envelope:
            return self.envelope.event_id
        return f"{self.record.topic[-20:]}:{self.record.partition}:{self.record.offset}"

    @property
    def sequence(self) -> int | None:
        """Its number within its aggregate, also of one that cannot be read; None where nobody counts."""
        if self.envelope:
            return self.envelope.sequence
        number = dict(self.record.headers).get("ce_sequence", b"")
        return int(number) if number.isdigit() else None

    @property
    def place(self) -> tuple[str, str]:
        """Topic and key: the aggregate it is about."""
        return self.record.topic, self.record.key

    @property
    def type(self) -> str:
        """The event type, `-` where it could not be read."""
        return self.envelope.type if self.envelope else "-"


def read(record: Record) -> Delivery:
    """Decode a record; never raises, because a bad message must be parked and not stop the others."""
    try:
        envelope, event = decode(record.topic, dict(record.headers), record.key, record.value)
    except (UnreadableEvent, UnicodeDecodeError) as problem:
        return Delivery(record, None, None, str(problem))
    return Delivery(record, envelope, event)
