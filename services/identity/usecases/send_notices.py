"""Compose a mail that is due, and settle it after the attempt to send it."""
import secrets
from dataclasses import dataclass, field

from sqlalchemy import delete, select

from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.contact import EmailAddress
from services.identity.domain.messages.desk import DESK_KINDS, desk_mail
from services.identity.domain.messages.invoice_mail import invoice_mail
from services.identity.domain.messages.message import Mail
from services.identity.domain.messages.notice import (
    MOST_ATTEMPTS,
    RESET_TTL,
    NoticeKind,
    january_estimate_mail,
    january_mail,
    january_reminder_mail,
    notice_mail,
    password_reset_mail,
    retry_after,
)
from services.identity.domain.messages.reminder import steps_mail
from services.identity.hashing import digest
from services.identity.store import Account, Notice, PasswordReset, get_account
from shared.db.session import Session

JANUARY_MAILS = {NoticeKind.JANUARY_OPENED: january_mail, NoticeKind.JANUARY_REMINDER: january_reminder_mail,
                 NoticeKind.JANUARY_ESTIMATED: january_estimate_mail}

STAFF_PAGE = "/te-doen"
"""Where staff finds its steps in the portal; an employer finds them at Start."""


@dataclass(frozen=True, slots=True)
class DueMail:
    """A composed mail.

    :ivar is_last_attempt: whether it is given up if sending fails
    """

    notice_id: str
    mail: Mail = field(repr=False)
    is_last_attempt: bool


def take_due_notice(session: Session, *, public_url: str) -> DueMail | None:
    """Compose the mail that has been due longest, and postpone its next attempt; None if nothing is due.

    A crash before the mail is settled repeats it later: it may arrive twice, and is never lost.
    """
    now = session.clock.now()
    due = select(Notice).where(Notice.due_at <= now).order_by(Notice.due_at, Notice.id).limit(1).with_for_update(skip_locked=True)
    notice = session.scalars(due).one_or_none()
    if notice is None:
        return None
    notice.attempts += 1
    notice.due_at = now + retry_after(notice.attempts)
    mail = _compose(session, notice, get_account(session, notice.account_id), public_url)
    return DueMail(notice.id, mail, notice.attempts >= MOST_ATTEMPTS)


def settle_notice(session: Session, *, notice_id: str) -> None:
    """Delete a mail that was sent or is given up."""
    session.execute(delete(Notice).where(Notice.id == notice_id))


def _compose(session: Session, notice: Notice, account: Account, public_url: str) -> Mail:
    to, name = EmailAddress(account.email), account.person.full_name
    kind = NoticeKind(notice.kind)
    if kind is NoticeKind.PASSWORD_RESET:
        return password_reset_mail(to, name=name, url=_new_link(session, account, public_url))
    if notice.invoice:
        return invoice_mail(to, name=name, url=public_url, told=notice.invoice)
    if notice.steps:
        page = STAFF_PAGE if account.kind == AccountKind.STAFF else ""
        return steps_mail(to, name=name, url=public_url + page, steps=notice.steps)
    if january := JANUARY_MAILS.get(kind):
        return january(to, name=name, url=public_url, deadline=notice.about_on or notice.created_at.date())
    if kind in DESK_KINDS:
        return desk_mail(kind, to, name=name, url=public_url, reference=notice.reference or "",
                         answer_by=notice.about_on or notice.created_at.date())
    return notice_mail(kind, to, name=name, url=public_url)


def _new_link(session: Session, account: Account, public_url: str) -> str:
    token, now = secrets.token_urlsafe(32), session.clock.now()
    session.add(PasswordReset(digest=digest(token), account_id=account.id, created_at=now, expires_at=now + RESET_TTL))
    return f"{public_url}/id/wachtwoord-herstellen/{token}"
