"""The declarative base of absence's tables."""
from sqlalchemy.orm import DeclarativeBase

from shared.db.types import TYPES, new_metadata


class Base(DeclarativeBase):
    """Mapped classes of absence."""

    metadata = new_metadata()
    type_annotation_map = TYPES
