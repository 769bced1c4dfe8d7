"""Columns of rows that exist already, set by events of another kind than those that make the row."""
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shared.db.session import Session
from shared.messaging.copies.sets import Chosen, EventSet, news, quoted
from shared.messaging.delivery import Delivered


@dataclass(frozen=True, kw_only=True)
class Amendment(EventSet):
    """An event for a row that does not exist changes nothing.

    With a version, an event of the same version as the row counts too: it tells of the same change.
    """

    def _replaces(self, new: Any, known: Any) -> bool:
        return bool(new >= known)

    def _write(self, session: Session, chosen: Chosen) -> list[Delivered[Any]]:
        return [chosen[key][1] for key in self._changed(session, chosen, self._update)]

    @cached_property
    def _update(self) -> str:
        key, told = self.columns[:self.key_width], self.columns[self.key_width:]
        sets = ", ".join(f'"{name}" = {self._new_value(name)}' for name in told)
        same = " AND ".join(f'known."{name}" = news."{name}"' for name in key)
        newer = f' AND known."{self.version}" <= news."{self.version}"' if self.version else ""
        values = ", ".join(self._new_value(name) for name in told)
        return (f'UPDATE "{self.table.name}" AS known SET {sets} FROM {news(self.table, self.columns)} '
                f"WHERE {same}{newer} AND ROW ({quoted(told, 'known.')}) IS DISTINCT FROM ROW ({values}) "
                f"RETURNING {quoted(key, 'known.')}")

    def _new_value(self, name: str) -> str:
        if name not in self.first_handled:
            return f'news."{name}"'
        return f'CASE WHEN news."{name}" IS NOT NULL THEN coalesce(known."{name}", news."{name}") END'
