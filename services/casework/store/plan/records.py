"""What the doctor expects of a return, and the efforts of employer and employee (R-044, R-045)."""
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.plan.prognosis import Expectation
from services.casework.domain.second_track.effort import EffortClass
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session


class Prognosis(Base):
    """What the doctor expects of the return to work; the latest counts."""

    __tablename__ = "prognosis"
    prognosis_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    expectation: Mapped[Expectation] = mapped_column(String(20))
    given_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


class Effort(Base):
    """An effort to resume work, by work and employer."""

    __tablename__ = "effort"
    effort_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    effort_class: Mapped[EffortClass] = mapped_column(String(24))
    made_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


def list_prognoses(session: Session, numbers: Sequence[str]) -> Sequence[Prognosis]:
    """Return the prognoses of a case, oldest first."""
    query = select(Prognosis).where(Prognosis.absence_number.in_(numbers))
    return session.scalars(query.order_by(Prognosis.given_on, Prognosis.recorded_at)).all()


def list_efforts(session: Session, numbers: Sequence[str]) -> Sequence[Effort]:
    """Return the efforts in a case, by day."""
    query = select(Effort).where(Effort.absence_number.in_(numbers))
    return session.scalars(query.order_by(Effort.made_on, Effort.recorded_at)).all()
