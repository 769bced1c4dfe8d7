"""Notices to VRA with their answers."""
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.vra.notice import NoticeMode, NoticeNotFound, NoticeStatus
from services.casework.domain.vra.stagnation import StagnationRule
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session
from shared.kernel.vocabulary import NoticeKind


class VraNotice(Base):
    """A notice to VRA; the unique `subject` prevents a second one about the same thing.

    :ivar raised_by: None if the platform raised it
    :ivar rule: of stagnation that the platform found; None of other notices
    """

    __tablename__ = "vra_notice"
    __table_args__ = (Index("uq_vra_notice_subject", "employee_id", "kind", "subject", unique=True),
                      Index("ix_vra_notice_open", "raised_on", "notice_id", postgresql_where=text("status != 'CLOSED'")))
    notice_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[NoticeKind] = mapped_column(String(12))
    mode: Mapped[NoticeMode] = mapped_column(String(8))
    status: Mapped[NoticeStatus] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(80))
    rule: Mapped[StagnationRule | None] = mapped_column(String(24))
    question: Mapped[str | None] = mapped_column(Text)
    raised_on: Mapped[date]
    raised_by: Mapped[str | None] = mapped_column(ACCOUNT)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answered_by: Mapped[str | None] = mapped_column(ACCOUNT)
    closed_on: Mapped[date | None]
    closed_by: Mapped[str | None] = mapped_column(ACCOUNT)


def get_notice(session: Session, absence_number: str, notice_id: str) -> VraNotice:
    """Return a notice of a dossier.

    :raises NoticeNotFound: if there is none
    """
    row = session.get(VraNotice, notice_id)
    if row is None or row.absence_number != absence_number:
        raise NoticeNotFound
    return row


def find_notice_about(session: Session, absence_number: str, subject: str) -> VraNotice | None:
    """Return the notice of a dossier about a subject."""
    return session.scalar(select(VraNotice).where(VraNotice.absence_number == absence_number, VraNotice.subject == subject))


def list_notices(session: Session, numbers: Iterable[str]) -> Sequence[VraNotice]:
    """Return the notices of a case, oldest first."""
    query = select(VraNotice).where(VraNotice.absence_number.in_(set(numbers)))
    return session.scalars(query.order_by(VraNotice.notice_id)).all()


def stagnation_subjects(session: Session, employee_ids: Iterable[str]) -> frozenset[str]:
    """Return the subjects of the notices of stagnation about these employees."""
    return frozenset(session.scalars(select(VraNotice.subject).where(
        VraNotice.employee_id.in_(employee_ids), VraNotice.kind == NoticeKind.STAGNATION)))
