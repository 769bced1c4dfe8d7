"""Block an account: its logins and refresh tokens end immediately, access tokens within seconds."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.account import AccountKind, AccountState, AccountStateForbids, move
from services.identity.domain.accounts.grants import ensure_manager_remains
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import account_blocked
from services.identity.store import Account, Grant, get_granted, list_managers, queue_notice, record
from services.identity.usecases.accounts.managing import rights_of_manager
from services.identity.usecases.grants.end_access import end_grant
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
    """Block the account of a colleague, or end the access of a third party, who may work for other employers.

    :param now: the machine's time, which tokens use
    :raises Stale: if the account was changed meanwhile
    :raises NotFound: for another employer's account
    :raises CannotBlock: for the main contact and the actor's own account
    :raises LastManager: if nobody would be left who may manage rights
    :raises AccountStateForbids: if it is already blocked
    """
    rights_of_manager(session, actor)
    managers = list_managers(session, actor.employer_id)
    account, grant = get_granted(session, command.account_id, employer_id=actor.employer_id)
    ensure_version(command.version, grant.version)
    if account.kind == AccountKind.MAIN_CONTACT or account.id == actor.account_id:
        raise CannotBlock("account.cannot_block", "De hoofdcontactpersoon en uzelf kunt u niet blokkeren.")
    if account.id in managers:
        ensure_manager_remains(managers, without=account.id)
    if account.kind == AccountKind.THIRD_PARTY:
        _end(session, account, grant, actor, command.reason, now)
    else:
        grant.version += 1
        block(session, account, actor=actor, reason=command.reason, now=now)
    return view_of(account, grant, session.clock.now(), session.clock.today())


def _end(session: Session, account: Account, grant: Grant, actor: Actor, reason: str, now: datetime) -> None:
    if grant.ended_at is not None:
        raise AccountStateForbids("account.state_forbids", "Dit kan niet met de huidige status van het account.")
    end_grant(session, account, grant, ended_by=actor.account_id, reason=reason, now=now)


def block(session: Session, account: Account, *, actor: Actor, reason: str, now: datetime) -> None:
    """Block an account, end its sessions, and mail its owner.

    :raises AccountStateForbids: if it is already blocked
    """
    account.state = move(account.lifecycle, AccountState.BLOCKED)
    account.ended_at, account.version = session.clock.now(), account.version + 1
    end_all_access(session, account, reason=RevocationReason.ACCOUNT_BLOCKED, now=now)
    publish(session, account_blocked(account, blocked_on=session.clock.today(), reason=reason))
    queue_notice(session, NoticeKind.ACCOUNT_BLOCKED, account.id)
    record(session, SecurityEventKind.ACCOUNT_BLOCKED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id, reason=reason)
