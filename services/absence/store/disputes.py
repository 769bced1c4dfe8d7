"""Disputes of employees' data, at most one open per employee (R-016)."""
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.absence.domain.data_dispute import RejectionReason
from services.absence.store.base import Base
from shared.kernel.vocabulary import DisputeOutcome

IS_OPEN = text("outcome IS NULL")


class DataDispute(Base):
    """That somebody who may not correct an employee's data said that they are not right.

    :ivar outcome: None while it is open
    """

    __tablename__ = "data_dispute"
    __table_args__ = (Index("uq_data_dispute_open", "employee_id", unique=True, postgresql_where=IS_OPEN),
                      Index("ix_data_dispute_employer_id_raised_at", "employer_id", "raised_at"))
    dispute_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id"), index=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), index=True)
    raised_at: Mapped[datetime]
    raised_by: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[DisputeOutcome | None] = mapped_column(String(12))
    reason_code: Mapped[RejectionReason | None] = mapped_column(String(20))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(80))
