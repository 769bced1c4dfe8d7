"""Absence protocols of employers by version; the content is only read when asked for (R-098)."""
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.protocol.protocol import ProtocolNotFound
from services.casework.store.base import ACCOUNT, Base
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.refusals import Stale
from shared.uploads.checking import FileKind


class AbsenceProtocol(Base):
    """A version of an employer's absence protocol; `digest` is the SHA-256 of the content in hexadecimal digits."""

    __tablename__ = "absence_protocol"
    __table_args__ = (Index("uq_absence_protocol_version", "employer_id", "version", unique=True),)
    protocol_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    effective_from: Mapped[date]
    digest: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[FileKind] = mapped_column(String(40))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


def add_protocol(session: Session, row: AbsenceProtocol) -> None:
    """Add a version.

    :raises Stale: if another one got its number at the same moment
    """
    session.add(row)
    flush_unique(session, {"uq_absence_protocol_version": Stale()})


def list_protocols_of(session: Session, employer_id: str) -> Sequence[AbsenceProtocol]:
    """Return the versions of an employer, latest first."""
    return session.scalars(select(AbsenceProtocol).where(AbsenceProtocol.employer_id == employer_id).order_by(
        AbsenceProtocol.version.desc())).all()


def get_protocol(session: Session, employer_id: str, protocol_id: str) -> AbsenceProtocol:
    """Return a version of an employer.

    :raises ProtocolNotFound: if there is none
    """
    row = session.get(AbsenceProtocol, protocol_id)
    if row is None or row.employer_id != employer_id:
        raise ProtocolNotFound
    return row
