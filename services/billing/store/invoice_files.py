"""What belongs to an invoice: its files, who was counted for it, and the customer's address."""
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.invoices.parties import Address, InvoiceParty
from services.billing.store.base import INVOICE_NUMBER, Base
from services.billing.store.policies import PolicyVersion
from shared.db.session import Session


class FileKind(StrEnum):
    """The two forms of an invoice."""

    PDF = "PDF"
    UBL = "UBL"


class InvoiceFile(Base):
    """A file of an invoice; it is made once and its bytes never change."""

    __tablename__ = "invoice_file"
    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(3), primary_key=True)
    content: Mapped[bytes]
    made_at: Mapped[datetime]


class CountedEmployee(Base):
    """An employee who was counted for an invoice of the arbo fee."""

    __tablename__ = "counted_employee"
    invoice_number: Mapped[str] = mapped_column(String(INVOICE_NUMBER), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)


class InvoiceAddress(Base):
    """Where an employer is established, as its invoices say.

    :ivar version: number of times it was recorded; the ETag
    """

    __tablename__ = "invoice_address"
    policy_number: Mapped[str] = mapped_column(ForeignKey("policy.policy_number"), primary_key=True)
    street: Mapped[str] = mapped_column(String(100))
    postcode: Mapped[str] = mapped_column(String(10))
    city: Mapped[str] = mapped_column(String(80))
    kvk_number: Mapped[str] = mapped_column(String(8))
    version: Mapped[int]


def find_file(session: Session, number: str, kind: FileKind) -> bytes | None:
    """The bytes of a file, None if it was not made."""
    return session.scalar(select(InvoiceFile.content).where(
        InvoiceFile.invoice_number == number, InvoiceFile.kind == kind.value))


def keep_file(session: Session, number: str, kind: FileKind, content: bytes) -> None:
    """Keep a file, unless one was kept meanwhile."""
    session.execute(insert(InvoiceFile).values(
        invoice_number=number, kind=kind.value, content=content, made_at=session.clock.now()).on_conflict_do_nothing())


def add_counted(session: Session, number: str, employee_ids: Sequence[str]) -> None:
    """Keep who was counted for an invoice."""
    if employee_ids:
        session.execute(insert(CountedEmployee), [{"invoice_number": number, "employee_id": one} for one in employee_ids])


def list_counted(session: Session, number: str) -> list[str]:
    """Ids of the employees who were counted for an invoice."""
    return list(session.scalars(select(CountedEmployee.employee_id).where(CountedEmployee.invoice_number == number)
                                .order_by(CountedEmployee.employee_id)))


def customer_of(version: PolicyVersion, found: InvoiceAddress | None) -> InvoiceParty:
    """The employer of a policy, as an invoice names it."""
    if found is None:
        return InvoiceParty(version.company_name, None)
    return InvoiceParty(version.company_name, Address(found.street, found.postcode, found.city), found.kvk_number)
