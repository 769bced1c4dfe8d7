"""Payment runs: what was booked for each month, paid to each employer, and remains as debt."""
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Sequence, String, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from services.claims.store.base import Base
from shared.db.session import Session

payment_numbers = Sequence("payment_number_seq", metadata=Base.metadata)


class PaymentRun(Base):
    """The payments of one benefit month: prepared after the cut-off, paid on the pay date."""

    __tablename__ = "payment_run"
    run_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), unique=True)
    pay_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(10))
    prepared_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    file: Mapped[bytes | None] = mapped_column(deferred=True)
    has_file: Mapped[bool] = column_property(file.is_not(None))


class Booking(Base):
    """The ledger: what a run booked for a month of a case; only added to, never changed."""

    __tablename__ = "booking"
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"), primary_key=True)
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal]


class Debt(Base):
    """Too much paid for a month, not yet set off."""

    __tablename__ = "debt"
    debt_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    composite_id: Mapped[str] = mapped_column(String(20))
    month: Mapped[str] = mapped_column(String(7))
    amount: Mapped[Decimal]
    runs: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), index=True)


class Payment(Base):
    """What goes to an employer for one claim in one run."""

    __tablename__ = "payment"
    payment_reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"), index=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    composite_id: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal]
    pay_on: Mapped[date]
    set_off: Mapped[Decimal]
    status: Mapped[str] = mapped_column(String(10))
    months: Mapped[list["PaymentMonth"]] = relationship(order_by="PaymentMonth.month", cascade="all, delete-orphan",
                                                        lazy="selectin")


class PaymentMonth(Base):
    """A month of which a payment pays something."""

    __tablename__ = "payment_month"
    payment_reference: Mapped[str] = mapped_column(ForeignKey("payment.payment_reference"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)


def sum_bookings(session: Session, composite_ids: Collection[str]) -> dict[tuple[str, str], Decimal]:
    """What runs have booked, in euros, by case and month."""
    query = (select(Booking.composite_id, Booking.month, func.sum(Booking.amount))
             .where(Booking.composite_id.in_(composite_ids)).group_by(Booking.composite_id, Booking.month))
    return {(composite_id, month): amount for composite_id, month, amount in session.execute(query)}
