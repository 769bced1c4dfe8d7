"""The declarative base of casework's tables."""
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase

from shared.db.types import TYPES, new_metadata

ACCOUNT = String(80)
ABSENCE_NUMBER = String(20)


class Base(DeclarativeBase):
    """Mapped classes of casework."""

    metadata = new_metadata()
    type_annotation_map = TYPES
