"""Whom the consultant calls at an employer."""
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.store.base import ACCOUNT, Base
from shared.db.session import Session
from shared.fields.names import LONGEST_NAME


class EmployerContact(Base):
    """The person at an employer whom Perspectief calls, with the number in E.164."""

    __tablename__ = "employer_contact"
    employer_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    phone: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


def find_employer_contacts(session: Session, employer_ids: Iterable[str]) -> dict[str, EmployerContact]:
    """Return the known contacts, by employer."""
    query = select(EmployerContact).where(EmployerContact.employer_id.in_(set(employer_ids)))
    return {row.employer_id: row for row in session.scalars(query)}
