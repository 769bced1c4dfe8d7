"""Fields of a schema from a dataclass, for what is one thing in a request, a command, an event and an answer."""
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import fields as ma

from shared.access.visible import of as in_group
from shared.fields.dates import DateRule
from shared.fields.numbers import DecimalRule, WholeRule
from shared.web.fields import Choice, Day, Flag, Number, Whole, Written

NO_GROUPS: Mapping[str, str] = types.MappingProxyType({})
_SHOWN: dict[Any, type[ma.Field[Any]]] = {bool: ma.Boolean, int: ma.Integer, date: ma.Date, Decimal: Number}


class UnboundedField(TypeError):
    """A declared field has a type that is not accepted without a rule: annotate it, as ``Annotated[date, CASE_DATE]``."""


def accepted_fields(declared: Any) -> dict[str, ma.Field[Any]]:
    """The fields of a request body: one that has a default may be left out.

    :param declared: a dataclass; `Annotated` gives the rule of a date or a number, and the parser of a text
    :raises UnboundedField: for a type that needs a rule and has none
    """
    hints = typing.get_type_hints(declared, include_extras=True)
    return {field.name: _accepted(hints[field.name], _options(field)) for field in fields(declared)}


def shown_fields(declared: Any, *, of: str, groups: Mapping[str, str] = NO_GROUPS) -> dict[str, ma.Field[Any]]:
    """The fields of an answer.

    :param of: the attribute of the view that has them
    :param groups: the group of the access matrix of each field that has another than its route
    """
    hints = typing.get_type_hints(declared)
    shown = {field.name: _shown(hints[field.name], attribute=f"{of}.{field.name}") for field in fields(declared)}
    return shown | {name: in_group(group, shown[name]) for name, group in groups.items()}


def _shown(hint: Any, *, attribute: str) -> ma.Field[Any]:
    return _SHOWN.get(_plain(hint), ma.String)(attribute=attribute, allow_none=types.NoneType in typing.get_args(hint))


def _options(field: Field[Any]) -> dict[str, Any]:
    return {"required": True} if field.default is MISSING else {"load_default": field.default}


def _accepted(hint: Any, options: dict[str, Any]) -> ma.Field[Any]:
    kind, rule = _plain(hint), next(iter(getattr(hint, "__metadata__", ())), None)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Choice(kind, **options)
    if kind is bool:
        return Flag(**options)
    if kind is int and isinstance(rule, WholeRule):
        return Whole(rule, **options)
    if kind is date and isinstance(rule, DateRule):
        return Day(rule, **options)
    if kind is Decimal and isinstance(rule, DecimalRule):
        return Number(rule, **options)
    if kind is str and callable(rule):
        return Written(rule, **options)
    raise UnboundedField(f"{hint}")


def _plain(hint: Any) -> Any:
    """The type alone, without its rule and without None."""
    hint = getattr(hint, "__origin__", hint)
    if isinstance(hint, types.UnionType):
        return next(one for one in typing.get_args(hint) if one is not types.NoneType)
    return hint
