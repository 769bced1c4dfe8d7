"""Declarations of the data that a service copies from the events of others, one per table.

The handler (one statement per batch of events), the replay and the repair from snapshots follow from the declaration.
"""
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Table

from shared.db.session import Session
from shared.events.base import REGISTRY, Event
from shared.messaging.copies.amendment import Amendment
from shared.messaging.copies.application import Changed, apply
from shared.messaging.copies.building import (
    Child,
    Mapped,
    Sources,
    child_rows,
    first_handled,
    part_readers,
    primary_key,
    readers,
    table_of,
)
from shared.messaging.copies.replica import Replica
from shared.messaging.copies.sets import EventSet
from shared.messaging.copies.values import Source, columns_of, reader
from shared.messaging.delivery import Delivered

E = TypeVar("E", bound=Event)
Then = Callable[[Session, E], None]
ThenAll = Callable[[Session, Sequence[Changed[E]]], None]


class Copies:
    """The copied tables of one service, and the columns of its own rows that events of others set."""

    def __init__(self) -> None:
        self._sets: list[EventSet] = []
        self.except_columns: dict[str, frozenset[str]] = {}

    def replicates(self, table: Mapped, events: Sequence[type[E]], *, version: str | None = None, columns: Sources | None = None,
                   within: Sequence[str] = (), fixed: Iterable[str] = (), except_columns: Iterable[str] = (),
                   initially: Sources | None = None, children: Sequence[Child] = (), only: Callable[[E], bool] | None = None,
                   then: Then[E] | None = None, then_all: ThenAll[E] | None = None) -> None:
        """Declare that only these events write the rows of a table; rows are identified by the primary key.

        Each column takes the value of the event's field of that name, otherwise of a part named in `within`.

        :param version: column that decides which row is newer; without it a later event is newer
        :param columns: sources of columns that differ from the field of that name
        :param within: parts of the event whose fields are sources too, such as ``absence`` or ``person``
        :param fixed: columns that keep the value of the first event
        :param except_columns: columns that the service itself writes; neither events nor a replay change them
        :param initially: those of `except_columns` that need a value in a new row, with its source
        :param only: filter on events
        :param then: use case called for each changed row, with the event that changed it
        :param then_all: use case called once for all changed rows; it publishes within `Changed.as_cause`
        :raises UnknownSource: if a column has no source
        """
        own, fresh = table_of(table), dict(initially or {})
        excepted = frozenset(except_columns) | fresh.keys()
        key = primary_key(own)
        names = _once(*key, *(name for name in columns_of(own) if name not in excepted or name in fresh))
        sources = dict(columns or {}) | fresh
        self._sets.append(Replica(
            table=own, columns=names, key_width=len(key), version=version, only=only, then=then,
            then_all=then_all, reads={each.TYPE: readers(each, names, sources, within) for each in events},
            first_handled=first_handled(names, sources), fixed=frozenset(fixed), own=frozenset(fresh),
            children=tuple(child_rows(own, child, events) for child in children)))
        self.except_columns[own.name] = excepted

    def amends(self, table: Mapped, events: Mapping[type[E], Sources], *, key: Mapping[str, Source] | None = None,
               by: Sequence[str] = (), where_null: str | None = None, parts: str | None = None, version: str | None = None,
               then: Then[E] | None = None, then_all: ThenAll[E] | None = None) -> None:
        """Declare events that set columns of existing rows, in a copied table or in a table of the service itself.

        :param events: by event, the sources of the columns; all set the same ones
        :param key: sources of the key where the event's field has another name
        :param by: the columns that are the key; without them the primary key
        :param where_null: a column; only rows in which it is NULL are changed
        :param parts: path of a tuple field of which each part changes rows; sources are then seen from a part, and a key
            column is a field of the part or of the event
        :param version: column that the event must not be older than, and takes over
        :raises UnknownSource: if a column has no source
        """
        own = table_of(table)
        every = {name: source for sources in events.values() for name, source in sources.items()}
        found_by = tuple(by) or primary_key(own)
        names = _once(*found_by, *sorted(every), *([version] if version else []))
        reads = {each: {**(key or {}), **sources} for each, sources in events.items()}
        self._sets.append(Amendment(
            table=own, columns=names, key_width=len(found_by), version=version, then=then, then_all=then_all,
            reads={each.TYPE: part_readers(each, parts, names, sources) if parts else readers(each, names, sources, ())
                   for each, sources in reads.items()},
            parts={each.TYPE: reader(each, parts) for each in events} if parts else None,
            first_handled=first_handled(names, every), where_null=where_null))

    @property
    def types(self) -> set[str]:
        """The event types with a declaration."""
        return {event_type for each in self._sets for event_type in each.reads}

    @property
    def event_classes(self) -> list[type[Event]]:
        """The event classes with a declaration."""
        return [REGISTRY[event_type] for event_type in sorted(self.types)]

    @property
    def tables(self) -> list[Table]:
        """The tables that only events write, children after their parents."""
        replicas = [each for each in self._sets if isinstance(each, Replica)]
        return [table for each in replicas for table in (each.table, *(child.table for child in each.children))]

    def handle(self, session: Session, delivered: Sequence[Delivered[Any]]) -> None:
        """Apply a run of events in order, and call the declared use cases."""
        apply(session, self._sets, delivered)

    def put_right(self, session: Session, delivered: Sequence[Delivered[Any]]) -> int:
        """Apply events that were handled before, without calling use cases.

        :returns: number of rows that differed, not counting child rows
        """
        changes = apply(session, self._sets, delivered)
        return len({(each.table.name, each.keys_of(one.event, each.key)) for each, found in changes for one in found})

    def of_copied_tables(self) -> "Copies":
        """The declarations of copied tables, without use cases; used by a replay."""
        return self._without_effects(lambda each: each.table in self.tables)

    def of_own_tables(self) -> "Copies":
        """The declarations that set columns of the service's own rows, without use cases."""
        return self._without_effects(lambda each: each.table not in self.tables)

    def _without_effects(self, wanted: Callable[[EventSet], bool]) -> "Copies":
        found = Copies()
        found._sets = [replace(each, then=None, then_all=None) for each in self._sets if wanted(each)]
        found.except_columns = self.except_columns
        return found


def _once(*names: str) -> tuple[str, ...]:
    """The names without repeats, in their order."""
    return tuple(dict.fromkeys(names))
