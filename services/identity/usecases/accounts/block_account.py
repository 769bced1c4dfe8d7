"""Block an account: its logins and refresh tokens end immediately, access tokens within seconds."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.account import AccountKind, AccountState, ensure_activated, move
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import account_blocked
from services.identity.store import get_account, get_account_of, record
from services.identity.usecases.tokens.revoke_access import end_all_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, ensure_version
from shared.messaging.outbox import publish


class CannotBlock(Conflict):
    """The main contact and the actor's own account cannot be blocked, because someone must manage rights."""


@dataclass(frozen=True, slots=True)
class Block:
    """The account to block and the reason code.

    :ivar version: the version that the actor read; None skips the check
    """

    account_id: str
    reason: str
    version: int | None = None


def block_account(session: Session, *, actor: Actor, command: Block, now: datetime) -> AccountView:
    """Block an account of the actor's employer.

    :param now: the machine's time, which tokens use
    :raises Stale: if the account was changed meanwhile
    :raises NotFound: for another employer's account
    :raises CannotBlock: for the main contact and the actor's own account
    :raises AccountStateForbids: if it is already blocked
    """
    account = get_account_of(session, command.account_id, employer_id=actor.employer_id)
    ensure_version(command.version, account.version)
    ensure_activated(get_account(session, actor.account_id).lifecycle)
    if account.kind == AccountKind.MAIN_CONTACT or account.id == actor.account_id:
        raise CannotBlock("account.cannot_block", "De hoofdcontactpersoon en uzelf kunt u niet blokkeren.")
    account.state = move(account.lifecycle, AccountState.BLOCKED)
    account.version += 1
    end_all_access(session, account, reason=RevocationReason.ACCOUNT_BLOCKED, now=now)
    publish(session, account_blocked(account, blocked_on=session.clock.today(), reason=command.reason))
    record(session, SecurityEventKind.ACCOUNT_BLOCKED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id, reason=command.reason)
    return view_of(account, session.clock.now())
