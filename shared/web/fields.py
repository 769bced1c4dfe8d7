"""The field types of `shared.fields` as marshmallow fields; each error carries its stable code."""
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from flask import current_app
from marshmallow import Schema, ValidationError
from marshmallow import fields as ma

from shared.db.session import Database
from shared.fields.choices import parse_boolean, parse_choice
from shared.fields.dates import DateRule
from shared.fields.invalid import InvalidInput
from shared.fields.numbers import DecimalRule, WholeRule
from shared.kernel.percentage import plain
from shared.observability.refused_texts import count_medical

Value = TypeVar("Value")
EnumType = TypeVar("EnumType", bound=Enum)


class CodedMessage(str):
    """A Dutch error message that carries its code; marshmallow passes the object through unchanged."""

    code: str

    def __new__(cls, code: str, sentence: str) -> "CodedMessage":
        made = super().__new__(cls, sentence)
        made.code = code
        return made


def loaded(parse: Callable[[Any], Value], value: Any) -> Value:
    """Parse a value with a field type.

    :raises ValidationError: with a `CodedMessage`
    """
    try:
        return parse(value)
    except InvalidInput as refusal:
        count_medical(refusal)
        raise ValidationError([CodedMessage(refusal.code, refusal.message)]) from None


def today() -> date:
    """Today by the clock of the running service."""
    database: Database = current_app.extensions["database"]
    return database.clock.today()


class Written(ma.String):
    """Text parsed by a field type: ``Written(parse_name)``.

    :param parse: a function of `shared.fields`; the first line of its docstring is the field's description in the contract
    """

    def __init__(self, parse: Callable[[Any], Any], **options: Any) -> None:
        about = (parse.__doc__ or "").strip().split("\n")[0]
        super().__init__(metadata={"description": about} if about else {}, **options)
        self.parse = parse

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return loaded(self.parse, value)


class Amount(ma.Decimal):
    """Euros as a decimal string; a float, an exponent or a fraction of a cent is refused.

    :param rule: the bounds; None only for a field that is never loaded
    """

    def __init__(self, rule: DecimalRule | None = None, **options: Any) -> None:
        super().__init__(as_string=True, **options)
        self.rule = rule

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        return loaded(_rule_of(self.rule).parse, value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value:.2f}"


class Number(ma.Decimal):
    """A plain decimal as a string, like a percentage or hours: ``"62.5"``.

    :param rule: the bounds; None only for a field that is never loaded
    """

    def __init__(self, rule: DecimalRule | None = None, **options: Any) -> None:
        super().__init__(as_string=True, **options)
        self.rule = rule

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        return loaded(_rule_of(self.rule).parse, value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else plain(value)


class Whole(ma.Integer):
    """A whole number within bounds; in a query it is read from its digits."""

    def __init__(self, rule: WholeRule, *, in_query: bool = False, **options: Any) -> None:
        super().__init__(strict=True, metadata={"minimum": rule.least, "maximum": rule.most}, **options)
        self.parse = rule.parse_text if in_query else rule.parse

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        return loaded(self.parse, value)


class Day(ma.Date):
    """A civil date within the bounds of a date rule."""

    def __init__(self, rule: DateRule, **options: Any) -> None:
        super().__init__(**options)
        self.rule = rule

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        return loaded(lambda raw: self.rule.parse(raw, today=today()), value)


class Flag(ma.Boolean):
    """A JSON boolean; other values are refused."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        return loaded(parse_boolean, value)


class Choice(ma.Enum[EnumType]):
    """One of the values of an enumeration, or of a subset.

    :param only: the accepted values; all by default
    """

    def __init__(self, enum: type[EnumType], *, only: Iterable[EnumType] | None = None, **options: Any) -> None:
        super().__init__(enum, by_value=True, **options)
        self.words = [str(one.value) for one in (only or enum)]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> EnumType:
        return self.enum(loaded(lambda raw: parse_choice(raw, self.words), value))


class Word(ma.String):
    """One of a fixed list of words."""

    def __init__(self, words: Iterable[str], **options: Any) -> None:
        self.words = tuple(words)
        super().__init__(metadata={"enum": [*self.words, *((None,) if options.get("allow_none") else ())]}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return loaded(lambda raw: parse_choice(raw, self.words), value)


class _ById(ma.Dict):
    """A mapping from id to a value; an error names the id."""

    def __init__(self, key: Callable[[Any], str], values: ma.Field[Any], **options: Any) -> None:
        super().__init__(keys=Written(key), values=values, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]
        except ValidationError as problem:
            if not isinstance(problem.messages, dict):
                raise
            raise ValidationError({name: [text for texts in parts.values() for text in texts]
                                   for name, parts in problem.messages.items()}) from None


class AmountsById(_ById):
    """A mapping from id to amount; an error names the id."""

    def __init__(self, key: Callable[[Any], str], rule: DecimalRule, **options: Any) -> None:
        super().__init__(key, Amount(rule), **options)


class NumbersById(_ById):
    """A mapping from id to a plain decimal, such as hours; an error names the id."""

    def __init__(self, key: Callable[[Any], str], rule: DecimalRule, **options: Any) -> None:
        super().__init__(key, Number(rule), **options)


def _rule_of(rule: DecimalRule | None) -> DecimalRule:
    if rule is None:
        raise TypeError("a number that is loaded needs its bounds")
    return rule


class ItemsSchema(Schema):
    """Base of list answers: ``{"items": [...], "next": cursor or null}``."""

    next = ma.String(dump_default=None)


@cache
def list_of(schema: type[Schema]) -> type[Schema]:
    """The list schema with items of `schema`."""
    return ItemsSchema.from_dict({"items": ma.List(ma.Nested(schema)), "next": ma.String(allow_none=True)},
                                 name=f"{schema.__name__.removesuffix('Schema')}Page")
