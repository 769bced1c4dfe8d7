"""Sends the code of the second step, with interval and hourly maximum enforced in the database across instances."""
import secrets
from dataclasses import dataclass, field

from sqlalchemy import select

from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.login.code import SENDINGS_WINDOW, TTL, Channel, CodeBook, Sending, may_send
from services.identity.domain.messages.message import Message, code_mail, code_sms
from services.identity.store import Account, CodeSending, VerificationCode
from shared.db.session import Session
from shared.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Delivery:
    """Whether a code is sent, and the message that the caller sends after the commit."""

    sending: Sending
    messages: tuple[Message, ...] = field(default=(), repr=False)


def send_code(session: Session, account: Account, *, channel: Channel, book: CodeBook) -> Delivery:
    """Send the valid code again, or a new one; nothing if the rules forbid it.

    The caller must have locked the account's row.
    """
    now = session.clock.now()
    sent = select(CodeSending.sent_at).join(VerificationCode).where(
        VerificationCode.account_id == account.id, VerificationCode.used_at.is_(None),
        CodeSending.sent_at > now - SENDINGS_WINDOW)
    sending = may_send(session.scalars(sent).all(), now=now)
    if sending is not Sending.ALLOWED:
        return Delivery(sending)
    row = find_latest_code(session, account.id, channel)
    if row is None or not row.issued.is_usable(now):
        row = _new_code(session, account.id, channel, book)
    session.add(CodeSending(id=new_id(), code_id=row.id, sent_at=now))
    return Delivery(sending, (_message(account, channel, book.code_of(row.seed, row.digest)),))


def find_latest_code(session: Session, account_id: str, channel: Channel) -> VerificationCode | None:
    """The latest code, the only one that can be accepted."""
    latest = select(VerificationCode).where(
        VerificationCode.account_id == account_id, VerificationCode.channel == channel,
    ).order_by(VerificationCode.issued_at.desc(), VerificationCode.id.desc()).limit(1)
    return session.scalars(latest).one_or_none()


def _new_code(session: Session, account_id: str, channel: Channel, book: CodeBook) -> VerificationCode:
    seed, now = secrets.token_hex(16), session.clock.now()
    row = VerificationCode(
        id=new_id(), account_id=account_id, channel=channel, seed=seed, digest=book.digest(seed, book.code(seed)),
        issued_at=now, expires_at=now + TTL[channel], attempts=0)
    session.add(row)
    session.flush()
    return row


def _message(account: Account, channel: Channel, code: str) -> Message:
    """The message to the number or address on file, independent of form input (R-201)."""
    if channel is Channel.EMAIL:
        return code_mail(EmailAddress(account.email), code)
    return code_sms(PhoneNumber(account.phone), code)
