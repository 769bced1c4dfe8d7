"""Close an account for good; its personal data is erased half a year later (domain.md §7.6)."""
from datetime import datetime

from services.identity.domain.accounts.account import AccountState, move
from services.identity.domain.accounts.administration import ensure_another_administrator, ensure_not_self
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import account_blocked
from services.identity.store import get_account, record
from services.identity.store.staff import count_administrators
from services.identity.usecases.tokens.revoke_access import end_all_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


def close_account(session: Session, *, actor: Actor, account_id: str, reason: str, version: int | None,
                  now: datetime) -> None:
    """End all access of any account at once, and for good.

    :param reason: a code, because events contain no free text
    :param version: the version that the actor read; None skips the check
    :param now: the machine's time, which tokens use
    :raises OwnAccount: for the actor's own account
    :raises LastAdministrator: if nobody else manages the platform
    :raises AccountStateForbids: if it is closed already
    """
    account = get_account(session, account_id, lock=True)
    ensure_version(version, account.version)
    ensure_not_self(actor.account_id, account.id)
    ensure_another_administrator(account.roles, count_administrators(session))
    account.state = move(account.lifecycle, AccountState.CLOSED)
    account.password_hash, account.temporary_until = None, None
    account.ended_at, account.version = session.clock.now(), account.version + 1
    end_all_access(session, account, reason=RevocationReason.ACCOUNT_CLOSED, now=now)
    publish(session, account_blocked(account, blocked_on=session.clock.today(), reason=reason))
    record(session, SecurityEventKind.ACCOUNT_CLOSED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id, reason=reason)
