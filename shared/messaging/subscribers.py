"""The handlers of a service by event type: its edge to the bus, as routes are its edge to HTTP."""
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from shared.db.session import Session
from shared.events.base import Event
from shared.messaging.copies.declaration import Copies
from shared.messaging.delivery import Delivered
from shared.messaging.envelope import Envelope


class NotYet(Exception):
    """A handler needs data from another topic that has not arrived; the consumer retries, and parks the event in the end."""


E = TypeVar("E", bound=Event)
Subscriber = Callable[[Session, E, Envelope], None]


class Subscribers:
    """The events that one service reads; its name is the consumer group.

:param copies: declarations of events that are only copied
    """

    def __init__(self, service: str, copies: Copies | None = None) -> None:
        self.service = service
        self.copies = copies or Copies()
        self._single: dict[str, Subscriber[Any]] = {}
        self._topics: set[str] = set()
        self.is_repaired = False
        self._copied = self.copies.types
        for event_class in self.copies.event_classes:
            self.on(event_class)(self._copy)
        self.derivations: list[Callable[[Session], object]] = []

    def on(self, *event_classes: type[E]) -> Callable[[Subscriber[E]], Subscriber[E]]:
        """Register a function as the handler of one or more event types."""
        def register(function: Subscriber[E]) -> Subscriber[E]:
            for event_class in event_classes:
                self._claim(event_class)
                self._single[event_class.TYPE] = function
            return function
        return register

    def after_replay(self, derive: Callable[[Session], object]) -> None:
        """Register a use case that derives a read model from the copies; it runs after a replay."""
        self.derivations.append(derive)

    def _copy(self, session: Session, event: Event, envelope: Envelope) -> None:
        self.copies.handle(session, [Delivered(event, envelope)])

    def _claim(self, event_class: type[Event]) -> None:
        if event_class.TYPE in self._single:
            raise TypeError(f"{event_class.TYPE} has two readers in {self.service}")
        self._topics.add(event_class.topic())

    def find(self, event_type: str) -> Subscriber[Any] | None:
        """The handler of an event type, or None if this service does not read it."""
        return self._single.get(event_type)

    def is_copied(self, event_type: str) -> bool:
        """Whether events of a type are only copied, so that a run of them is handled in one call."""
        return event_type in self._copied

    @property
    def topics(self) -> list[str]:
        """The topics to subscribe to."""
        return sorted(self._topics)

    @property
    def types(self) -> Iterable[str]:
        """The event types that are read."""
        return sorted(self._single)
