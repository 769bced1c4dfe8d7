"""The tables of billing: policies, who is insured under them, premium years, invoices and collections."""
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Numeric, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db.session import Session
from shared.db.types import TYPES, new_metadata
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


class Base(DeclarativeBase):
    """Mapped classes of billing."""

    metadata = new_metadata()
    type_annotation_map = TYPES


class Policy(Base):
    """A policy as it now stands; `terms` as in the event."""

    __tablename__ = "policy"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(10))
    iban: Mapped[str] = mapped_column(String(34))
    version: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    guidance_from: Mapped[date]
    terms: Mapped[dict[str, Any]]
    premium_rate_pct: Mapped[Decimal] = mapped_column(Numeric(7, 4))
    premium_instalments: Mapped[int]
    arbo_tariff_incl_vat: Mapped[Decimal]
    arbo_period: Mapped[str] = mapped_column(String(8))
    payment_method: Mapped[str] = mapped_column(String(14))


class PolicyVersion(Base):
    """A version of a policy as it was told to the others."""

    __tablename__ = "policy_version"
    policy_number: Mapped[str] = mapped_column(ForeignKey("policy.policy_number"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    told: Mapped[dict[str, Any]]


class Employee(Base):
    """Whom the premium and the arbo fee count; `wages` as in the event."""

    __tablename__ = "employee"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[int]
    employed_from: Mapped[date]
    employed_until: Mapped[date | None]
    wages: Mapped[list[Any]]


class PremiumYear(Base):
    """A policy's premium of one year; `parts` are the instalments with the number of their invoice once issued."""

    __tablename__ = "premium_year"
    policy_number: Mapped[str] = mapped_column(ForeignKey("policy.policy_number"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    provisional_payroll: Mapped[Decimal]
    provisional: Mapped[Decimal]
    parts: Mapped[list[Any]]
    definitive_payroll: Mapped[Decimal | None]
    definitive: Mapped[Decimal | None]


class Invoice(Base):
    """An invoice or credit note; never changed but for what was paid, never deleted."""

    __tablename__ = "invoice"
    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    policy_number: Mapped[str] = mapped_column(ForeignKey("policy.policy_number"), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
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


class CoverSuspension(Base):
    """Cover that is suspended for an unpaid premium invoice."""

    __tablename__ = "cover_suspension"
    invoice_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    suspended_from: Mapped[date]
    restored_from: Mapped[date | None]


class Collection(Base):
    """The direct debits of one day, with their SEPA file."""

    __tablename__ = "collection"
    collected_on: Mapped[date] = mapped_column(primary_key=True)
    file: Mapped[bytes]
    made_at: Mapped[datetime]


def get_policy(session: Session, policy_number: str, actor: Actor) -> Policy:
    """One policy.

    :raises NotFound: if there is none, or it is another employer's
    """
    policy = session.get(Policy, policy_number)
    if policy is None or not actor.may_see(policy.employer_id):
        raise NotFound("policy.not_found", "Deze polis bestaat niet.")
    return policy


def get_invoice(session: Session, number: str, actor: Actor, *, lock: bool = False) -> Invoice:
    """One invoice.

    :raises NotFound: if there is none, or it is another employer's
    """
    invoice = session.get(Invoice, number, with_for_update=lock or None)
    if invoice is None or not actor.may_see(invoice.employer_id):
        raise NotFound("invoice.not_found", "Deze factuur bestaat niet.")
    return invoice


def list_employees(session: Session, policy_number: str) -> list[Employee]:
    """Who is or was insured under a policy."""
    query = select(Employee).where(Employee.policy_number == policy_number)
    return list(session.scalars(query.order_by(Employee.employee_id)))
