"""The medical store: a schema of its own, which only its own database role can read (R-026)."""
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.casework.domain.guidance.medical import EntryKind
from services.casework.store.base import ABSENCE_NUMBER, ACCOUNT
from shared.db.session import Session
from shared.db.types import TYPES, new_metadata


class MedicalBase(DeclarativeBase):
    """Mapped classes of the medical store."""

    metadata = new_metadata("medical")
    type_annotation_map = TYPES


class MedicalEntry(MedicalBase):
    """One entry of a medical file; the database refuses to change or delete it, a correction is a new entry.

    `doctor_id` is the responsible doctor: the author, or whom the consultant works under. `request_key` is the caller's
    Idempotency-Key.
    """

    __tablename__ = "entry"
    __table_args__ = (Index("uq_entry_author_id_request_key", "author_id", "request_key", unique=True),)
    entry_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ABSENCE_NUMBER, index=True)
    kind: Mapped[EntryKind] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    corrects: Mapped[str | None] = mapped_column(ForeignKey("medical.entry.entry_id"))
    author_id: Mapped[str] = mapped_column(ACCOUNT)
    author_role: Mapped[str] = mapped_column(String(24))
    doctor_id: Mapped[str] = mapped_column(ACCOUNT)
    recorded_at: Mapped[datetime]
    request_key: Mapped[str | None] = mapped_column(String(120))


def list_entries(session: Session, absence_numbers: Iterable[str]) -> Sequence[MedicalEntry]:
    """Return the entries about the absences of a case, latest first."""
    query = select(MedicalEntry).where(MedicalEntry.absence_number.in_(set(absence_numbers)))
    return session.scalars(query.order_by(MedicalEntry.recorded_at.desc(), MedicalEntry.entry_id.desc())).all()
