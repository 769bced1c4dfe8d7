"""Texts of documents that are written in the portal, with their signatures."""
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.documents.kinds import DocumentKind
from services.casework.domain.documents.statement import FORMS, StatementNotFound, StatementStatus, status_of
from services.casework.domain.plan.milestone import Party
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session

SIGNATURES = {Party.EMPLOYER: "employer_signed_on", Party.EMPLOYEE: "employee_signed_on",
              Party.COMPANY_DOCTOR: "doctor_signed_on"}


class Statement(Base):
    """A text; one of a kind is open at a time, until all have signed and it is a document."""

    __tablename__ = "statement"
    __table_args__ = (Index("uq_statement_open", "absence_number", "kind", unique=True,
                            postgresql_where=text("document_id IS NULL")),)
    statement_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    kind: Mapped[DocumentKind] = mapped_column(String(24))
    texts: Mapped[dict[str, Any]]
    employer_signed_on: Mapped[date | None]
    employee_signed_on: Mapped[date | None]
    doctor_signed_on: Mapped[date | None]
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.document_id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def signed(self) -> Mapping[Party, date]:
        """The days of the signatures, by party."""
        days = {party: getattr(self, name) for party, name in SIGNATURES.items()}
        return {party: day for party, day in days.items() if day is not None}

    @property
    def status(self) -> StatementStatus:
        """How far it is."""
        return status_of(FORMS[self.kind], self.signed)

    def sign(self, party: Party, day: date) -> None:
        """Store a signature."""
        setattr(self, SIGNATURES[party], day)


def get_statement(session: Session, absence_number: str, statement_id: str) -> Statement:
    """Return a text of a dossier.

    :raises StatementNotFound: if there is none
    """
    row = session.get(Statement, statement_id)
    if row is None or row.absence_number != absence_number:
        raise StatementNotFound
    return row


def find_open_statement(session: Session, absence_number: str, kind: DocumentKind) -> Statement | None:
    """Return the text of a kind that not all have signed."""
    return session.scalar(select(Statement).where(
        Statement.absence_number == absence_number, Statement.kind == kind, Statement.document_id.is_(None)))


def list_statements_of(session: Session, numbers: Sequence[str]) -> Sequence[Statement]:
    """Return the texts of a case, oldest first."""
    return session.scalars(select(Statement).where(Statement.absence_number.in_(numbers)).order_by(
        Statement.recorded_at, Statement.statement_id)).all()


def erase_statement_of(session: Session, document_id: str) -> None:
    """Delete the text of a document that is taken back."""
    row = session.scalar(select(Statement).where(Statement.document_id == document_id))
    if row is not None:
        session.delete(row)
