"""Derive columns, and the functions that read their values from events, from a declaration."""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase

from shared.events.base import Event
from shared.messaging.copies.replica import ChildRows
from shared.messaging.copies.values import FirstHandled, Read, Source, UnknownSource, find_source, item_type, reader

Mapped = type[DeclarativeBase] | Table
Sources = Mapping[str, Source | FirstHandled]


@dataclass(frozen=True, slots=True)
class Child:
    """Declaration of a table whose rows belong to a copied row and are replaced together with it.

    :ivar parts: path of the tuple field that holds the parts
    :ivar columns: sources of columns, relative to a part; a column with the name of a field needs none
    :ivar link: by column of the child, the column of the parent's key that it refers to; equal names need no entry
    """

    table: Mapped
    parts: str
    columns: Mapping[str, Source] = field(default_factory=dict)
    link: Mapping[str, str] = field(default_factory=dict)


def table_of(mapped: Mapped) -> Table:
    """The table of a mapped class, or the table itself."""
    return mapped if isinstance(mapped, Table) else cast(Table, mapped.__table__)


def primary_key(table: Table) -> tuple[str, ...]:
    """The names of its columns."""
    return tuple(column.name for column in table.primary_key)


def readers(event_class: type[Event], names: Sequence[str], sources: Sources, within: Sequence[str]) -> tuple[Read, ...]:
    """A function for each column."""
    return tuple(_reader(event_class, find_source(event_class, name, sources, within)) for name in names)


def part_readers(event_class: type[Event], parts: str, names: Sequence[str], sources: Sources) -> tuple[Read, ...]:
    """A function of `OfPart` for each column: by a field of the part, else of the event.

    :raises UnknownSource: if there are no such parts, or neither has a field for a column
    """
    part = item_type(event_class, parts)
    return tuple(_of_part(event_class, part, name, sources) for name in names)


def _of_part(event_class: type[Event], part: type, name: str, sources: Sources) -> Read:
    try:
        source = find_source(part, name, sources, ())
    except UnknownSource:
        of_event = _reader(event_class, find_source(event_class, name, {}, ()))
        return lambda pair: of_event(pair.event)
    of_part = _reader(part, source)
    return lambda pair: of_part(pair.part)


def first_handled(names: Iterable[str], sources: Sources) -> frozenset[str]:
    """The columns that keep the date of the first handling."""
    return frozenset(name for name in names if isinstance(sources.get(name), FirstHandled))


def child_rows(parent: Table, child: Child, events: Sequence[type[Event]]) -> ChildRows:
    """Build the mapping from the parts of these events to rows.

    :raises UnknownSource: if the child's table has no column for a column of the parent's key, or a column has no source
    """
    table = table_of(child.table)
    holder = {held: name for name, held in child.link.items()}
    link = tuple(holder.get(column.name, column.name) for column in parent.primary_key)
    for name in link:
        if name not in table.columns:
            raise UnknownSource(f"{table.name} has no column {name} for the key of {parent.name}")
    columns = tuple(column.name for column in table.columns if column.name not in link)
    reads = {each.TYPE: tuple(_reader(part, find_source(part, name, child.columns, ())) for name in columns)
             for each in events for part in [item_type(each, child.parts)]}
    return ChildRows(table=table, link=link, columns=columns, reads=reads,
                     parts={each.TYPE: reader(each, child.parts) for each in events})


def _reader(kind: type, source: Any) -> Read:
    return reader(kind, source.path if isinstance(source, FirstHandled) else source)
