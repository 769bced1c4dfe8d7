"""The history of payment runs, from which approvals follow."""
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.claims.domain.runs.acts import RunActKind
from services.claims.store.base import Base
from shared.db.session import Session
from shared.kernel.actor import Actor


class RunAct(Base):
    """What somebody did with a run; never changed.

    :ivar control_number: of the set that the act concerns; an approval holds for that set alone
    :ivar subject: the payment, the policy or the file that the act concerns
    :ivar note: the reason, if the act has one
    """

    __tablename__ = "run_act"
    __table_args__ = (
        Index("ix_run_act_run_id", "run_id", "act_id"),
        Index("uq_run_act_approval", "run_id", "control_number", "account_id", unique=True,
              postgresql_where=text("kind = 'APPROVED'")))
    act_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"))
    at: Mapped[datetime]
    account_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[RunActKind] = mapped_column(String(12))
    control_number: Mapped[str] = mapped_column(String(19))
    subject: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(String(500))


class BankAnswer(Base):
    """A file of the bank that was read, by the digest of its bytes."""

    __tablename__ = "bank_answer"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    received_at: Mapped[datetime]
    account_id: Mapped[str] = mapped_column(String(80))


def note_act(session: Session, *, run_id: str, actor: Actor, kind: RunActKind, control_number: str,
             subject: str | None = None, note: str | None = None) -> None:
    """Add an act to the history."""
    session.add(RunAct(run_id=run_id, at=session.clock.now(), account_id=actor.account_id, kind=kind,
                       control_number=control_number, subject=subject, note=note))


def accounts_that(session: Session, run_id: str, kinds: Collection[RunActKind], *,
                  control_number: str | None = None) -> set[str]:
    """The accounts that did one of these acts with the run.

    :param control_number: None for acts on any set of it
    """
    query = select(RunAct.account_id).where(RunAct.run_id == run_id, RunAct.kind.in_(kinds))
    if control_number is not None:
        query = query.where(RunAct.control_number == control_number)
    return set(session.scalars(query))
