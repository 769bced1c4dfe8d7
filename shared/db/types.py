"""Column types: euros as integer cents, instants in UTC; floats are refused."""
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from shared.kernel.money import from_cents, to_cents


class Euros(TypeDecorator[Decimal]):
    """A Decimal in euros, stored as integer cents so that sums are exact."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(f"euros are a Decimal, not {type(value).__name__}")
        return to_cents(value)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        return None if value is None else from_cents(value)


class Utc(TypeDecorator[datetime]):
    """An aware datetime; returned in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise TypeError("an instant needs a time zone")
        return value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC)


TYPES: dict[Any, Any] = {Decimal: Euros, datetime: Utc, dict[str, Any]: JSONB, list[Any]: JSONB}
"""For ``type_annotation_map``: Decimal is money unless a column says otherwise."""


def new_metadata(schema: str | None = None) -> MetaData:
    """Metadata with a fixed naming convention for constraints, so that migrations and error handling can name them."""
    return MetaData(schema=schema, naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    })
