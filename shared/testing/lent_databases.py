"""Copies of template databases that tests use one after the other, each test on the content of the template.

To copy a template costs about 0.2 s of CPU time, most of it for its files; to restore the content of a copy takes milliseconds.
"""
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

MOST_BYTES = 16 * 1024 * 1024
"""A copy whose tables grew beyond this is dropped: its deleted rows would slow down later tests."""

_OURS = "(SELECT oid FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%')"
_TABLES = f"SELECT relnamespace::regnamespace::text, relname FROM pg_class WHERE relkind = 'r' AND relnamespace IN {_OURS}"
_BYTES = f"SELECT coalesce(sum(pg_relation_size(oid)), 0) FROM pg_class WHERE relkind = 'r' AND relnamespace IN {_OURS}"
_SEQUENCES = """SELECT format('SELECT setval(%L, %s, %L)', format('%I.%I', schemaname, sequencename),
                              coalesce(last_value, start_value), last_value IS NOT NULL) FROM pg_sequences"""
_SHAPE = f"""
    SELECT sum(rows), sum(changes) FROM (
        SELECT count(*), sum(xmin::text::bigint) FROM pg_class WHERE relnamespace IN {_OURS}
        UNION ALL SELECT count(*), sum(a.xmin::text::bigint) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace IN {_OURS}
        UNION ALL SELECT count(*), sum(xmin::text::bigint) FROM pg_constraint WHERE connamespace IN {_OURS}
        UNION ALL SELECT count(*), sum(xmin::text::bigint) FROM pg_proc WHERE pronamespace IN {_OURS}
        UNION ALL SELECT count(*), sum(xmin::text::bigint) FROM pg_trigger
    ) AS catalogue (rows, changes)"""
"""Whatever changes a table, a constraint, a function or a trigger changes the transaction number of a row in one of these."""
_END_OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""


class LentDatabases:
    """The copies of one server.

    :param create: creates a database with a name from a template; returns its URL
    :param drop: drops the database of a URL
    :param connect: connects to the database of a URL with autocommit
    """

    def __init__(self, create: Callable[..., str], drop: Callable[[str], None],
                 connect: Callable[[str], "psycopg.Connection[Any]"]) -> None:
        self._create, self._drop, self._connect = create, drop, connect
        self._free: dict[str, list[_Copy]] = defaultdict(list)

    @contextmanager
    def lend(self, name: str, template: str) -> Iterator[str]:
        """The URL of a copy of the template that nobody else uses; afterwards open connections to it are closed."""
        free = self._free[template]
        copy = free.pop() if free else self._new(name, template)
        try:
            yield copy.url
        finally:
            if copy.restore():
                free.append(copy)
            else:
                copy.close()
                self._drop(copy.url)

    def _new(self, name: str, template: str) -> "_Copy":
        url = self._create(name, template=template)
        return _Copy(url, self._connect(url))

    def close(self) -> None:
        """Close the connections to the copies that are free."""
        for free in self._free.values():
            while free:
                free.pop().close()


class _Copy:
    def __init__(self, url: str, connection: "psycopg.Connection[Any]") -> None:
        self.url = url
        self._connection = connection
        connection.execute("SET session_replication_role = replica")  # no trigger may refuse or add anything
        tables = [sql.Identifier(*name) for name in connection.execute(_TABLES)]
        self._shape = self._ask(_SHAPE)
        self._content = [(table, content) for table in tables if (content := self._content_of(table))]
        self._emptying = sql.SQL(";").join([*(sql.SQL("DELETE FROM {}").format(table) for table in tables),
                                            *(sql.SQL(line) for (line,) in connection.execute(_SEQUENCES))])

    def restore(self) -> bool:
        """Restore the template's content; False if the copy cannot be used again."""
        try:
            self._connection.execute(_END_OTHERS)
            if self._ask(_SHAPE) != self._shape or self._ask(_BYTES)[0] > MOST_BYTES:
                return False
            with self._connection.transaction():
                self._connection.execute(self._emptying)
                for table, content in self._content:
                    with self._connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copying:
                        copying.write(content)
        except psycopg.OperationalError:  # the test stopped the server or ended this connection too
            return False
        return True

    def close(self) -> None:
        self._connection.close()

    def _content_of(self, table: sql.Identifier) -> bytes:
        with self._connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(table)) as copying:
            return b"".join(bytes(part) for part in copying)

    def _ask(self, question: str) -> Any:
        return self._connection.execute(question).fetchone()
