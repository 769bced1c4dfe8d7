"""Payment runs, with bookings per month, transfers per employer, and debts."""
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Sequence, String, func, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.claims.store.base import Base
from shared.db.session import Session

payment_numbers = Sequence("payment_number_seq", metadata=Base.metadata)


class PaymentRun(Base):
    """The payments of one benefit month: prepared after the cut-off, paid on the pay date.

    `prepared_for` is the business date of its preparation; `revision` counts the changes of its set of payments.
    """

    __tablename__ = "payment_run"
    run_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), unique=True)
    pay_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(10))
    prepared_for: Mapped[date]
    prepared_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    files: Mapped[list["PaymentFile"]] = relationship(order_by="PaymentFile.number", lazy="selectin")


class PaymentFile(Base):
    """A SEPA file of a run: the first on the pay date, later ones for employers who could not be paid before."""

    __tablename__ = "payment_file"
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(35), unique=True)
    made_at: Mapped[datetime]
    execute_on: Mapped[date]
    content: Mapped[bytes] = mapped_column(deferred=True)


class Transfer(Base):
    """The transfer of a run to one employer; the existence of part 1 means that the run has settled the policy.

    `part` above 1 is a payment that was set aside, which is transferred alone, or what the bank refused.
    `confirmed_on` is when the bank booked it, `refusal` the bank's code if it refused it or the part that it replaces.
    `name` and `iban` are the checked values, as written in the file `file_number`.
    """

    __tablename__ = "transfer"
    __table_args__ = (Index("ix_transfer_open", "status",
                            postgresql_where=text("status IN ('PREPARED', 'READY', 'FILED', 'SET_ASIDE')")),)
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    part: Mapped[int] = mapped_column(primary_key=True, default=1)
    employer_id: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal]
    reference: Mapped[str] = mapped_column(String(35), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    name: Mapped[str | None] = mapped_column(String(70))
    iban: Mapped[str | None] = mapped_column(String(34))
    file_number: Mapped[int | None]
    set_aside_until: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    refusal: Mapped[str | None] = mapped_column(String(35))


class Booking(Base):
    """A ledger entry: the amount that a run booked for a version of a month of a case; never changed.

    `version` is None in runs of before it was recorded.
    """

    __tablename__ = "booking"
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"), primary_key=True)
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal]
    version: Mapped[int | None]


class Debt(Base):
    """An overpayment for a month that has not been set off."""

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
    """The payment to an employer for one claim in one run; `part` is that of its transfer."""

    __tablename__ = "payment"
    payment_reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"), index=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    composite_id: Mapped[str] = mapped_column(String(20), index=True)
    amount: Mapped[Decimal]
    part: Mapped[int] = mapped_column(default=1)
    pay_on: Mapped[date]
    set_off: Mapped[Decimal]
    status: Mapped[str] = mapped_column(String(10))
    months: Mapped[list["PaymentMonth"]] = relationship(order_by="PaymentMonth.month", cascade="all, delete-orphan",
                                                        lazy="selectin")


class PaymentMonth(Base):
    """A month paid, in whole or in part, by a payment."""

    __tablename__ = "payment_month"
    payment_reference: Mapped[str] = mapped_column(ForeignKey("payment.payment_reference"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)


def sum_bookings(session: Session, composite_ids: Collection[str]) -> dict[tuple[str, str], Decimal]:
    """Booked amounts in euros, by case and month."""
    query = (select(Booking.composite_id, Booking.month, func.sum(Booking.amount))
             .where(Booking.composite_id.in_(composite_ids)).group_by(Booking.composite_id, Booking.month))
    return {(composite_id, month): amount for composite_id, month, amount in session.execute(query)}


def take_payment_numbers(session: Session, count: int) -> list[int]:
    """Allocate this number of new payment numbers, in order."""
    rows = session.execute(select(payment_numbers.next_value()).select_from(func.generate_series(1, count).table_valued()))
    return sorted(row[0] for row in rows) if count else []
