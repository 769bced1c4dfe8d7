"""Recourse files and orders to VRA; at most one of each per composite case."""
from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.store.base import Base


class RecourseFile(Base):
    """A recovery from a liable third party."""

    __tablename__ = "recourse_file"
    __table_args__ = (Index("ix_recourse_file_limitation", "limitation_on", "recourse_id"),)
    recourse_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    composite_id: Mapped[str] = mapped_column(String(20), unique=True)
    absence_number: Mapped[str] = mapped_column(String(20))
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    status: Mapped[str] = mapped_column(String(24))
    event_kind: Mapped[str] = mapped_column(String(16))
    event_on: Mapped[date]
    contact_due_on: Mapped[date]
    limitation_on: Mapped[date]


class VraOrder(Base):
    """The order to VRA (R-064)."""

    __tablename__ = "vra_order"
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    order_id: Mapped[str] = mapped_column(String(36))
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    issued_on: Mapped[date]
