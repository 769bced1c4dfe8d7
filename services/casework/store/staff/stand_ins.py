"""Who stands in for an absent colleague, from and until which day."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.store.base import ACCOUNT, Base
from shared.db.session import Session


class StandIn(Base):
    """A casemanager or consultant who reaches the employers of an absent colleague as well, for some days.

    The assignment stays: every date has one fixed casemanager (R-023).
    """

    __tablename__ = "stand_in"
    __table_args__ = (Index("ix_stand_in_account_id", "account_id"), Index("ix_stand_in_absent_id", "absent_id"))
    stand_in_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absent_id: Mapped[str] = mapped_column(ACCOUNT)
    account_id: Mapped[str] = mapped_column(ACCOUNT)
    first_day: Mapped[date]
    last_day: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


def replaced_by(account_id: str, day: date) -> Select[str]:
    """Return the query of the colleagues for whom somebody stands in on a day."""
    return select(StandIn.absent_id).where(
        StandIn.account_id == account_id, StandIn.first_day <= day, StandIn.last_day >= day)


def find_stand_ins(session: Session, absent_ids: Iterable[str], day: date) -> dict[str, StandIn]:
    """Return who stands in on a day, by the absent colleague."""
    query = select(StandIn).where(StandIn.absent_id.in_(set(absent_ids)), StandIn.first_day <= day, StandIn.last_day >= day)
    return {row.absent_id: row for row in session.scalars(query)}


def list_stand_ins(session: Session, day: date) -> Sequence[StandIn]:
    """Return the present and coming replacements, the earliest first."""
    return session.scalars(select(StandIn).where(StandIn.last_day >= day).order_by(
        StandIn.first_day, StandIn.stand_in_id)).all()


def is_absent(session: Session, absent_id: str, first_day: date, last_day: date) -> bool:
    """Whether somebody already stands in for a colleague on one of these days."""
    overlapping = select(StandIn.stand_in_id).where(
        StandIn.absent_id == absent_id, StandIn.first_day <= last_day, StandIn.last_day >= first_day)
    return session.scalar(overlapping.limit(1)) is not None
