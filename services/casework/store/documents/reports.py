"""Sealed re-integration reports with their files, and the chain of hashes over the readings of a dossier."""
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.casework.domain.documents.report import ReportNotFound
from services.casework.domain.documents.seal import START_OF_CHAIN, ChainHead, link
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER, Reading
from shared.db.session import Session

REPORT = "reintegration_report.report_id"
SHA_256 = String(64)


class ReintegrationReport(Base):
    """A sealed report; never changed.

    `package_digest` is the SHA-256 of the whole package.
    """

    __tablename__ = "reintegration_report"
    report_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    sealed_at: Mapped[datetime]
    sealed_by: Mapped[str] = mapped_column(ACCOUNT)
    size: Mapped[int]
    package_digest: Mapped[str] = mapped_column(SHA_256)
    files: Mapped[list["ReportFile"]] = relationship(
        order_by="ReportFile.position", cascade="all, delete-orphan", passive_deletes=True)
    chains: Mapped[list["ReportChain"]] = relationship(
        order_by="ReportChain.absence_number", cascade="all, delete-orphan", passive_deletes=True)


class ReportFile(Base):
    """A file of a sealed report: a document, or with its own content what the platform wrote for it, manifest and cover."""

    __tablename__ = "report_file"
    report_id: Mapped[str] = mapped_column(ForeignKey(REPORT, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(SHA_256)
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.document_id"), index=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class ReportChain(Base):
    """The hash of the readings of a dossier when a report was sealed."""

    __tablename__ = "report_chain"
    report_id: Mapped[str] = mapped_column(ForeignKey(REPORT, ondelete="CASCADE"), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), primary_key=True)
    readings: Mapped[int]
    digest: Mapped[str] = mapped_column(SHA_256)


class ReadingLink(Base):
    """A reading's place in the chain of its dossier, with the hash up to and including it."""

    __tablename__ = "reading_link"
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[str] = mapped_column(String(36), unique=True)
    digest: Mapped[str] = mapped_column(SHA_256)


def extend_chain(session: Session, absence_number: str) -> ChainHead:
    """Link the readings that are not in the chain of a dossier yet, and return its end; the dossier must be locked."""
    last = session.scalar(select(ReadingLink).where(ReadingLink.absence_number == absence_number).order_by(
        ReadingLink.position.desc()).limit(1))
    position, digest = (last.position, last.digest) if last else (0, START_OF_CHAIN)
    unlinked = select(Reading).outerjoin(ReadingLink, ReadingLink.reading_id == Reading.reading_id).where(
        Reading.absence_number == absence_number, ReadingLink.reading_id.is_(None)).order_by(Reading.read_at, Reading.reading_id)
    for reading in session.scalars(unlinked).all():
        position, digest = position + 1, link(digest, _facts(reading))
        session.add(ReadingLink(absence_number=absence_number, position=position, reading_id=reading.reading_id, digest=digest))
    return ChainHead(absence_number, position, digest)


def recompute_chain(session: Session, absence_number: str, *, readings: int) -> str:
    """Return the hash of the first readings of a chain as they are stored now."""
    digest = START_OF_CHAIN
    for reading in session.scalars(select(Reading).join(
            ReadingLink, ReadingLink.reading_id == Reading.reading_id).where(
            ReadingLink.absence_number == absence_number, ReadingLink.position <= readings).order_by(ReadingLink.position)):
        digest = link(digest, _facts(reading))
    return digest


def _facts(reading: Reading) -> Sequence[object]:
    return (reading.reading_id, reading.absence_number, reading.account_id, reading.role, reading.read_at,
            reading.emergency_reason, reading.part, reading.document_id, reading.refused)


def get_report(session: Session, numbers: Sequence[str], report_id: str) -> ReintegrationReport:
    """Return a sealed report of a case.

    :raises ReportNotFound: if there is none
    """
    row = session.get(ReintegrationReport, report_id)
    if row is None or row.absence_number not in numbers:
        raise ReportNotFound
    return row


def list_reports_of(session: Session, numbers: Sequence[str]) -> Sequence[ReintegrationReport]:
    """Return the sealed reports of a case, latest first."""
    return session.scalars(select(ReintegrationReport).where(ReintegrationReport.absence_number.in_(numbers)).order_by(
        ReintegrationReport.sealed_at.desc(), ReintegrationReport.report_id)).all()


def is_sealed(session: Session, document_id: str) -> bool:
    """Whether a document is part of a sealed report."""
    return session.scalar(select(ReportFile.report_id).where(ReportFile.document_id == document_id).limit(1)) is not None
