"""Questions of VRA with their answers."""
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.vra.information import Addressee, RequestNotFound, RequestStatus, Topic
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session


class InformationRequest(Base):
    """A question of VRA to one addressee, and the answer."""

    __tablename__ = "information_request"
    __table_args__ = (Index("ix_information_request_open", "due_on", "request_id", postgresql_where=text("status = 'OPEN'")),)
    request_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    addressee: Mapped[Addressee] = mapped_column(String(12))
    topic: Mapped[Topic] = mapped_column(String(16))
    question: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    status: Mapped[RequestStatus] = mapped_column(String(8))
    asked_on: Mapped[date]
    asked_by: Mapped[str] = mapped_column(ACCOUNT)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answered_by: Mapped[str | None] = mapped_column(ACCOUNT)


def get_request(session: Session, absence_number: str, request_id: str) -> InformationRequest:
    """Return a question about a dossier.

    :raises RequestNotFound: if there is none
    """
    row = session.get(InformationRequest, request_id)
    if row is None or row.absence_number != absence_number:
        raise RequestNotFound
    return row


def list_requests(session: Session, numbers: Iterable[str]) -> Sequence[InformationRequest]:
    """Return the questions about a case, oldest first."""
    query = select(InformationRequest).where(InformationRequest.absence_number.in_(set(numbers)))
    return session.scalars(query.order_by(InformationRequest.request_id)).all()
