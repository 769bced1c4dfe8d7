"""Requests for legal aid under the policy (R-032 to R-034)."""
from datetime import datetime

from sqlalchemy import Index, Sequence, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.domain.legal_aid.legal_aid import LegalAidKind, LegalAidStatus
from services.claims.store.base import Base
from shared.db.session import Session

legal_aid_numbers = Sequence("legal_aid_number_seq", metadata=Base.metadata)


class LegalAidRequest(Base):
    """A request for legal aid as the employer made it.

    :ivar policy_number: the policy that was in force on the day of the request
    :ivar absence_number: the absence that the dispute is about, if there is one
    """

    __tablename__ = "legal_aid_request"
    __table_args__ = (Index("ix_legal_aid_request_employer_id", "employer_id", "request_number"),)
    request_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    policy_number: Mapped[str] = mapped_column(String(40))
    absence_number: Mapped[str | None] = mapped_column(String(20))
    kind: Mapped[LegalAidKind] = mapped_column(String(28))
    status: Mapped[LegalAidStatus] = mapped_column(String(12))
    free_of_charge: Mapped[bool]
    costs_accepted: Mapped[bool]
    requested_at: Mapped[datetime]
    requested_by: Mapped[str] = mapped_column(String(80))


def count_legal_aid_requests(session: Session, employer_id: str) -> int:
    """The number of requests of an employer; until the end of the transaction no other can be added."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"legal aid of {employer_id}", 0))))
    count = select(func.count()).select_from(LegalAidRequest).where(LegalAidRequest.employer_id == employer_id)
    return session.execute(count).scalar_one()


def take_legal_aid_number(session: Session) -> int:
    """The next running number of a request."""
    return session.execute(legal_aid_numbers.next_value().select()).scalar_one()
