"""Reviews and assessments that were asked for besides the plan (R-119, R-120)."""
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.plan.facts import RequestedStep as RequestedStepValue
from services.casework.domain.plan.milestone import Code
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session


class RequestedStep(Base):
    """A step that was asked for; without what changed for the employee."""

    __tablename__ = "requested_step"
    request_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    code: Mapped[Code] = mapped_column(String(30))
    requested_on: Mapped[date]
    due_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def value(self) -> RequestedStepValue:
        """The request as a fact of the plan."""
        return RequestedStepValue(code=Code(self.code), requested_on=self.requested_on, due_on=self.due_on)


def list_requested_steps(session: Session, numbers: Sequence[str]) -> Sequence[RequestedStep]:
    """Return what was asked for in these dossiers, oldest first."""
    return session.scalars(select(RequestedStep).where(RequestedStep.absence_number.in_(numbers)).order_by(
        RequestedStep.requested_on, RequestedStep.request_id)).all()
