"""Advices to employers (R-022), referrals, and the limitations in work terms that a doctor shared."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, and_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.guidance.advice import Advice as AdviceValue
from services.casework.domain.guidance.advice import AdviceKind, Outcome
from services.casework.domain.guidance.referral import ReferralKind, ReferralReason
from services.casework.store.base import ACCOUNT, Base
from shared.db.session import Session

DOSSIER = "dossier.absence_number"


class Advice(Base):
    """An advice or instruction and whether it was followed."""

    __tablename__ = "advice"
    __table_args__ = (Index("ix_advice_waiting", "due_on", "advice_id", postgresql_where=text(
        "outcome = 'OPEN' OR (outcome = 'NOT_FOLLOWED' AND reason_accepted IS NULL)")),)
    advice_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    given_on: Mapped[date]
    given_by: Mapped[str] = mapped_column(ACCOUNT)
    due_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(String(16))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    reason_accepted: Mapped[bool | None]
    closed_on: Mapped[date | None]

    @property
    def value(self) -> AdviceValue:
        """The advice as a domain value."""
        return AdviceValue(
            advice_id=self.advice_id, due_on=self.due_on, kind=AdviceKind(self.kind), outcome=Outcome(self.outcome),
            reason_code=self.reason_code, reason_accepted=self.reason_accepted)


class Referral(Base):
    """A referral to another professional, without medical data."""

    __tablename__ = "referral"
    referral_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    kind: Mapped[ReferralKind] = mapped_column(String(16))
    reason_code: Mapped[ReferralReason] = mapped_column(String(24))
    referred_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


class SharedLimitations(Base):
    """What an employee can and cannot do at work, shared from the medical store; the latest is the present one."""

    __tablename__ = "shared_limitations"
    entry_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    text: Mapped[str] = mapped_column(Text)
    shared_at: Mapped[datetime]
    shared_by: Mapped[str] = mapped_column(ACCOUNT)


def list_referrals(session: Session, numbers: Iterable[str]) -> Sequence[Referral]:
    """Return the referrals of a case, oldest first."""
    return session.scalars(select(Referral).where(Referral.absence_number.in_(set(numbers))).order_by(
        Referral.referred_on, Referral.referral_id)).all()


def list_shared_limitations(session: Session, numbers: Iterable[str]) -> Sequence[SharedLimitations]:
    """Return what was shared in a case, latest first."""
    return session.scalars(select(SharedLimitations).where(SharedLimitations.absence_number.in_(set(numbers))).order_by(
        SharedLimitations.shared_at.desc(), SharedLimitations.entry_id.desc())).all()


def list_advices(session: Session, numbers: Sequence[str]) -> list[Advice]:
    """Return the advices of a case, by due date."""
    query = select(Advice).where(Advice.absence_number.in_(numbers))
    return list(session.scalars(query.order_by(Advice.due_on, Advice.advice_id)))


def find_advice(session: Session, advice_id: str, absence_number: str) -> Advice | None:
    """Return an advice of a dossier."""
    row = session.get(Advice, advice_id)
    return row if row is not None and row.absence_number == absence_number else None


def awaits_answer() -> ColumnElement[bool]:
    """Condition for the advices that the employer has not answered."""
    return Advice.outcome == Outcome.OPEN


def awaits_judgement() -> ColumnElement[bool]:
    """Condition for the advices that were not followed for a reason that Perspectief has not judged."""
    return and_(Advice.outcome == Outcome.NOT_FOLLOWED, Advice.reason_accepted.is_(None))
