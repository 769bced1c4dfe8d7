"""Invoices, their numbers, and direct debits."""
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Numeric, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.store.base import EMPLOYER, INVOICE_NUMBER, Base
from shared.db.session import Session
from shared.db.types import Euros
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.kernel.refusals import NotFound


class Invoice(Base):
    """An invoice or credit note; only its payments change, and it is never deleted.

    :ivar position: position in the order of issue, for lists
    :ivar version: rises with each change of the row; the ETag
    :ivar details: further printed data; ``corrects`` is the number of the invoice or credit note that it counters
    :ivar notice_on: when the formal notice was sent, None before
    :ivar disputed_on: since when the customer disputes it, None if not; a disputed invoice is not dunned and not collected
    :ivar paused_days: number of days of ended disputes, by which dunning starts later
    """

    __tablename__ = "invoice"
    __table_args__ = (Index("ix_invoice_employer_id_position", "employer_id", "position"),)
    number: Mapped[str] = mapped_column(String(INVOICE_NUMBER), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    policy_number: Mapped[str] = mapped_column(ForeignKey("policy.policy_number"), index=True)
    employer_id: Mapped[str] = mapped_column(String(EMPLOYER))
    kind: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(40))
    issued_on: Mapped[date]
    due_on: Mapped[date]
    gross: Mapped[Decimal]
    net: Mapped[Decimal]
    vat: Mapped[Decimal]
    vat_pct: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    details: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(String(10), index=True)
    stage: Mapped[str] = mapped_column(String(16))
    paid: Mapped[Decimal]
    paid_on: Mapped[date | None]
    notice_on: Mapped[date | None]
    disputed_on: Mapped[date | None]
    dispute_reason: Mapped[str | None] = mapped_column(String(500))
    paused_days: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    @property
    def is_claimed(self) -> bool:
        """Whether it is dunned or collected: it is open and not disputed."""
        return self.status == "OPEN" and self.disputed_on is None

    @property
    def open_amount(self) -> Decimal:
        """What is still to be paid, in euros; zero once it is credited."""
        return self.gross - self.paid if self.status == "OPEN" else ZERO


class InvoicePayment(Base):
    """Money that came in for an invoice, or was moved to or from another one; never changed.

    :ivar account_id: who recorded it
    """

    __tablename__ = "invoice_payment"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), index=True)
    paid_on: Mapped[date]
    amount: Mapped[Decimal]
    account_id: Mapped[str] = mapped_column(String(64))


class InvoiceCounter(Base):
    """The last number used in a series; its row lock keeps the series gapless."""

    __tablename__ = "invoice_counter"
    series: Mapped[str] = mapped_column(String(6), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Collection(Base):
    """The direct debits of one day, with their SEPA file.

    :ivar booked_on: the day on which the bank booked the money; None until recorded
    """

    __tablename__ = "collection"
    collected_on: Mapped[date] = mapped_column(primary_key=True)
    file: Mapped[bytes]
    made_at: Mapped[datetime]
    booked_on: Mapped[date | None]

    @property
    def version(self) -> int:
        """Booking is the one change of a collection."""
        return 1 if self.booked_on is None else 2


class DirectDebit(Base):
    """The direct debit of the open amount of one invoice; it is part of the file of its day.

    :ivar returned_on: the day on which the bank returned it; the invoice is then subject to dunning
    """

    __tablename__ = "direct_debit"
    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), primary_key=True)
    collected_on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Decimal]
    returned_on: Mapped[date | None]


def get_collection(session: Session, collected_on: date, *, lock: bool = False) -> Collection:
    """The collection of a day.

    :raises NotFound: ``collection.not_found``
    """
    found = session.get(Collection, collected_on, with_for_update=lock or None)
    if found is None:
        raise NotFound("collection.not_found", "Voor die dag is er geen incasso.")
    return found


def list_debits(session: Session, collected_on: date) -> list[DirectDebit]:
    """The direct debits of a day, by invoice number."""
    return list(session.scalars(select(DirectDebit).where(DirectDebit.collected_on == collected_on)
                                .order_by(DirectDebit.invoice_number)))


def sum_debits(session: Session, days: Sequence[date]) -> dict[date, tuple[int, Decimal]]:
    """Number and sum in euros of the direct debits of some days."""
    debit = DirectDebit
    query = select(debit.collected_on, func.count(), func.sum(debit.amount, type_=Euros()))
    rows = session.execute(query.where(debit.collected_on.in_(days)).group_by(debit.collected_on))
    return {day: (count, amount) for day, count, amount in rows}


def get_invoice(session: Session, number: str, actor: Actor, *, lock: bool = False) -> Invoice:
    """One invoice.

    :raises NotFound: if there is none, or it is another employer's
    """
    invoice = session.get(Invoice, number, with_for_update=lock or None)
    if invoice is None or not actor.may_see(invoice.employer_id):
        raise NotFound("invoice.not_found", "Deze factuur bestaat niet.")
    return invoice
