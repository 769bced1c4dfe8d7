"""Columns of existing rows that are set by other events than those that create the row."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shared.db.session import Session
from shared.events.base import Event
from shared.messaging.copies.sets import Chosen, EventSet, Row, news, quoted
from shared.messaging.copies.values import OfPart, Read
from shared.messaging.delivery import Delivered


@dataclass(frozen=True, kw_only=True)
class Amendment(EventSet):
    """Updates columns of existing rows; an event for a missing row has no effect.

    With a version column, an event of the same version as the row is applied too: it describes the same change.

    :ivar where_null: a column; only rows in which it is NULL are changed, by the first event of their key
    :ivar parts: by event type, the function that gives the parts of which each changes rows; None if the event itself does
    """

    where_null: str | None = None
    parts: Mapping[str, Read] | None = None

    def _sources(self, event: Event) -> Sequence[Any]:
        if self.parts is None:
            return (event,)
        return [OfPart(event, part) for part in self.parts[event.TYPE](event) or ()]

    def _replaces(self, new: Row, known: Row) -> bool:
        place = self._version_place
        return self.where_null is None and (place is None or bool(new[place] >= known[place]))

    def _write(self, session: Session, chosen: Chosen) -> list[Delivered[Any]]:
        changed = [chosen[key][1] for key in self._changed(session, chosen, self._update)]
        return list({id(one): one for one in changed}.values())

    @cached_property
    def _update(self) -> str:
        key, assigned = self.key, self.columns[self.key_width:]
        sets = ", ".join(f'"{name}" = {self._new_value(name)}' for name in assigned)
        same = " AND ".join(f'known."{name}" = news."{name}"' for name in key)
        newer = f' AND known."{self.version}" <= news."{self.version}"' if self.version else ""
        empty = f' AND known."{self.where_null}" IS NULL' if self.where_null else ""
        values = ", ".join(self._new_value(name) for name in assigned)
        return (f'UPDATE "{self.table.name}" AS known SET {sets} FROM {news(self.table, self.columns)} '
                f"WHERE {same}{newer}{empty} AND ROW ({quoted(assigned, 'known.')}) IS DISTINCT FROM ROW ({values}) "
                f"RETURNING {quoted(key, 'known.')}")

    def _new_value(self, name: str) -> str:
        if name not in self.first_handled:
            return f'news."{name}"'
        return f'CASE WHEN news."{name}" IS NOT NULL THEN coalesce(known."{name}", news."{name}") END'
