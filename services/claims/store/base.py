"""The base of the mapped classes, and the column type of a percentage."""
from decimal import Decimal
from typing import Annotated

from sqlalchemy import Numeric
from sqlalchemy.orm import DeclarativeBase, mapped_column

from shared.db.types import TYPES, new_metadata

Percentage = Annotated[Decimal, mapped_column(Numeric)]
"""A percentage from 0 to 100, with its original decimals."""


class Base(DeclarativeBase):
    """Mapped classes of claims."""

    metadata = new_metadata()
    type_annotation_map = TYPES
