"""Fields that every API uses: amounts, percentages and civil dates as our contracts write them."""
from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from shared.kernel.money import parse_euros


class Amount(ma.Decimal):
    """Euros as a decimal string; a float, an exponent or a fraction of a cent is refused."""

    default_error_messages = {"invalid": "Geef een bedrag zoals 1920.00, als tekst."}

    def __init__(self, **options: Any) -> None:
        super().__init__(as_string=True, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        try:
            return parse_euros(value)
        except ValueError:
            raise self.make_error("invalid") from None

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value:.2f}"


class Number(ma.Decimal):
    """A plain decimal as a string, like a percentage or hours: ``"62.5"``."""

    default_error_messages = {"invalid": "Geef een getal zoals 62.5, als tekst."}

    def __init__(self, **options: Any) -> None:
        super().__init__(as_string=True, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        if not isinstance(value, str) or "e" in value.lower():
            raise self.make_error("invalid")
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self.make_error("invalid") from None
        if not number.is_finite():
            raise self.make_error("invalid")
        return number

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        if value is None:
            return None
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text


class ItemsSchema(Schema):
    """Base of list answers: ``{"items": [...], "next": cursor or null}``."""

    next = ma.String(dump_default=None)


def list_of(schema: type[Schema]) -> type[Schema]:
    """The schema of a page of something."""
    return ItemsSchema.from_dict({"items": ma.List(ma.Nested(schema)), "next": ma.String(allow_none=True)},
                                 name=f"{schema.__name__.removesuffix('Schema')}Page")
