"""Events from rows: a field takes the column of its name."""
import types
import typing
from collections.abc import Callable
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

Part = TypeVar("Part")
Convert = Callable[[Any], Any]


def from_row(cls: type[Part], row: object, **given: object) -> Part:
    """An event, or a part of one, with the values of a row.

    Each field takes the attribute of its name; a word in a row becomes the member of the field's enumeration.

    :param given: the fields that the row does not have, or has in another form
    :raises AttributeError: if the row has no attribute for a field that is not given
    """
    kind: type = cls
    values = {name: convert(getattr(row, name)) for name, convert in _converters(kind) if name not in given}
    return cast(Part, kind(**values, **given))


@cache
def _converters(cls: type) -> tuple[tuple[str, Convert], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((field.name, _converter(hints[field.name])) for field in fields(cast(Any, cls)))


def _converter(hint: Any) -> Convert:
    if isinstance(hint, types.UnionType):
        inner = _converter(next(one for one in typing.get_args(hint) if one is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    return hint if isinstance(hint, type) and issubclass(hint, StrEnum) else _same


def _same(value: Any) -> Any:
    return value
