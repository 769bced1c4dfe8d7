"""One statement for a set of events: rows to write, the newest event per key, and which rows changed."""
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Table

from shared.db.session import Session
from shared.events.base import Event
from shared.messaging.copies.values import Read, array_type, binder, columns_of
from shared.messaging.delivery import Delivered

Key = tuple[Any, ...]
Row = list[Any]
Chosen = dict[Key, tuple[Row, Delivered[Any]]]
"""By key: the row to write, and its event."""


@dataclass(frozen=True, kw_only=True)
class EventSet(ABC):
    """The change that events of some types make to the rows of one table.

    :ivar columns: the written columns; the key first
    :ivar reads: by event type, a function for each column
    :ivar key_width: number of key columns, which identify the row
    :ivar version: column that decides which row is newer; None if the later event is newer
    :ivar fixed: columns that keep the value of the first event
    :ivar first_handled: columns that keep the date of the first handling, see `FirstHandled`
    :ivar only: filter on events; None for all
    :ivar then: called for each event that changed a row
    :ivar then_all: called once with all events that changed a row
    """

    table: Table
    columns: tuple[str, ...]
    reads: Mapping[str, tuple[Read, ...]]
    key_width: int
    version: str | None
    fixed: frozenset[str] = frozenset()
    first_handled: frozenset[str] = frozenset()
    only: Callable[[Any], bool] | None = None
    then: Callable[[Session, Any], None] | None = None
    then_all: Callable[[Session, Sequence[Any]], None] | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The columns by which a row is found."""
        return self.columns[:self.key_width]

    def keys_of(self, event: Event, names: Sequence[str]) -> tuple[Key, ...]:
        """The values of some key columns in the rows that an event changes, each once."""
        reads = [self.reads[event.TYPE][self.columns.index(name)] for name in names]
        return tuple(dict.fromkeys(_plain(read(source) for read in reads) for source in self._sources(event)))

    def write(self, session: Session, delivered: Sequence[Delivered[Any]]) -> list[Delivered[Any]]:
        """Write the rows.

:returns: the events that changed a row, one per row
        """
        chosen = self._newest(delivered, session)
        if not chosen:
            return []
        return self._write(session, chosen)

    @abstractmethod
    def _write(self, session: Session, chosen: Chosen) -> list[Delivered[Any]]: ...

    def _sources(self, event: Event) -> Sequence[Any]:
        """What `reads` take a row from: the event."""
        return (event,)

    @abstractmethod
    def _replaces(self, new: Row, known: Row) -> bool:
        """Whether a row takes the place of one with the same key, earlier in the same set."""

    @cached_property
    def _version_place(self) -> int | None:
        return self.columns.index(self.version) if self.version else None

    def _newest(self, delivered: Sequence[Delivered[Any]], session: Session) -> Chosen:
        chosen: Chosen = {}
        handled = [self.columns.index(name) for name in self.first_handled]
        fixed = [self.columns.index(name) for name in self.fixed]
        today = session.clock.today()
        for one, row in self._rows(delivered):
            for place in handled:
                row[place] = None if row[place] is None else today
            key = _plain(row[:self.key_width])
            if key in chosen:
                known = chosen[key][0]
                if not self._replaces(row, known):
                    continue
                for place in fixed:
                    row[place] = known[place]
            chosen[key] = row, one
        return chosen

    def _rows(self, delivered: Sequence[Delivered[Any]]) -> Iterator[tuple[Delivered[Any], Row]]:
        """The rows of the events that count, in their order."""
        for one in delivered:
            if self.only and not self.only(one.event):
                continue
            reads = self.reads[one.event.TYPE]
            for source in self._sources(one.event):
                yield one, [read(source) for read in reads]

    def _parameters(self, rows: Iterable[Row]) -> tuple[list[Any], ...]:
        known = columns_of(self.table)
        return transposed([known[name] for name in self.columns], rows)

    def _changed(self, session: Session, chosen: Chosen, statement: str, *more: Any) -> list[Key]:
        parameters = (*self._parameters(row for row, _ in chosen.values()), *more)
        result = session.connection().exec_driver_sql(statement, parameters)
        return [tuple(row) for row in result]


def transposed(columns: Sequence[Any], rows: Iterable[Row]) -> tuple[list[Any], ...]:
    """The rows as one array of driver values per column."""
    values = zip(*rows, strict=True)
    found = []
    for column, of_column in zip(columns, values, strict=True):
        bind = binder(column)
        found.append(list(map(bind, of_column)) if bind else list(of_column))
    return tuple(found)


def news(table: Table, columns: Sequence[str]) -> str:
    """A FROM item that unnests one array parameter per column into rows."""
    known = columns_of(table)
    arrays = ", ".join(f"%b::{array_type(known[name])}[]" for name in columns)
    return f"unnest({arrays}) AS news ({quoted(columns)})"


def quoted(columns: Sequence[str], prefix: str = "") -> str:
    """The quoted names, each with the prefix, separated by commas."""
    return ", ".join(f'{prefix}"{name}"' for name in columns)


def _plain(values: Iterable[Any]) -> Key:
    return tuple(getattr(value, "value", value) for value in values)
