"""The steps towards work or the end of a conflict, and the company doctor's verdicts."""
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.conflict import steps
from services.casework.domain.conflict.steps import ConflictOutcome, StepKind
from services.casework.domain.sanctions.summons import Verdict
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from services.casework.store.history.withdrawals import Withdrawable
from shared.db.session import Session


class ConflictStep(Withdrawable, Base):
    """A step with its day, without what was said."""

    __tablename__ = "conflict_step"
    step_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    kind: Mapped[StepKind] = mapped_column(String(20))
    taken_on: Mapped[date]
    mediator: Mapped[str | None] = mapped_column(String(120))
    outcome: Mapped[ConflictOutcome | None] = mapped_column(String(20))
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.document_id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def value(self) -> steps.ConflictStep:
        """The step as a domain value."""
        return steps.ConflictStep(
            kind=StepKind(self.kind), taken_on=self.taken_on, mediator=self.mediator, document_id=self.document_id,
            outcome=ConflictOutcome(self.outcome) if self.outcome else None)


class GivenVerdict(Base):
    """A verdict of the company doctor for the employer, without a diagnosis; the latest is the present one."""

    __tablename__ = "verdict"
    verdict_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    verdict: Mapped[Verdict] = mapped_column(String(16))
    given_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


def list_all_steps(session: Session, numbers: Sequence[str]) -> Sequence[ConflictStep]:
    """Return the steps of a case with those that were withdrawn, in the order of recording."""
    return session.scalars(select(ConflictStep).where(ConflictStep.absence_number.in_(numbers)).order_by(
        ConflictStep.recorded_at, ConflictStep.step_id)).all()


def list_steps(session: Session, numbers: Sequence[str]) -> list[ConflictStep]:
    """Return the steps of a case that stand, in the order of recording."""
    return [row for row in list_all_steps(session, numbers) if row.stands]


def list_verdicts(session: Session, numbers: Sequence[str]) -> Sequence[GivenVerdict]:
    """Return the verdicts of a case, by day."""
    return session.scalars(select(GivenVerdict).where(GivenVerdict.absence_number.in_(numbers)).order_by(
        GivenVerdict.given_on, GivenVerdict.recorded_at, GivenVerdict.verdict_id)).all()


def present_verdict(session: Session, numbers: Sequence[str]) -> Verdict | None:
    """Return the latest verdict of a case, or None."""
    rows = list_verdicts(session, numbers)
    return Verdict(rows[-1].verdict) if rows else None
