"""Complaints of employers' accounts, with what happened to them."""
from collections.abc import Sequence as Rows
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Sequence, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.complaints.complaint import (
    ComplaintAct,
    ComplaintStatus,
    ComplaintSubject,
    ExtensionReason,
    Outcome,
)
from services.casework.store.base import ACCOUNT, Base
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import NotFound, ensure_version

complaint_numbers = Sequence("complaint_number_seq", metadata=Base.metadata)


class Complaint(Base):
    """A complaint as it was sent, and its handling; the phone number is the sender's own.

    :ivar due_on: last day to answer
    :ivar extension_reason: why that day is later than the term; None if it was not extended
    """

    __tablename__ = "complaint"
    __table_args__ = (Index("ix_complaint_submitted_by_employer_id", "submitted_by", "employer_id", "complaint_number"),
                      Index("ix_complaint_status_complaint_number", "status", "complaint_number"))
    complaint_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    subject: Mapped[ComplaintSubject] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(20))
    status: Mapped[ComplaintStatus] = mapped_column(String(12))
    received_at: Mapped[datetime]
    submitted_by: Mapped[str] = mapped_column(ACCOUNT)
    received_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date]
    extension_reason: Mapped[ExtensionReason | None] = mapped_column(String(20))
    handler_id: Mapped[str | None] = mapped_column(ACCOUNT)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    outcome: Mapped[Outcome | None] = mapped_column(String(16))
    closed_on: Mapped[date | None]
    version: Mapped[int]


class ComplaintStep(Base):
    """Something that happened to a complaint; never changed or deleted."""

    __tablename__ = "complaint_step"
    step_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    complaint_number: Mapped[str] = mapped_column(ForeignKey("complaint.complaint_number"), index=True)
    act: Mapped[ComplaintAct] = mapped_column(String(12))
    taken_at: Mapped[datetime]
    taken_by: Mapped[str] = mapped_column(ACCOUNT)


def find_complaint(session: Session, complaint_number: str, actor: Actor) -> Complaint:
    """Return a complaint: of the actor's own, or for staff any.

    :raises NotFound: ``complaint.not_found``
    """
    row = session.get(Complaint, complaint_number)
    is_own = row is not None and (row.submitted_by, row.employer_id) == (actor.account_id, actor.employer_id)
    if row is None or (actor.employer_id is not None and not is_own):
        raise NotFound("complaint.not_found", "Deze klacht bestaat niet.")
    return row


def complaint_to_change(session: Session, complaint_number: str, actor: Actor, version: int | None) -> Complaint:
    """Return a complaint, locked, with the version that follows.

    :param version: the one that the actor read; None not to check
    :raises NotFound: ``complaint.not_found``
    :raises Stale: if it was changed since
    """
    row = find_complaint(session, complaint_number, actor)
    session.refresh(row, with_for_update=True)
    ensure_version(version, row.version)
    row.version += 1
    return row


def note_step(session: Session, complaint_number: str, act: ComplaintAct, actor: Actor) -> None:
    """Add what happened to a complaint."""
    session.add(ComplaintStep(step_id=new_id(), complaint_number=complaint_number, act=act, taken_at=session.clock.now(),
                              taken_by=actor.account_id))


def list_complaint_steps(session: Session, complaint_number: str) -> Rows[ComplaintStep]:
    """Return what happened to a complaint, oldest first."""
    return session.scalars(select(ComplaintStep).where(ComplaintStep.complaint_number == complaint_number).order_by(
        ComplaintStep.taken_at, ComplaintStep.step_id)).all()
