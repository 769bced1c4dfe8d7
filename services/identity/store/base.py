"""The base of the mapped classes of identity."""
from sqlalchemy.orm import DeclarativeBase

from shared.db.rate_limits import rate_window
from shared.db.types import TYPES, new_metadata


class Base(DeclarativeBase):
    """Mapped classes of identity."""

    metadata = new_metadata()
    type_annotation_map = TYPES


rate_window(Base.metadata)
