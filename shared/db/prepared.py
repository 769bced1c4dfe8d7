"""Statements on the hot path: compiled once, and sent several in one round trip."""
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn, cast

import psycopg
from sqlalchemy import Connection, Executable, Select
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

_DIALECT = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]

_NUMERIC = 1700
"""Type OID of numeric columns in results; other types ignore it."""

Rows = list[Any]
Process = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Bound:
    """A statement with its parameters.

    :ivar text: SQL in psycopg's style, ``%(name)s``
    :ivar read: converts the driver's rows; None for a statement that returns no rows
    """

    text: str
    parameters: Mapping[str, Any] | Sequence[Any] = ()
    read: Callable[[Rows], Rows] | None = None


class Prepared:
    """A SQLAlchemy Core statement, compiled at its first use.

    Executing a statement through SQLAlchemy costs about 100 µs of CPU even when its text is cached; here a
    parameter costs one function call. Use it only for the few statements that determine the time of a request.

    :param statement: with bind parameters, whose values are passed by name when it is called
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement

    def __call__(self, **values: Any) -> Bound:
        """The statement with these parameters; an Enum is sent as its value."""
        parameters = dict(self._constants)
        for name, value in values.items():
            process = self._binders[name]
            parameters[name] = process(value) if process else value
        return Bound(self._text, parameters, self._read if isinstance(self._statement, Select) else None)

    @cached_property
    def _compiled(self) -> SQLCompiler:
        compiled = self._statement.compile(dialect=_DIALECT)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        return compiled

    @cached_property
    def _text(self) -> str:
        return self._compiled.string

    @cached_property
    def _constants(self) -> dict[str, Any]:
        """The literal values of the statement itself."""
        found = {name: bind.value for name, bind in self._compiled.binds.items() if not bind.required}
        return {name: process(value) if (process := self._binders[name]) else value for name, value in found.items()}

    @cached_property
    def _binders(self) -> dict[str, Process | None]:
        return {name: _binder(bind.type) for name, bind in self._compiled.binds.items()}

    @cached_property
    def _readers(self) -> list[Process | None]:
        assert isinstance(self._statement, Select)
        return [column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, _NUMERIC)
                for column in self._statement.selected_columns]

    @cached_property
    def _row(self) -> Callable[..., Any]:
        assert isinstance(self._statement, Select)
        return namedtuple("Row", [str(column.key) for column in self._statement.selected_columns])

    def _read(self, rows: Rows) -> Rows:
        readers = self._readers
        return [self._row(*(read(value) if read else value for read, value in zip(readers, row, strict=True)))
                for row in rows]


def run_together(connection: Connection, statements: Sequence[Bound], *, commit: bool = False) -> list[Rows]:
    """Run statements in order in one round trip, including the BEGIN of a new transaction.

    :param commit: whether to commit in the same round trip
    :returns: the rows of each statement
    :raises sqlalchemy.exc.DBAPIError: the same error as if they had been executed one by one
    """
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    try:
        with raw.pipeline():
            cursors = [raw.execute(each.text, each.parameters) for each in statements]
            if commit:
                raw.execute("COMMIT")
        return [_rows(cursor, each) for cursor, each in zip(cursors, statements, strict=True)]
    except psycopg.Error as problem:
        _refuse(connection, problem, statements)


def run_alone(connection: Connection, statement: Bound) -> Rows:
    """Run one statement, without what SQLAlchemy does around it.

    :raises sqlalchemy.exc.DBAPIError: as if SQLAlchemy had executed it
    """
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    try:
        return _rows(raw.execute(statement.text, statement.parameters), statement)
    except psycopg.Error as problem:
        _refuse(connection, problem, [statement])


def _rows(cursor: "psycopg.Cursor[Any]", statement: Bound) -> Rows:
    if cursor.pgresult is None or not cursor.pgresult.nfields:  # cheaper to ask than `description`
        return []
    rows = cursor.fetchall()
    return statement.read(rows) if statement.read else rows


def _refuse(connection: Connection, problem: psycopg.Error, statements: Sequence[Bound]) -> NoReturn:
    """Pass the error to SQLAlchemy's own handling: error class, invalidation of a broken connection, error listeners."""
    connection._handle_dbapi_exception(problem, "; ".join(each.text for each in statements), None, None, None)
    raise AssertionError("unreachable")


def _binder(kind: TypeEngine[Any]) -> Process | None:
    process: Process | None = kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return process
