"""Counts the SQL statements of a request, so that a test can assert that a list needs as many for thirty rows as for one."""
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from shared.db.session import Database

VALUES = re.compile(r"\(%\(\w+_\d+\)s(::\w+)?(, %\(\w+_\d+\)s(::\w+)?)*\)")
"""The placeholders of an IN list, which differ by the number of rows."""


class Statements(list[str]):
    """The SQL texts in the order in which they were sent, without values."""

    def beyond(self, other: "Statements") -> list[str]:
        """Statements sent more often than in `other`, for the message of a failing test."""
        return list((Counter(self) - Counter(other)).elements())


@contextmanager
def count_statements(database: Database) -> Iterator[Statements]:
    """Record what the block sends to the database; ``len()`` of the result is the number of statements.

    Transaction control (BEGIN, COMMIT) and the ping of a pooled connection do not count.
    """
    sent = Statements()

    def record(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(VALUES.sub("(…)", statement))

    event.listen(database.engine, "before_cursor_execute", record)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", record)


def assert_same_number(few: Statements, many: Statements) -> None:
    """Fail, naming the additional statements, unless both requests sent equally many.

    :param few: of a request whose answer has few rows
    :param many: of the same request with many rows
    """
    assert len(few) == len(many), f"{len(few)} statements became {len(many)}: {many.beyond(few)}"
