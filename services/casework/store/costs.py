"""Costs of re-integration: activities, declarations with their invoices, and the files of invoices."""
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String, Text, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.casework.domain.costs.activity import (
    Activity,
    ActivityKind,
    ActivityNotFound,
    ActivityStatus,
    Author,
    Goal,
)
from services.casework.domain.costs.declaration import (
    DeclarationNotFound,
    DeclarationStatus,
    DuplicateInvoice,
    Invoice,
)
from services.casework.domain.costs.mandate import Decider
from services.casework.domain.costs.reimbursement import FullReimbursement, full_reimbursement
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.uploads.checking import FileKind

STATUS = String(16)
SUPPLIER = String(120)
INVOICE_NUMBER = String(60)
STANDING = text("stands")
"""A rejected declaration frees its invoices and their files."""


class ReintegrationActivity(Base):
    """A re-integration activity with its grounds; its other columns are those of the domain value of the same name."""

    __tablename__ = "reintegration_activity"
    __table_args__ = (Index("ix_reintegration_activity_undecided", "recorded_on", "activity_id", postgresql_where=text(
        "status IN ('PROPOSED', 'AWAITING_VRA')")),)
    activity_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    kind: Mapped[ActivityKind] = mapped_column(String(30))
    goal: Mapped[Goal] = mapped_column(String(24))
    estimated_cost: Mapped[Decimal]
    expected_benefit: Mapped[Decimal]
    weeks_saved: Mapped[int | None] = mapped_column(SmallInteger)
    consulted: Mapped[list[str]] = mapped_column(ARRAY(String(24)))
    note: Mapped[str] = mapped_column(Text)
    motivation: Mapped[str | None] = mapped_column(Text)
    advice_id: Mapped[str | None] = mapped_column(ForeignKey("advice.advice_id"))
    advised_by: Mapped[Author | None] = mapped_column(String(24))
    advised_on: Mapped[date | None]
    starts_on: Mapped[date]
    decider: Mapped[Decider] = mapped_column(String(12))
    status: Mapped[ActivityStatus] = mapped_column(STATUS)
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None] = mapped_column(ACCOUNT)
    vra_approved_on: Mapped[date | None]
    vra_approved_by: Mapped[str | None] = mapped_column(ACCOUNT)
    refused_by: Mapped[str | None] = mapped_column(ACCOUNT)
    refusal_reason: Mapped[str | None] = mapped_column(Text)
    reimbursed: Mapped[bool | None]
    announced_amount: Mapped[Decimal | None]
    announced_on: Mapped[date | None]
    announced_by: Mapped[str | None] = mapped_column(ACCOUNT)
    started_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def value(self) -> Activity:
        """The state as a domain value."""
        return Activity(
            goal=Goal(self.goal), estimated_cost=self.estimated_cost, decider=Decider(self.decider), starts_on=self.starts_on,
            status=ActivityStatus(self.status), advised_by=Author(self.advised_by) if self.advised_by else None,
            advised_on=self.advised_on, approved_on=self.approved_on, vra_approved_on=self.vra_approved_on,
            reimbursed=self.reimbursed, announced_amount=self.announced_amount, announced_on=self.announced_on,
            started_on=self.started_on, finished_on=self.finished_on)

    @property
    def conditions(self) -> FullReimbursement:
        """The three conditions of full reimbursement as they are now (R-077)."""
        return full_reimbursement(self.value)

    def take(self, changed: Activity) -> None:
        """Store a changed state."""
        for each in fields(changed):
            setattr(self, each.name, getattr(changed, each.name))


class InvoiceFile(Base):
    """The file of an invoice, kept once per dossier; its content is only read when asked for."""

    __tablename__ = "invoice_file"
    __table_args__ = (Index("uq_invoice_file_digest", "absence_number", "digest", unique=True),)
    file_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER))
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[FileKind] = mapped_column(String(40))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str] = mapped_column(ACCOUNT)


