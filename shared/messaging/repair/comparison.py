"""A copied table against the same built anew in another schema: what is missing, wrong or too much, put right."""
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, text

from shared.db.session import Session


@dataclass(slots=True)
class TableOutcome:
    """What became of one table.

    :ivar added: rows that were missing
    :ivar changed: rows with other values
    :ivar removed: rows without an event
    :ivar kept: such rows that stay, because the log does not reach back far enough to be sure
    """

    before: int
    after: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0


class Comparison:
    """Three statements a table, whatever its size.

    :param home: schema of the table in use
    :param rebuilt: schema of the table built anew
    :param excepted: columns that the service itself decides, which stay as they are
    """

    def __init__(self, session: Session, home: str, rebuilt: str, table: Table, excepted: frozenset[str]) -> None:
        self._session = session
        self.table = table
        self._own, self._new = f'{home}."{table.name}"', f'{rebuilt}."{table.name}"'
        self._same = " AND ".join(f'own."{column.name}" = new."{column.name}"' for column in table.primary_key)
        self._excepted = excepted
        self.outcome = TableOutcome(before=self._count())

    def remove(self, *, may_remove: bool) -> None:
        """Delete the rows without an event, or count them."""
        unknown = f"FROM {self._own} own WHERE NOT EXISTS (SELECT FROM {self._new} new WHERE {self._same})"
        if may_remove:
            self.outcome.removed = self._run(f"DELETE {unknown}")
        else:
            self.outcome.kept = self._session.scalar(text(f"SELECT count(*) {unknown}")) or 0

    def change_and_add(self) -> None:
        """Bring the other rows to what was built anew."""
        columns = ", ".join(f'"{column.name}"' for column in self.table.columns)
        told = [f'"{column.name}"' for column in self.table.columns if column.name not in self._excepted]
        sets = ", ".join(f"{name} = new.{name}" for name in told)
        own, new = (f"({', '.join(f'{side}.{name}' for name in told)})" for side in ("own", "new"))
        self.outcome.changed = self._run(f"UPDATE {self._own} own SET {sets} FROM {self._new} new "
                                         f"WHERE {self._same} AND {own} IS DISTINCT FROM {new}")
        self.outcome.added = self._run(f"INSERT INTO {self._own} ({columns}) SELECT {columns} FROM {self._new} new "
                                       f"WHERE NOT EXISTS (SELECT FROM {self._own} own WHERE {self._same})")
        self.outcome.after = self._count()

    def _count(self) -> int:
        return self._session.scalar(text(f"SELECT count(*) FROM {self._own}")) or 0

    def _run(self, statement: str) -> int:
        return int(cast(Any, self._session.execute(text(statement))).rowcount)
