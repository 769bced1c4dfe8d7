"""Measures in a dossier: warnings, sanctions and wage sanctions of UWV."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, SmallInteger, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.casework.domain.conflict.steps import TALKS, StepKind, days_of
from services.casework.domain.guarantee import wage_sanction as wage_sanctions
from services.casework.domain.sanctions import sanction as sanctions
from services.casework.domain.sanctions.basis import rested_on
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.conflict.steps import ConflictStep, list_all_steps
from services.casework.store.dossiers import DOSSIER
from services.casework.store.history.withdrawals import Withdrawable
from shared.db.session import Session
from shared.kernel.vocabulary import SanctionKind


class WrittenWarning(Withdrawable, Base):
    """A written warning of the employer to the employee."""

    __tablename__ = "warning"
    warning_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    given_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


class Sanction(Base):
    """A suspension or stop of the wage by the employer.

    `warnings` counts those that lead to it; `lacks_warnings` says that there were fewer than the employer should give.
    """

    __tablename__ = "sanction"
    sanction_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    ground: Mapped[str] = mapped_column(String(30))
    start: Mapped[date]
    end: Mapped[date | None]
    override_reason: Mapped[str | None] = mapped_column(String(40))
    warnings: Mapped[int]
    lacks_warnings: Mapped[bool]
    lifted_on: Mapped[date | None]
    back_pay: Mapped[bool | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def value(self) -> sanctions.Sanction:
        """The sanction as a domain value."""
        return sanctions.Sanction(
            kind=SanctionKind(self.kind), ground=sanctions.Ground(self.ground), start=self.start, end=self.end,
            override_reason=self.override_reason, lifted_on=self.lifted_on, back_pay=self.back_pay)


class WageSanction(Base):
    """A decision of UWV that prolongs the wage obligation, with the assessment of the guarantee and claims' decision.

    :ivar ends_on: last day after UWV shortened it
    :ivar terms_met: Perspectief's judgement of the contract terms, None until then (R-053)
    """

    __tablename__ = "wage_sanction"
    sanction_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    decision_on: Mapped[date]
    received_on: Mapped[date]
    reported_on: Mapped[date]
    weeks: Mapped[int]
    start: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    ends_on: Mapped[date | None]
    terms_met: Mapped[bool | None]
    withdrawn_on: Mapped[date | None]
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.document_id"))
    approved: Mapped[bool | None]
    amount: Mapped[Decimal | None]
    conditions: Mapped[list["WageSanctionCondition"]] = relationship(
        order_by="WageSanctionCondition.position", lazy="selectin", cascade="all, delete-orphan", passive_deletes=True)

    @property
    def value(self) -> wage_sanctions.WageSanction:
        """The sanction as a domain value."""
        return wage_sanctions.WageSanction(decision_on=self.decision_on, received_on=self.received_on, weeks=self.weeks,
                                           reported_on=self.reported_on, ends_on=self.ends_on)

    @property
    def is_assessing(self) -> bool:
        """Whether the guarantee waits for the judgement of the contract terms."""
        return self.terms_met is None and all(c.holds is not False for c in self.conditions)


class WageSanctionCondition(Base):
    """An assessed condition of the guarantee; `holds` is None until it can be judged."""

    __tablename__ = "wage_sanction_condition"
    sanction_id: Mapped[str] = mapped_column(ForeignKey("wage_sanction.sanction_id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    holds: Mapped[bool | None]
    evidence: Mapped[str] = mapped_column(Text)


def list_all_warnings(session: Session, numbers: Sequence[str]) -> list[WrittenWarning]:
    """Return the written warnings of a case with those that were withdrawn, by day."""
    query = select(WrittenWarning).where(WrittenWarning.absence_number.in_(numbers))
    return list(session.scalars(query.order_by(WrittenWarning.given_on)))


def list_warnings(session: Session, numbers: Sequence[str]) -> list[WrittenWarning]:
    """Return the written warnings of a case that stand, by day."""
    return [row for row in list_all_warnings(session, numbers) if row.stands]


def list_sanctions(session: Session, numbers: Sequence[str]) -> list[Sanction]:
    """Return the sanctions of a case, by first day."""
    query = select(Sanction).where(Sanction.absence_number.in_(numbers))
    return list(session.scalars(query.order_by(Sanction.start)))


def list_wage_sanctions(session: Session, numbers: Sequence[str]) -> list[WageSanction]:
    """Return the wage sanctions of a case that were not taken back, by date of the decision."""
    query = select(WageSanction).where(WageSanction.absence_number.in_(numbers), WageSanction.withdrawn_on.is_(None))
    return list(session.scalars(query.order_by(WageSanction.decision_on)))


def get_ladder(session: Session, numbers: Sequence[str], *, correcting: Sanction | None = None) -> sanctions.Ladder:
    """Return the earlier steps of the escalation in a case, without what was withdrawn.

    :param correcting: a sanction to leave out, with the warnings that were recorded after it
    """
    return _ladder([row for row in list_all_steps(session, numbers) if row.stands],
                   [row for row in list_all_warnings(session, numbers)
                    if row.stands and (correcting is None or row.recorded_at <= correcting.recorded_at)],
                   [row for row in _sanctions_that_stand(session, numbers) if row is not correcting])


def list_unfounded_sanctions(session: Session, numbers: Sequence[str], rule: sanctions.WarningRule) -> list[Sanction]:
    """Return the sanctions of a case that rested on a talk, refusal, summons or warning that was withdrawn, by first day."""
    steps, warnings = list_all_steps(session, numbers), list_all_warnings(session, numbers)
    imposed = _sanctions_that_stand(session, numbers)
    before = _ladder(steps, warnings, imposed)
    now = _ladder([row for row in steps if row.stands], [row for row in warnings if row.stands], imposed)
    return [row for row in imposed if rested_on(before, now, row.value, rule=rule)]


def _sanctions_that_stand(session: Session, numbers: Sequence[str]) -> list[Sanction]:
    return [row for row in list_sanctions(session, numbers) if not row.value.is_withdrawn]


def _ladder(steps: Iterable[ConflictStep], warnings: Iterable[WrittenWarning], imposed: Iterable[Sanction]) -> sanctions.Ladder:
    taken = [row.value for row in steps]
    return sanctions.Ladder(
        talks=days_of(taken, *TALKS), refusals=days_of(taken, StepKind.TALK_REFUSED),
        summonses=days_of(taken, StepKind.SUMMONED), warnings=tuple(row.given_on for row in warnings),
        sanctions=tuple(row.value for row in imposed))
