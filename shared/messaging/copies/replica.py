"""Rows written only by events: inserted, or replaced by a newer version, together with their child rows."""
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Table

from shared.db.session import Session
from shared.messaging.copies.sets import Chosen, EventSet, Key, Row, news, quoted, transposed
from shared.messaging.copies.values import Read, columns_of
from shared.messaging.delivery import Delivered


@dataclass(frozen=True, kw_only=True)
class ChildRows:
    """The child rows of a row, replaced together with it.

    :ivar parts: by event type, a function that returns the parts; each part gives one row
    :ivar columns: the columns other than the parent's key
    :ivar reads: by event type, a function of a part for each of `columns`
    :ivar link: the columns that refer to the parent's key, in the same order
    """

    table: Table
    link: tuple[str, ...]
    columns: tuple[str, ...]
    parts: dict[str, Read]
    reads: dict[str, tuple[Read, ...]]

    def replace(self, session: Session, changed: Sequence[tuple[Key, Delivered[Any]]]) -> None:
        """Delete and insert the child rows of all changed parents, in two statements."""
        connection, known = session.connection(), columns_of(self.table)
        keys = transposed([known[name] for name in self.link], [list(key) for key, _ in changed])
        connection.exec_driver_sql(self._delete, keys)
        rows = [[*key, *(read(part) for read in self.reads[one.event.TYPE])]
                for key, one in changed for part in self.parts[one.event.TYPE](one.event) or ()]
        if rows:
            names = (*self.link, *self.columns)
            connection.exec_driver_sql(self._insert, transposed([known[name] for name in names], rows))

    @cached_property
    def _delete(self) -> str:
        same = " AND ".join(f'known."{name}" = news."{name}"' for name in self.link)
        return f'DELETE FROM "{self.table.name}" AS known USING {news(self.table, self.link)} WHERE {same}'

    @cached_property
    def _insert(self) -> str:
        names = (*self.link, *self.columns)
        return f'INSERT INTO "{self.table.name}" ({quoted(names)}) SELECT * FROM {news(self.table, names)}'


@dataclass(frozen=True, kw_only=True)
class Replica(EventSet):
    """Inserts or replaces the rows of one table.

    :ivar own: columns that the service itself writes, with the value for a new row
    """

    own: frozenset[str] = frozenset()
    children: tuple[ChildRows, ...] = ()

    def _replaces(self, new: Row, known: Row) -> bool:
        place = self._version_place
        return place is None or bool(new[place] > known[place])

    def _write(self, session: Session, chosen: Chosen) -> list[Delivered[Any]]:
        keys = self._changed(session, chosen, self._upsert)
        changed = [(key, chosen[key][1]) for key in keys]
        if changed:
            for child in self.children:
                child.replace(session, changed)
        return [one for _, one in changed]

    @cached_property
    def _upsert(self) -> str:
        key, names = self.key, self.columns
        written = [name for name in names[self.key_width:] if name not in self.fixed and name not in self.own]
        sets = ", ".join(f'"{name}" = {self._new_value(name)}' for name in written)
        action = f"DO UPDATE SET {sets} {self._condition(written)}" if sets else "DO NOTHING"
        return (f'INSERT INTO "{self.table.name}" AS known ({quoted(names)}) SELECT * FROM {news(self.table, names)} '
                f"ORDER BY {quoted(key)} ON CONFLICT ({quoted(key)}) {action} RETURNING {quoted(key, 'known.')}")

    def _new_value(self, name: str) -> str:
        if name not in self.first_handled:
            return f'excluded."{name}"'
        return f'CASE WHEN excluded."{name}" IS NOT NULL THEN coalesce(known."{name}", excluded."{name}") END'

    def _condition(self, written: Sequence[str]) -> str:
        if self.version:
            return f'WHERE excluded."{self.version}" > known."{self.version}"'
        if self.children:  # the row does not show a change of its children
            return ""
        compared = [name for name in written if name not in self.first_handled]
        return f"WHERE ({quoted(compared, 'known.')}) IS DISTINCT FROM ({quoted(compared, 'excluded.')})"
