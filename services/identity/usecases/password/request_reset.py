"""Ask for a link to replace a forgotten password."""
from datetime import timedelta

from sqlalchemy import func, select

from services.identity.domain.accounts.account import AccountState
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import UNIDENTIFIED, SecurityEventKind
from services.identity.store import Account, Notice, PasswordReset, queue_notice, record
from shared.db.session import Session

MOST_AN_HOUR = 3
"""Mails an hour to one account, so that a stranger cannot flood a mailbox."""


def request_reset(session: Session, *, username: str) -> None:
    """Queue the mail for an account that is in use; the worker makes the link. The caller learns nothing about the account."""
    account = session.scalars(select(Account).where(Account.username == username.strip().lower())).one_or_none()
    record(session, SecurityEventKind.PASSWORD_RESET_REQUESTED, account_id=account.id if account else None, actor_id=UNIDENTIFIED,
           employer_id=account.employer_id if account else None)
    if account is not None and account.lifecycle is AccountState.ACTIVE and _count_recent(session, account) < MOST_AN_HOUR:
        queue_notice(session, NoticeKind.PASSWORD_RESET, account.id)


def _count_recent(session: Session, account: Account) -> int:
    since = session.clock.now() - timedelta(hours=1)
    sent = select(func.count()).where(PasswordReset.account_id == account.id, PasswordReset.created_at > since)
    waiting = select(func.count()).where(Notice.account_id == account.id, Notice.kind == NoticeKind.PASSWORD_RESET)
    return session.scalars(sent).one() + session.scalars(waiting).one()
