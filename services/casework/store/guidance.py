"""Referrals, and the limitations in work terms that a doctor shared."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.guidance.referral import ReferralKind, ReferralReason
from services.casework.store.base import ACCOUNT, Base
from shared.db.session import Session

DOSSIER = "dossier.absence_number"


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
