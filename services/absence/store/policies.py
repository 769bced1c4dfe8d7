"""Policies, copied from billing."""
from datetime import date

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.absence.store.base import Base
from shared.db.session import Session
from shared.kernel.refusals import NotFound


class Policy(Base):
    """The parts of billing's policy that absence needs."""

    __tablename__ = "policy"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    version: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


def get_policy(session: Session, policy_number: str) -> Policy:
    """A policy.

    :raises NotFound: ``policy.not_found``
    """
    found = session.get(Policy, policy_number)
    if found is None:
        raise NotFound("policy.not_found", "Deze polis is niet bekend.")
    return found


def find_policy(session: Session, employer_id: str) -> Policy | None:
    """The newest policy of an employer, or None."""
    query = select(Policy).where(Policy.employer_id == employer_id).order_by(Policy.valid_from.desc()).limit(1)
    return session.scalar(query)
