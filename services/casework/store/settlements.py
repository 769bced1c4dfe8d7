"""Settlements about the transition payment; a trigger refuses to change or delete one (R-136)."""
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, Numeric, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.store.base import ACCOUNT, Base
from services.casework.store.copies import Employee
from shared.db.session import Session


class Settlement(Base):
    """What an employee agreed to and signed instead of the transition payment of the law; never changed.

    :ivar amount: euros, gross
    """

    __tablename__ = "settlement"
    __table_args__ = (Index("ix_settlement_employer_id_settlement_id", "employer_id", "settlement_id"),)
    settlement_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    employee_id: Mapped[str] = mapped_column(String(36))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    text: Mapped[str] = mapped_column(Text)
    signed_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


def find_employee(session: Session, employer_id: str, employee_number: str) -> Employee | None:
    """Return the employee of an employer with a number, or None if there is none."""
    return session.scalar(select(Employee).where(
        Employee.employer_id == employer_id, Employee.employee_number == employee_number).limit(1))
