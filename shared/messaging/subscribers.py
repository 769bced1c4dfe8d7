"""Which event goes to which function: the bus edge of a service, as routes are its HTTP edge."""
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from shared.db.session import Session
from shared.events.base import Event
from shared.messaging.envelope import Envelope


class NotYet(Exception):
    """A handler needs what another topic has not brought yet; the consumer tries again, and parks in the end."""


E = TypeVar("E", bound=Event)
Subscriber = Callable[[Session, Any, Envelope], None]


class Subscribers:
    """The event handlers of one service; its name is the consumer group."""

    def __init__(self, service: str) -> None:
        self.service = service
        self._by_type: dict[str, Subscriber] = {}
        self._topics: set[str] = set()

    def on(self, *event_classes: type[E]) -> Callable[[Callable[[Session, E, Envelope], None]],
                                                      Callable[[Session, E, Envelope], None]]:
        """Declare a function as the reader of one or more event types."""
        def register(function: Callable[[Session, E, Envelope], None]) -> Callable[[Session, E, Envelope], None]:
            for event_class in event_classes:
                if event_class.TYPE in self._by_type:
                    raise TypeError(f"{event_class.TYPE} has two readers in {self.service}")
                self._by_type[event_class.TYPE] = function
                self._topics.add(event_class.topic())
            return function
        return register

    def find(self, event_type: str) -> Subscriber | None:
        """The reader of an event type, or None where this service does not care."""
        return self._by_type.get(event_type)

    @property
    def topics(self) -> list[str]:
        """The topics to subscribe to."""
        return sorted(self._topics)

    @property
    def types(self) -> Iterable[str]:
        """The event types that are read."""
        return sorted(self._by_type)
