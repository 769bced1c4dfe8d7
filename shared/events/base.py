"""Base class of events: a frozen value with type, topic and key, and a marshmallow schema derived from its fields.

Producer, reader, JSON Schema and AsyncAPI document use the same declaration.
"""
import types
import typing
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self

from marshmallow import EXCLUDE, Schema, post_load
from marshmallow import fields as ma

from shared.events.plain import REFUSED, plain_reader, plain_writer

PREFIX = "nl.verzuim."
REGISTRY: dict[str, type["Event"]] = {}
_SCHEMAS: dict[type, type[Schema]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events.

    :cvar TYPE: reverse DNS without organisation names, past tense, with its version
    :cvar KEY: name of the field that is the partition key; events with the same key stay in order
    :cvar TOPIC: of an event that is not for the readers of the producer's own topic; empty for the producer's own
    :cvar FOR_WHOM: intended reader of an event without a subscribing service; empty if a service subscribes, because
        docs/events.md lists the subscribers
    """

    TYPE: ClassVar[str] = ""
    KEY: ClassVar[str] = ""
    TOPIC: ClassVar[str] = ""
    FOR_WHOM: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.TYPE:
            if cls.TYPE in REGISTRY:
                raise TypeError(f"{cls.TYPE} is declared twice")
            REGISTRY[cls.TYPE] = cls

    @property
    def key(self) -> str:
        """The value of the key field."""
        return str(getattr(self, self.KEY))

    @classmethod
    def producer(cls) -> str:
        """The service that publishes it."""
        return cls.TYPE.removeprefix(PREFIX).split(".")[0]

    @classmethod
    def topic(cls) -> str:
        """The topic on which it is published, by default that of the producing service."""
        return cls.TOPIC or topic_of(cls.producer())

    def to_data(self) -> dict[str, Any]:
        """The event as JSON data: decimals and dates as strings."""
        kind: type = type(self)
        return typing.cast(dict[str, Any], plain_writer(kind)(self))

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Build the event from JSON data; ignores unknown fields, so that a newer producer does not break an older reader.

        :raises marshmallow.ValidationError: if the data does not match the schema
        """
        kind: type = cls
        try:
            return typing.cast(Self, plain_reader(kind)(data))
        except REFUSED:
            return typing.cast(Self, _schema(kind).load(data))


def topic_of(service: str) -> str:
    """The topic on which a service publishes."""
    return f"ontzorg.{service}.v1"


@cache
def _schema(cls: type) -> Schema:
    """The schema, created once per class because creating it costs more than using it."""
    return schema_of(cls)()


def schema_of(cls: type) -> type[Schema]:
    """The marshmallow schema of a dataclass, derived from its annotations once."""
    if cls not in _SCHEMAS:
        hints = typing.get_type_hints(cls)
        members: dict[str, Any] = {f.name: _field(hints[f.name], optional=_has_default(f)) for f in fields(cls)}

        def build(self: Schema, data: dict[str, Any], **_: Any) -> Any:
            return cls(**data)

        meta = type("Meta", (), {"unknown": EXCLUDE})
        _SCHEMAS[cls] = type(f"{cls.__name__}Schema", (Schema,), {**members, "Meta": meta, "build": post_load(build)})
    return _SCHEMAS[cls]


def _has_default(field: Any) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


class DecimalString(ma.Decimal):
    """A decimal that is serialised as a string; floats are refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(as_string=True, **kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else format(value, "f")


class TupleOf(ma.List[Any]):
    """A list that loads as a tuple, so that the event is immutable."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(value, attr, data, **kwargs))


_SCALARS: dict[Any, type[ma.Field[Any]]] = {
    str: ma.String, bool: ma.Boolean, int: ma.Integer, date: ma.Date, datetime: ma.AwareDateTime, Decimal: DecimalString,
}


def _field(hint: Any, *, optional: bool) -> ma.Field[Any]:
    options: dict[str, Any] = {"required": not optional}
    if isinstance(hint, types.UnionType):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
        options["allow_none"] = True
    if typing.get_origin(hint) is tuple:
        return TupleOf(_field(typing.get_args(hint)[0], optional=False), **options)
    if is_dataclass(hint):
        return ma.Nested(schema_of(typing.cast(type, hint)), **options)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return ma.Enum(hint, by_value=True, **options)
    return _SCALARS[hint](**options)
