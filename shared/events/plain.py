"""Writes the data of an event, and reads it in that very form, in a fraction of the time that the schemas take.

The reader takes less than the schemas do and never anything else: what it does not take, they read or refuse, with their words.
"""
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

REFUSED = (KeyError, TypeError, ValueError, ArithmeticError, AttributeError)
"""Exceptions that a plain reader raises for data it does not accept."""

Reader = Callable[[Any], Any]
Writer = Callable[[Any], Any]


@cache
def plain_reader(cls: type) -> Reader:
    """A function from JSON data to an instance of a dataclass; it ignores unknown members.

    The function raises one of `REFUSED` if the data is not in plain form.
    """
    hints = typing.get_type_hints(cls)
    members = [(field.name, _reader(hints[field.name])) for field in fields(cls)]
    required = {f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise TypeError
        return cls(**{name: convert(data[name]) for name, convert in members if name in data or name in required})

    return read


@cache
def plain_writer(cls: type) -> Writer:
    """A function from an instance of a dataclass to its JSON-ready data: decimals, dates and Enum values as strings."""
    hints = typing.get_type_hints(cls)
    members = [(field.name, _writer(hints[field.name])) for field in fields(cls)]

    def write(value: Any) -> dict[str, Any]:
        return {name: convert(getattr(value, name)) for name, convert in members}

    return write


def _writer(hint: Any) -> Writer:
    if isinstance(hint, types.UnionType):
        return _or_none(_writer(_not_none(hint)))
    if typing.get_origin(hint) is tuple:
        inner = _writer(typing.get_args(hint)[0])
        return lambda values: list(map(inner, values))
    if is_dataclass(hint):
        return plain_writer(typing.cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return attrgetter("value")
    return _WRITTEN[hint]


def _not_none(hint: types.UnionType) -> Any:
    return next(one for one in typing.get_args(hint) if one is not type(None))


def _reader(hint: Any) -> Reader:
    if isinstance(hint, types.UnionType):
        return _or_none(_reader(_not_none(hint)))
    if typing.get_origin(hint) is tuple:
        return _tuple_of(_reader(typing.get_args(hint)[0]))
    if is_dataclass(hint):
        return plain_reader(typing.cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _SCALARS[hint]


def _or_none(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _tuple_of(inner: Reader) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not list:
            raise TypeError
        return tuple(map(inner, value))
    return read


def _exactly(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value
    return read


def _decimal(value: Any) -> Decimal:
    if type(value) is not str or not (number := Decimal(value)).is_finite():
        raise ValueError
    return number


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


_SCALARS: dict[Any, Reader] = {
    str: _exactly(str), bool: _exactly(bool), int: _exactly(int), date: date.fromisoformat, datetime: _moment,
    Decimal: _decimal,
}

_WRITTEN: dict[Any, Writer] = {
    str: str, bool: bool, int: int, date: date.isoformat, datetime: datetime.isoformat, Decimal: "{:f}".format,
}
