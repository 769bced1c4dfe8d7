"""Sources of column values: a field of the event, by name or dotted path, or a function of the event."""
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    Numeric,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

Read = Callable[[Any], Any]
Source = str | None | Read
"""A dotted path into the event, None for NULL, or a function of the event."""

_DIALECT = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
_ARRAYS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (SmallInteger, "bigint"), (BigInteger, "bigint"), (Integer, "bigint"), (Boolean, "boolean"), (Date, "date"),
    (DateTime, "timestamptz"), (Numeric, "numeric"), (postgresql.JSONB, "jsonb"), (String, "text"))
"""PostgreSQL type of a column in array parameters. Without length and scale: a cast to `varchar(40)` truncates silently."""


@dataclass(frozen=True, slots=True)
class FirstHandled:
    """The business date on which the service first handled an event with a value at `path`; NULL while it has none.

    A later event without a value clears the date.
    """

    path: str


class OfPart(NamedTuple):
    """A part of an event, with the event."""

    event: Any
    part: Any


class UnknownSource(TypeError):
    """A declaration names a field that its event lacks, or a column has no source."""


def find_source(event_class: type, column: str, sources: Mapping[str, Any], within: Sequence[str]) -> Any:
    """The declared source of a column, otherwise the field of that name in the event or in one of the parts `within`.

    :raises UnknownSource: if there is none
    """
    if column in sources:
        return sources[column]
    for part in ("", *within):
        path = f"{part}.{column}" if part else column
        if _has(event_class, path):
            return path
    raise UnknownSource(f"{event_class.__name__} has no field for column {column}: name a source or except the column")


def reader(event_class: type, source: Source) -> Read:
    """A function that reads the value from an event.

    :raises UnknownSource: if the event has no such field
    """
    if source is None:
        return _null
    if callable(source):
        return source
    if not _has(event_class, source):
        raise UnknownSource(f"{event_class.__name__} has no field {source}")
    first, *rest = source.split(".")
    if not rest:
        return lambda event: getattr(event, first)
    return lambda event: _walk(event, [first, *rest])


def array_type(column: Column[Any]) -> str:
    """The PostgreSQL array element type for the values of a column.

    :raises UnknownSource: for an unsupported column type
    """
    plain = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    for kind, name in _ARRAYS:
        if isinstance(plain, kind):
            return name
    raise UnknownSource(f"column {column} has a type that copies do not carry: {plain!r}")


def binder(column: Column[Any]) -> Read | None:
    """A function that converts a Python value for the driver; None if no conversion is needed."""
    if array_type(column) == "text":
        return _plain_text
    processor: Read | None = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return processor


def columns_of(table: Table) -> dict[str, Column[Any]]:
    """The columns by name."""
    return {column.name: column for column in table.columns}


def item_type(event_class: type, path: str) -> type:
    """The element class of a tuple field.

    :raises UnknownSource: if the field is not a tuple of parts
    """
    hint = _hint(event_class, path)
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is not tuple or not is_dataclass(arguments[0]):
        raise UnknownSource(f"{event_class.__name__}.{path} is no tuple of parts")
    return typing.cast(type, arguments[0])


def _null(_event: object) -> None:
    return None


def _plain_text(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _walk(value: Any, names: Sequence[str]) -> Any:
    for name in names:
        if value is None:
            return None
        value = getattr(value, name)
    return value


def _has(event_class: type, path: str) -> bool:
    return _hint(event_class, path) is not None


def _hint(kind: Any, path: str) -> Any:
    """The annotation at a path without `| None`; None if there is no such field."""
    for name in path.split("."):
        if not (isinstance(kind, type) and is_dataclass(kind)):
            return None
        kind = typing.get_type_hints(kind).get(name)
        if isinstance(kind, types.UnionType):
            kind = next(each for each in typing.get_args(kind) if each is not type(None))
    return kind
