"""Mails about an account that wait for the worker, and the links of forgotten passwords."""
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.messages.notice import NoticeKind
from services.identity.store.base import Base
from shared.db.session import Session
from shared.kernel.ids import new_id


class Notice(Base):
    """A mail that the worker composes and sends; deleted once it is sent. It holds no secret.

    :ivar about_on: the deadline that the mail names, if it names one
    :ivar invoice: the reminder that the mail holds, as `shared.events.billing.InvoiceReminded` in JSON
    :ivar steps: the steps that the mail names, each as `shared.events.mail.RemindedStep` in JSON
    :ivar reference: the number of the complaint that it names, if it names one
    """

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(index=True)
    about_on: Mapped[date | None]
    steps: Mapped[list[dict[str, str]] | None] = mapped_column(JSONB)
    reference: Mapped[str | None] = mapped_column(String(20))
    invoice: Mapped[dict[str, str] | None] = mapped_column(JSONB)


class PasswordReset(Base):
    """A link for a forgotten password, stored as digest and deleted when it is used."""

    __tablename__ = "password_reset"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ReviewMail(Base):
    """That the main contact was mailed about a review of rights which is not done.

    :ivar mailed_on: the day of the latest mail
    """

    __tablename__ = "review_mail"

    employer_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    mailed_on: Mapped[date]


def queue_notice(session: Session, kind: NoticeKind, account_id: str, *, about_on: date | None = None,
                 steps: list[dict[str, str]] | None = None, reference: str | None = None,
                 invoice: dict[str, str] | None = None) -> None:
    """Queue a mail to the account's owner, in the transaction of what it reports."""
    now = session.clock.now()
    session.add(Notice(id=new_id(), kind=kind, account_id=account_id, created_at=now, attempts=0, due_at=now,
                       about_on=about_on, steps=steps, reference=reference, invoice=invoice))
