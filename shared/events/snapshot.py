"""Snapshots: the present state of one aggregate, composed of events that its readers already handle."""
import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar

from shared.events.base import Event


@dataclass(frozen=True, kw_only=True)
class Snapshot(Event):
    """Base of all snapshots: applying its events in order brings any reader to the present state.

    A reader needs no handler for snapshots; it handles each event of one as if it had just been published.

    :cvar STANDS_FOR: further event types whose effect on a reader these events include
    """

    STANDS_FOR: ClassVar[tuple[type[Event], ...]] = ()

    @property
    def facts(self) -> Iterator[Event]:
        """The events of the snapshot, in the order to apply them."""
        for field in fields(self):
            yield from _facts(getattr(self, field.name))


def _facts(value: Any) -> Iterator[Event]:
    if isinstance(value, Event):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _facts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _facts(getattr(value, field.name))


def facts_in(part: type) -> set[type[Event]]:
    """The event types that a snapshot, or a part of one, can hold."""
    found: set[type[Event]] = set()
    for hint in typing.get_type_hints(part).values():
        for kind in (hint, *typing.get_args(hint)):
            if isinstance(kind, type) and issubclass(kind, Event):
                found.add(kind)
            elif isinstance(kind, type) and is_dataclass(kind):
                found |= facts_in(kind)
    return found
