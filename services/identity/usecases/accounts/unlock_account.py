"""End the lock-outs of an account for its owner, by the helpdesk."""
from services.identity.domain.accounts.account import ensure_in_use
from services.identity.store import get_account
from services.identity.usecases.login.lockouts import unlock
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version


def unlock_account(session: Session, *, actor: Actor, account_id: str, version: int | None = None) -> None:
    """Let the owner sign in again from everywhere.

    :param version: the one that the actor read; None not to check
    :raises NotFound: if there is no such account
    :raises Stale: if the account was changed since
    :raises AccountStateForbids: for an account that is not in use
    """
    account = get_account(session, account_id, lock=True)
    ensure_version(version, account.version)
    ensure_in_use(account.lifecycle)
    unlock(session, account, actor_id=actor.account_id)
