"""Reimbursements of declared re-integration costs, and the files that pay them."""
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.domain.reimbursements.reimbursement import ReimbursementStatus
from services.claims.store.base import Base


class ReimbursementFile(Base):
    """A SEPA file of reimbursements."""

    __tablename__ = "reimbursement_file"
    file_id: Mapped[str] = mapped_column(String(33), primary_key=True)
    made_at: Mapped[datetime]
    execute_on: Mapped[date]
    content: Mapped[bytes] = mapped_column(deferred=True)


class Reimbursement(Base):
    """What is to be paid for an accepted declaration, to the account that the employer named.

    :ivar pay_by: last day of payment (R-071)
    :ivar name: the payee, checked when it became READY
    """

    __tablename__ = "reimbursement"
    __table_args__ = (Index("ix_reimbursement_due", "pay_by", "declaration_id"),
                      Index("ix_reimbursement_open", "status", postgresql_where=text("status <> 'PAID'")))
    declaration_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    activity_id: Mapped[str] = mapped_column(String(36))
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    amount: Mapped[Decimal]
    decided_on: Mapped[date]
    pay_by: Mapped[date]
    iban: Mapped[str] = mapped_column(String(34))
    status: Mapped[ReimbursementStatus] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(35), unique=True)
    name: Mapped[str | None] = mapped_column(String(70))
    file_id: Mapped[str | None] = mapped_column(ForeignKey("reimbursement_file.file_id"))
    paid_on: Mapped[date | None]
