"""Documents of dossiers, each kept by its SHA-256; the content is only read when asked for."""
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.documents.kinds import DocumentKind, DocumentKnown, DocumentNotFound
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.actor import LONGEST_ROLE
from shared.uploads.checking import FileKind

IN_FORCE = "withdrawn_at IS NULL"


class Document(Base):
    """A document of a dossier.

    `digest` is the SHA-256 of the content in hexadecimal digits. The content of a document that was taken back is erased.
    """

    __tablename__ = "document"
    __table_args__ = (Index("uq_document_digest", "absence_number", "digest", unique=True, postgresql_where=text(IN_FORCE)),)
    document_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    kind: Mapped[DocumentKind] = mapped_column(String(24))
    dated_on: Mapped[date]
    digest: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[FileKind] = mapped_column(String(40))
    size: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)
    recorded_as: Mapped[str] = mapped_column(String(LONGEST_ROLE))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(ACCOUNT)


def add_document(session: Session, row: Document) -> None:
    """Add a document.

    :raises DocumentKnown: if the dossier has this file already
    """
    session.add(row)
    flush_unique(session, {"uq_document_digest": DocumentKnown()})


def get_document(session: Session, numbers: Sequence[str], document_id: str) -> Document:
    """Return a document of a case.

    :raises DocumentNotFound: if there is none, or it was taken back
    """
    row = session.get(Document, document_id)
    if row is None or row.absence_number not in numbers or row.withdrawn_at is not None:
        raise DocumentNotFound
    return row


def list_documents_of(session: Session, numbers: Sequence[str]) -> Sequence[Document]:
    """Return the documents of a case, by date, without those that were taken back."""
    return session.scalars(select(Document).where(
        Document.absence_number.in_(numbers), Document.withdrawn_at.is_(None)).order_by(
        Document.dated_on, Document.recorded_at, Document.document_id)).all()


def measure_documents(session: Session, numbers: Sequence[str]) -> tuple[int, int]:
    """Return the number and the bytes of the documents of a case."""
    row = session.execute(select(func.count(), func.coalesce(func.sum(Document.size), 0)).where(
        Document.absence_number.in_(numbers), Document.withdrawn_at.is_(None))).one()
    return row[0], row[1]


def read_contents(session: Session, document_ids: Sequence[str]) -> dict[str, bytes]:
    """Return the contents of documents by id."""
    rows = session.execute(select(Document.document_id, Document.content).where(Document.document_id.in_(document_ids)))
    return {document_id: content or b"" for document_id, content in rows}
