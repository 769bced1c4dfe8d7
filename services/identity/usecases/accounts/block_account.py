"""An account may no longer be used: its logins and refresh tokens end at once, access tokens within minutes."""
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.account import AccountKind, AccountState, ensure_activated, move
from services.identity.publishing import account_blocked
from services.identity.store import Account, Login, get_account, get_account_of
from services.identity.usecases.tokens.refresh_tokens import revoke_tokens_of
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, ensure_version
from shared.messaging.outbox import publish


class CannotBlock(Conflict):
    """The main contact and the own account stay open: else nobody could manage rights."""


@dataclass(frozen=True, slots=True)
class Block:
    """Whose account, and why in one word of a fixed list.

    :ivar version: the one that the actor read; None not to check
    """

    account_id: str
    reason: str
    version: int | None = None


def block_account(session: Session, *, actor: Actor, command: Block, now: datetime) -> AccountView:
    """Block an account of the actor's own employer.

    :param now: the machine's time, by which tokens live
    :raises Stale: if the account was changed since
    :raises NotFound: for another employer's account
    :raises CannotBlock: for the main contact and for oneself
    :raises AccountStateForbids: if it is blocked already
    """
    account = get_account_of(session, command.account_id, employer_id=actor.employer_id)
    ensure_version(command.version, account.version)
    ensure_activated(get_account(session, actor.account_id).lifecycle)
    if account.kind == AccountKind.MAIN_CONTACT or account.id == actor.account_id:
        raise CannotBlock("account.cannot_block", "De hoofdcontactpersoon en uzelf kunt u niet blokkeren.")
    account.state = move(account.lifecycle, AccountState.BLOCKED)
    account.version += 1
    end_access(session, account, now)
    publish(session, account_blocked(account, blocked_on=session.clock.today(), reason=command.reason))
    return view_of(account, session.clock.now())


def end_access(session: Session, account: Account, now: datetime) -> None:
    """No browser and no refresh token of the account opens anything any more."""
    session.execute(delete(Login).where(Login.account_id == account.id))
    revoke_tokens_of(session, account_id=account.id, now=now)
