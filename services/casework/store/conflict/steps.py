"""The steps towards work or the end of a conflict; rows are only added."""
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.conflict import steps
from services.casework.domain.conflict.steps import StepKind
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session


class ConflictStep(Base):
    """A step with its day, without what was said."""

    __tablename__ = "conflict_step"
    step_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    kind: Mapped[StepKind] = mapped_column(String(20))
    taken_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def value(self) -> steps.ConflictStep:
        """The step as a domain value."""
        return steps.ConflictStep(kind=StepKind(self.kind), taken_on=self.taken_on)


def list_steps(session: Session, numbers: Sequence[str]) -> Sequence[ConflictStep]:
    """Return the steps of a case, in the order of recording."""
    return session.scalars(select(ConflictStep).where(ConflictStep.absence_number.in_(numbers)).order_by(
        ConflictStep.recorded_at, ConflictStep.step_id)).all()
