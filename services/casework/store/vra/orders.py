"""The copy of claims' orders to VRA."""
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import Numeric, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.store.base import ABSENCE_NUMBER, Base
from shared.db.session import Session


class SupportOrder(Base):
    """An order of claims to VRA; one per composite case (R-064).

    :ivar incapacity_pct: on the day of the order
    :ivar issued_on: None of an order from before this was published
    """

    __tablename__ = "support_order"
    order_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ABSENCE_NUMBER, index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40))
    composite_id: Mapped[str] = mapped_column(String(20))
    first_sick_day: Mapped[date]
    incapacity_pct: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    issued_on: Mapped[date | None]


def find_order(session: Session, numbers: Iterable[str]) -> SupportOrder | None:
    """Return the order for a case, None if there is none."""
    query = select(SupportOrder).where(SupportOrder.absence_number.in_(set(numbers)))
    return session.scalar(query.order_by(SupportOrder.order_id).limit(1))
