"""Use the link of a mail to replace a forgotten password: a code is asked first, then the new password."""
import secrets
from dataclasses import dataclass, field

from sqlalchemy import delete

from services.identity.domain.accounts.account import AccountState
from services.identity.domain.login.code import Channel, CodeBook
from services.identity.domain.login.login import PENDING_TTL, LoginStep, Purpose
from services.identity.domain.messages.message import TO_CHANGE_PASSWORD
from services.identity.hashing import digest
from services.identity.store import Login, PasswordReset, get_account
from services.identity.usecases.login.code_delivery import Delivery, send_code
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict


class LinkInvalid(Conflict):
    """The link is unknown, used or expired."""


@dataclass(frozen=True, slots=True)
class ResetBegun:
    """The cookie of the login that waits for a code, and the message with it."""

    delivery: Delivery
    login_token: str = field(repr=False)


def begin_reset(session: Session, *, link_token: str, book: CodeBook) -> ResetBegun:
    """Use up the link and start a login at its second step.

    The code goes to the phone, also of CAMAS users: the mail has carried the link and proves nothing more.

    :raises LinkInvalid: if the link is unknown, used or expired
    """
    used = delete(PasswordReset).where(PasswordReset.digest == digest(link_token)).returning(
        PasswordReset.account_id, PasswordReset.expires_at)
    row, now = session.execute(used).one_or_none(), session.clock.now()
    if row is None or row.expires_at <= now:
        raise LinkInvalid("reset.link_invalid", "Deze link werkt niet meer. Vraag een nieuwe aan.")
    account = get_account(session, row.account_id, lock=True)
    if account.lifecycle is not AccountState.ACTIVE:
        raise LinkInvalid("reset.link_invalid", "Deze link werkt niet meer. Vraag een nieuwe aan.")
    token = secrets.token_urlsafe(32)
    login = Login(
        id=new_id(), token_digest=digest(token), csrf_token=secrets.token_urlsafe(32), step=LoginStep.CODE,
        purpose=Purpose.RESET, channel=Channel.SMS, account_id=account.id, continue_to="", started_at=now,
        expires_at=now + PENDING_TTL)
    session.add(login)
    session.flush()
    return ResetBegun(send_code(session, login, account, book=book, act=TO_CHANGE_PASSWORD), token)
