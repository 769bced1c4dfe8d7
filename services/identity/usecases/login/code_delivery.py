"""Sends the code of the second step, with interval and maxima enforced in the database across instances."""
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, select

from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.login.code import DAY, TTL, Channel, CodeBook, Sending, may_send
from services.identity.domain.messages.message import TO_SIGN_IN, Message, code_mail, code_sms
from services.identity.domain.security import SecurityEventKind
from services.identity.origin import current_origin
from services.identity.store import Account, CodeSending, Login, VerificationCode, record
from shared.db.session import Session
from shared.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Delivery:
    """Whether a code is sent, and the message that the caller sends after the commit."""

    sending: Sending
    messages: tuple[Message, ...] = field(default=(), repr=False)


def send_code(session: Session, login: Login, account: Account, *, book: CodeBook, act: str = TO_SIGN_IN) -> Delivery:
    """Send the login's valid code again, or a new one; nothing if the rules forbid it.

    The caller must have locked the account's row.

    :param act: what the code is for, as the message says it
    """
    now, channel = session.clock.now(), Channel(login.channel)
    sending = may_send(_sent_to(session, account.id, now), now=now, caps=book.caps, from_address=_count_from_here(session, now))
    if sending is not Sending.ALLOWED:
        return Delivery(sending)
    row = find_latest_code(session, login)
    if row is None or not row.issued.is_usable(now):
        row = _new_code(session, login, account.id, book)
    session.add(CodeSending(id=new_id(), code_id=row.id, account_id=account.id, address=current_origin().address, sent_at=now))
    record(session, SecurityEventKind.CODE_SENT, account_id=account.id, actor_id=account.id, employer_id=account.employer_id,
           channel=channel)
    return Delivery(sending, (_message(account, channel, book.code_of(row.seed, row.digest), act),))


def find_latest_code(session: Session, login: Login) -> VerificationCode | None:
    """The latest code of the login, the only one that it accepts."""
    latest = select(VerificationCode).where(
        VerificationCode.login_id == login.id, VerificationCode.account_id == login.account_id,
        VerificationCode.channel == login.channel,
    ).order_by(VerificationCode.issued_at.desc(), VerificationCode.id.desc()).limit(1)
    return session.scalars(latest).one_or_none()


def use_code(session: Session, code: VerificationCode) -> None:
    """Mark the code as used; its messages no longer count, because the owner requested them."""
    code.used_at = session.clock.now()
    session.execute(delete(CodeSending).where(CodeSending.code_id == code.id))


def _sent_to(session: Session, account_id: str, now: datetime) -> Sequence[datetime]:
    sent = select(CodeSending.sent_at).where(CodeSending.account_id == account_id, CodeSending.sent_at > now - DAY)
    return session.scalars(sent).all()


def _count_from_here(session: Session, now: datetime) -> int:
    address = current_origin().address
    if address is None:
        return 0
    counted = select(func.count()).where(CodeSending.address == address, CodeSending.sent_at > now - DAY)
    return session.scalar(counted) or 0


def _new_code(session: Session, login: Login, account_id: str, book: CodeBook) -> VerificationCode:
    seed, now = secrets.token_hex(16), session.clock.now()
    row = VerificationCode(
        id=new_id(), login_id=login.id, account_id=account_id, channel=login.channel, seed=seed,
        digest=book.digest(seed, book.code(seed)), issued_at=now, expires_at=now + TTL[Channel(login.channel)], attempts=0)
    session.add(row)
    session.flush()
    return row


def _message(account: Account, channel: Channel, code: str, act: str) -> Message:
    """The message to the number or address on file, independent of form input (R-201)."""
    if channel is Channel.EMAIL:
        return code_mail(EmailAddress(account.email), code, act=act)
    return code_sms(PhoneNumber(account.phone), code, act=act)