class DeclaredInvoice(Base):
    """An invoice in a declaration; supplier and number are one time in use per employer, and a file one time at all (R-068)."""

    __tablename__ = "declared_invoice"
    __table_args__ = (
        Index("uq_declared_invoice_number", "employer_id", text("lower(supplier)"), text("lower(number)"), unique=True,
              postgresql_where=STANDING),
        Index("uq_declared_invoice_digest", "digest", unique=True, postgresql_where=STANDING))
    invoice_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    declaration_id: Mapped[str] = mapped_column(ForeignKey("declaration.declaration_id", ondelete="CASCADE"), index=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(SmallInteger)
    supplier: Mapped[str] = mapped_column(SUPPLIER)
    number: Mapped[str] = mapped_column(INVOICE_NUMBER)
    received_on: Mapped[date]
    paid_on: Mapped[date]
    total: Mapped[Decimal]
    vat: Mapped[Decimal | None]
    file_id: Mapped[str] = mapped_column(ForeignKey("invoice_file.file_id"))
    digest: Mapped[str] = mapped_column(String(64))
    stands: Mapped[bool]

    @property
    def value(self) -> Invoice:
        """The invoice as a domain value."""
        return Invoice(supplier=self.supplier, number=self.number, received_on=self.received_on, paid_on=self.paid_on,
                       total=self.total, vat=self.vat, file_id=self.file_id)


class Declaration(Base):
    """A declaration by the employer; `amount` is what is reimbursed if it is accepted."""

    __tablename__ = "declaration"
    __table_args__ = (Index("ix_declaration_undecided", "submitted_on", "declaration_id", postgresql_where=text(
        "status IN ('CHECKED', 'LATE')")),)
    declaration_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    activity_id: Mapped[str] = mapped_column(ForeignKey("reintegration_activity.activity_id"), index=True)
    recipient_id: Mapped[str | None] = mapped_column(ACCOUNT)
    status: Mapped[DeclarationStatus] = mapped_column(STATUS)
    submitted_on: Mapped[date]
    submitted_by: Mapped[str] = mapped_column(ACCOUNT)
    submit_by: Mapped[date]
    pay_by: Mapped[date]
    iban: Mapped[str] = mapped_column(String(34))
    vat_deductible: Mapped[bool]
    amount: Mapped[Decimal]
    code: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(Text)
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None] = mapped_column(ACCOUNT)
    recorded_at: Mapped[datetime]
    paid_on: Mapped[date | None]
    invoices: Mapped[list[DeclaredInvoice]] = relationship(
        order_by=DeclaredInvoice.position, lazy="selectin", cascade="all, delete-orphan", passive_deletes=True)

    @property
    def late(self) -> bool:
        """Whether it came after its term (R-070)."""
        return self.submitted_on > self.submit_by

    @property
    def total(self) -> Decimal:
        """The total of the invoices with VAT."""
        return sum((invoice.total for invoice in self.invoices), ZERO)


def get_activity(session: Session, absence_number: str, activity_id: str) -> ReintegrationActivity:
    """Return an activity of a dossier.

    :raises ActivityNotFound: if there is none
    """
    row = session.get(ReintegrationActivity, activity_id)
    if row is None or row.absence_number != absence_number:
        raise ActivityNotFound("activity.not_found", "Deze activiteit bestaat niet.")
    return row


def list_activities_of(session: Session, numbers: Sequence[str]) -> Sequence[ReintegrationActivity]:
    """Return the activities of a case, oldest first."""
    return session.scalars(select(ReintegrationActivity).where(ReintegrationActivity.absence_number.in_(numbers)).order_by(
        ReintegrationActivity.recorded_at, ReintegrationActivity.activity_id)).all()


def get_declaration(session: Session, absence_number: str, declaration_id: str) -> Declaration:
    """Return a declaration of a dossier.

    :raises DeclarationNotFound: if there is none
    """
    row = session.get(Declaration, declaration_id)
    if row is None or row.absence_number != absence_number:
        raise DeclarationNotFound("declaration.not_found", "Deze declaratie bestaat niet.")
    return row


def list_declarations_of(session: Session, numbers: Sequence[str]) -> Sequence[Declaration]:
    """Return the declarations of a case, oldest first."""
    return session.scalars(select(Declaration).where(Declaration.absence_number.in_(numbers)).order_by(
        Declaration.recorded_at, Declaration.declaration_id)).all()


def declared_amount(session: Session, activity_id: str) -> Decimal:
    """Return what the standing declarations of an activity together take of its announced amount, in euros."""
    return sum(session.scalars(select(Declaration.amount).where(
        Declaration.activity_id == activity_id, Declaration.status != DeclarationStatus.REJECTED)), ZERO)


def find_invoice_files(session: Session, absence_number: str, file_ids: Iterable[str]) -> dict[str, InvoiceFile]:
    """Return the files of a dossier by id."""
    rows = session.scalars(select(InvoiceFile).where(
        InvoiceFile.absence_number == absence_number, InvoiceFile.file_id.in_(set(file_ids))))
    return {row.file_id: row for row in rows}


def add_declaration(session: Session, row: Declaration) -> None:
    """Add a declaration.

    :raises DuplicateInvoice: if one of its invoices or files stands in another one
    """
    session.add(row)
    flush_unique(session, {"uq_declared_invoice_number": DuplicateInvoice(), "uq_declared_invoice_digest": DuplicateInvoice()})


def list_accepted(session: Session, absence_number: str) -> Sequence[Declaration]:
    """The accepted declarations of an absence, paid or not, in order."""
    query = select(Declaration).where(Declaration.absence_number == absence_number, Declaration.status.in_(
        [DeclarationStatus.ACCEPTED, DeclarationStatus.PAID]))
    return session.scalars(query.order_by(Declaration.declaration_id)).all()
