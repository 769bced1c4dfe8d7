"""Compare a copied table with a rebuilt one in another schema, and correct missing, wrong and surplus rows."""
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, text

from shared.db.session import Session


@dataclass(slots=True)
class TableOutcome:
    """The result for one table.

    :ivar added: rows that were missing
    :ivar changed: rows with wrong values
    :ivar removed: rows without an event
    :ivar kept: rows without an event that stay, because the log does not reach back far enough to be certain
    """

    before: int
    after: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0


class Comparison:
    """Compares a table in three statements.

    :param home: schema of the table in use
    :param rebuilt: schema of the rebuilt table
    :param excepted: columns that the service itself writes; they are not changed
    """

    def __init__(self, session: Session, home: str, rebuilt: str, table: Table, excepted: frozenset[str]) -> None:
        self._session = session
        self.table = table
        self._own, self._new = f'{home}."{table.name}"', f'{rebuilt}."{table.name}"'
        self._same = " AND ".join(f'own."{column.name}" = new."{column.name}"' for column in table.primary_key)
        self._excepted = excepted
        self.outcome = TableOutcome(before=self._count())

    def remove(self, *, may_remove: bool) -> None:
        """Delete the rows without an event, or count them if they may not be removed."""
        unknown = f"FROM {self._own} own WHERE NOT EXISTS (SELECT FROM {self._new} new WHERE {self._same})"
        if may_remove:
            self.outcome.removed = self._run(f"DELETE {unknown}")
        else:
            self.outcome.kept = self._session.scalar(text(f"SELECT count(*) {unknown}")) or 0

    def change_and_add(self) -> None:
        """Update and insert the other rows to equal the rebuilt table."""
        columns = ", ".join(f'"{column.name}"' for column in self.table.columns)
        compared = [f'"{column.name}"' for column in self.table.columns if column.name not in self._excepted]
        sets = ", ".join(f"{name} = new.{name}" for name in compared)
        own, new = (f"({', '.join(f'{side}.{name}' for name in compared)})" for side in ("own", "new"))
        self.outcome.changed = self._run(f"UPDATE {self._own} own SET {sets} FROM {self._new} new "
                                         f"WHERE {self._same} AND {own} IS DISTINCT FROM {new}")
        self.outcome.added = self._run(f"INSERT INTO {self._own} ({columns}) SELECT {columns} FROM {self._new} new "
                                       f"WHERE NOT EXISTS (SELECT FROM {self._own} own WHERE {self._same})")
        self.outcome.after = self._count()

    def _count(self) -> int:
        return self._session.scalar(text(f"SELECT count(*) FROM {self._own}")) or 0

    def _run(self, statement: str) -> int:
        return int(cast(Any, self._session.execute(text(statement))).rowcount)
