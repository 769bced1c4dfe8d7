"""Invoices, their numbers, and direct debits."""
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.store.base import EMPLOYER, INVOICE_NUMBER, Base
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


class Invoice(Base):
    """An invoice or credit note; never changed but for what was paid, never deleted.

    :ivar position: in the order of issue, for lists
    :ivar details: what is printed besides the sums; nothing is decided by it
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


class InvoiceCounter(Base):
    """The last number used in a series; the row lock keeps the series without gaps."""

    __tablename__ = "invoice_counter"
    series: Mapped[str] = mapped_column(String(6), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Collection(Base):
    """The direct debits of one day, with their SEPA file."""

    __tablename__ = "collection"
    collected_on: Mapped[date] = mapped_column(primary_key=True)
    file: Mapped[bytes]
    made_at: Mapped[datetime]


def get_invoice(session: Session, number: str, actor: Actor, *, lock: bool = False) -> Invoice:
    """One invoice.

    :raises NotFound: if there is none, or it is another employer's
    """
    invoice = session.get(Invoice, number, with_for_update=lock or None)
    if invoice is None or not actor.may_see(invoice.employer_id):
        raise NotFound("invoice.not_found", "Deze factuur bestaat niet.")
    return invoice
