"""The insurer refuses a request for a main contact that it could not confirm by telephone (R-187, R-190)."""
from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.account import AccountState, ensure_pending, move
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import account_blocked
from services.identity.store import get_account, get_granted, record
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


def refuse_main_contact(session: Session, *, actor: Actor, account_id: str, reason: str, version: int | None) -> AccountView:
    """Close the account, so that the employer can ask again.

    :param reason: a code, because events contain no free text
    :param version: the version that the actor read; None skips the check
    :raises Stale: if the account was changed since
    :raises NothingToVerify: if the account does not wait for a call-back
    """
    account = get_account(session, account_id)
    account, grant = get_granted(session, account_id, employer_id=account.employer_id)
    ensure_version(version, grant.version)
    ensure_pending(account.lifecycle)
    account.state = move(account.lifecycle, AccountState.CLOSED)
    account.ended_at, account.version = session.clock.now(), account.version + 1
    grant.version += 1
    publish(session, account_blocked(account, blocked_on=session.clock.today(), reason=reason))
    record(session, SecurityEventKind.ACCOUNT_CLOSED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id, reason=reason)
    return view_of(account, grant, session.clock.now(), session.clock.today())
