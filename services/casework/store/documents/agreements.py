"""Agreements of a case; a trigger refuses to change or delete one (R-128)."""
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session
from shared.kernel.actor import LONGEST_ROLE


class Agreement(Base):
    """What was agreed on a day, with who recorded it and when; never changed."""

    __tablename__ = "agreement"
    agreement_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    agreed_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)
    recorded_as: Mapped[str] = mapped_column(String(LONGEST_ROLE))


def list_agreements_of(session: Session, numbers: Sequence[str]) -> Sequence[Agreement]:
    """Return the agreements of a case, by day."""
    return session.scalars(select(Agreement).where(Agreement.absence_number.in_(numbers)).order_by(
        Agreement.agreed_on, Agreement.recorded_at, Agreement.agreement_id)).all()
