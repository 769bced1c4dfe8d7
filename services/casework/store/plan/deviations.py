"""Days to which the parties of a case want to move a step (Regeling procesgang art. 5)."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, SmallInteger, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.plan.deviation import Deviation
from services.casework.domain.plan.kinds import Party, code_of
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session


class StepDeviation(Base):
    """One party's wish, with its reason; never changed, another wish replaces it."""

    __tablename__ = "step_deviation"
    deviation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    code: Mapped[str] = mapped_column(String(30))
    occurrence: Mapped[int] = mapped_column(SmallInteger)
    due_on: Mapped[date]
    party: Mapped[Party] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def value(self) -> Deviation:
        """The wish as a domain value, without its reason."""
        return Deviation((code_of(self.code), self.occurrence), self.due_on, Party(self.party))


def list_deviations(session: Session, numbers: Iterable[str]) -> Sequence[StepDeviation]:
    """Return the wishes in some absences, in the order of recording."""
    query = select(StepDeviation).where(StepDeviation.absence_number.in_(set(numbers)))
    return session.scalars(query.order_by(StepDeviation.recorded_at, StepDeviation.deviation_id)).all()
