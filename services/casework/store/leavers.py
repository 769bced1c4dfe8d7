"""Which risks employers bear themselves, and contacts with employees who left them sick (R-159)."""
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.departure.own_risk import OwnRisk
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session


class OwnRiskBearer(Base):
    """What an employer said about its risks."""

    __tablename__ = "own_risk"
    employer_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    zw: Mapped[bool]
    wga: Mapped[bool]
    version: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def value(self) -> OwnRisk:
        """The risks as a domain value."""
        return OwnRisk(zw=self.zw, wga=self.wga)


class FollowUp(Base):
    """A contact with an ex-employee; contacts are added and never changed."""

    __tablename__ = "follow_up"
    follow_up_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    followed_on: Mapped[date]
    situation: Mapped[str] = mapped_column(String(12))
    next_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


def find_own_risk(session: Session, employer_id: str | None) -> OwnRisk:
    """The risks of an employer; none if it said nothing."""
    row = session.get(OwnRiskBearer, employer_id) if employer_id else None
    return row.value if row else OwnRisk()


def employers_with_zw_risk(session: Session, employer_ids: Collection[str]) -> frozenset[str]:
    """Those of the employers who bear the risk of the ZW."""
    found = select(OwnRiskBearer.employer_id).where(OwnRiskBearer.employer_id.in_(employer_ids), OwnRiskBearer.zw)
    return frozenset(session.scalars(found))


def list_follow_ups(session: Session, numbers: Collection[str]) -> Sequence[FollowUp]:
    """The contacts about these absences, by day."""
    found = select(FollowUp).where(FollowUp.absence_number.in_(numbers))
    return session.scalars(found.order_by(FollowUp.followed_on, FollowUp.recorded_at)).all()
