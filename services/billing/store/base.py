"""Definitions shared by all tables of billing."""
from sqlalchemy.orm import DeclarativeBase

from shared.db.types import TYPES, new_metadata

POLICY_NUMBER, EMPLOYER, INVOICE_NUMBER = 40, 40, 20
"""Lengths of keys."""


class Base(DeclarativeBase):
    """Mapped classes of billing."""

    metadata = new_metadata()
    type_annotation_map = TYPES
