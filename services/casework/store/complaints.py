"""Complaints of employers' accounts."""
from datetime import datetime

from sqlalchemy import Index, Sequence, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.complaints.complaint import ComplaintStatus, ComplaintSubject
from services.casework.store.base import ACCOUNT, Base

complaint_numbers = Sequence("complaint_number_seq", metadata=Base.metadata)


class Complaint(Base):
    """A complaint as it was sent; the phone number is the sender's own."""

    __tablename__ = "complaint"
    __table_args__ = (Index("ix_complaint_submitted_by_employer_id", "submitted_by", "employer_id", "complaint_number"),)
    complaint_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    subject: Mapped[ComplaintSubject] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(20))
    status: Mapped[ComplaintStatus] = mapped_column(String(12))
    received_at: Mapped[datetime]
    submitted_by: Mapped[str] = mapped_column(ACCOUNT)
