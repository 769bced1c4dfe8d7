"""Apply a run of events to all copied tables: first the rows, in order per key, then the use cases that react to them."""
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from shared.db.session import Session
from shared.events.base import Event
from shared.messaging.copies.sets import EventSet
from shared.messaging.delivery import Delivered
from shared.messaging.envelope import Envelope
from shared.messaging.outbox import count_published, has_uncaused
from shared.observability.tracing import find_trace, working_on

E = TypeVar("E", bound=Event)
Outcome = tuple[EventSet, list[Delivered[Any]]]


@dataclass(frozen=True, slots=True)
class Changed(Generic[E]):
    """A row whose values changed, with the event that changed it."""

    event: E
    envelope: Envelope

    def as_cause(self) -> AbstractContextManager[None]:
        """Within the block, published events name this event as their cause."""
        present = find_trace()
        if present is not None and present.causation_id == self.envelope.event_id:
            return nullcontext()
        return working_on(self.envelope.trace())


def apply(session: Session, sets: Sequence[EventSet], delivered: Sequence[Delivered[Any]]) -> list[Outcome]:
    """Write the rows of all tables, then call the declared use cases (`then`, `then_all`).

    The use cases see the rows after the whole run. `then` is called per row in the order of the events, then
    `then_all` in the order of the declarations.

    :returns: by statement, the events that changed a row, one per row
    """
    session.flush()  # the statements below bypass the session's unit of work
    changes = list(_write(session, sets, delivered))
    session.expire_all()
    place = {id(one): number for number, one in enumerate(delivered)}
    single = [(place[id(one)], number, one) for number, (each, found) in enumerate(changes) if each.then for one in found]
    for _, number, one in sorted(single, key=lambda item: item[:2]):
        _follow(session, changes[number][0], one)
    for each, found in changes:
        if each.then_all and found:
            _follow_all(session, each, found)
    return changes


def _write(session: Session, sets: Sequence[EventSet], delivered: Sequence[Delivered[Any]]) -> Iterator[Outcome]:
    by_table: dict[str, list[EventSet]] = defaultdict(list)
    for each in sets:
        by_table[each.table.name].append(each)
    for of_table in by_table.values():
        for each, due in _in_turns(of_table, delivered):
            yield each, each.write(session, due)


def _in_turns(of_table: Sequence[EventSet], delivered: Sequence[Delivered[Any]]) -> list[Outcome]:
    """The statements for one table: as few as leave the order of each key, as far as all of them name it."""
    if len(of_table) == 1:
        due = [one for one in delivered if one.event.TYPE in of_table[0].reads]
        return [(of_table[0], due)] if due else []
    common = [name for name in of_table[0].key if all(name in each.key for each in of_table)]
    turns: dict[tuple[int, int], list[Delivered[Any]]] = defaultdict(list)
    last: dict[Any, tuple[int, int]] = {}
    for one in delivered:
        for number, each in enumerate(of_table):
            if one.event.TYPE not in each.reads:
                continue
            keys = each.keys_of(one.event, common)
            former = [last.get(key, (0, number)) for key in keys]
            place = max((turn if owner == number else turn + 1 for turn, owner in former), default=0), number
            last.update(dict.fromkeys(keys, place))
            turns[place].append(one)
    return [(of_table[number], turns[turn, number]) for turn, number in sorted(turns)]


def _follow(session: Session, each: EventSet, one: Delivered[Any]) -> None:
    if each.then:
        with Changed(one.event, one.envelope).as_cause():
            each.then(session, one.event)


def _follow_all(session: Session, each: EventSet, found: Sequence[Delivered[Any]]) -> None:
    if each.then_all is None:
        return
    before = count_published(session)
    with working_on(None):
        each.then_all(session, [Changed(one.event, one.envelope) for one in found])
    if has_uncaused(session, since=before):
        raise TypeError(f"what follows from {each.table.name} published outside of Changed.as_cause")
