"""Ask for a link to replace a forgotten password."""
from datetime import timedelta

from sqlalchemy import func, insert, literal, select

from services.identity.domain.accounts.account import AccountState
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import UNIDENTIFIED, SecurityEventKind
from services.identity.store import Account, Notice, PasswordReset, record
from shared.db.session import Session
from shared.kernel.ids import new_id

MOST_AN_HOUR = 3
"""Mails an hour to one account, so that a stranger cannot flood a mailbox."""


def request_reset(session: Session, *, username: str) -> None:
    """Queue the mail for an account that is in use; the worker makes the link.

    The same statements for every name, so that neither the answer nor its time tells whether an account exists.
    """
    account = session.scalars(select(Account).where(Account.username == username.strip().lower())).one_or_none()
    record(session, SecurityEventKind.PASSWORD_RESET_REQUESTED, account_id=account.id if account else None, actor_id=UNIDENTIFIED,
           employer_id=account.employer_id if account else None)
    _queue_mail(session, account.id if account else None)


def _queue_mail(session: Session, account_id: str | None) -> None:
    now, kind = session.clock.now(), NoticeKind.PASSWORD_RESET
    sent = select(func.count()).where(PasswordReset.account_id == Account.id, PasswordReset.created_at > now - timedelta(hours=1))
    waiting = select(func.count()).where(Notice.account_id == Account.id, Notice.kind == kind)
    wanted = select(literal(new_id()), literal(kind), Account.id, literal(now), literal(0), literal(now)).where(
        Account.id == (account_id or ""), Account.state == AccountState.ACTIVE,
        sent.scalar_subquery() + waiting.scalar_subquery() < MOST_AN_HOUR)
    columns = ["id", "kind", "account_id", "created_at", "attempts", "due_at"]
    session.execute(insert(Notice).from_select(columns, wanted, include_defaults=False))
