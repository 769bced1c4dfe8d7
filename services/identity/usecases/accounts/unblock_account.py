"""End the block of an account: its owner signs in with a temporary password, and chooses a new one."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.account_view import view_of
from services.identity.domain.accounts.account import AccountKind, AccountState, AccountStateForbids
from services.identity.domain.accounts.rights import ensure_may_give, in_order
from services.identity.domain.messages.message import Mail
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, get_granted, nobody_at, record
from services.identity.usecases.accounts.managing import rights_of_manager
from services.identity.usecases.accounts.new_accounts import AccountIssued
from services.identity.usecases.accounts.replace_main_contact import get_main_contact
from services.identity.usecases.password.replace_by_temporary import replace_by_temporary
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version


@dataclass(frozen=True, slots=True)
class Unblock:
    """The blocked account and the reason code.

    :ivar version: the version that the actor read; None skips the check
    """

    account_id: str
    reason: str
    version: int | None = None


def unblock_account(session: Session, *, actor: Actor, command: Unblock, public_url: str, now: datetime) -> AccountIssued:
    """Give a colleague the account back, with the rights that it had.

    :param now: the machine's time, which tokens use
    :raises Stale: if the account was changed meanwhile
    :raises NotFound: for another employer's account
    :raises RightNotHeld: if the account has a right that the actor lacks
    :raises AccountStateForbids: if it is not blocked, was erased, or is the main contact's, which the insurer unblocks
    """
    held = rights_of_manager(session, actor)
    account, grant = get_granted(session, command.account_id, employer_id=actor.employer_id)
    ensure_version(command.version, grant.version)
    if account.kind != AccountKind.COLLEAGUE:
        raise _forbidden()
    ensure_may_give(in_order(grant.rights), held=held)
    mail = _unblock(session, account, actor, command.reason, public_url, now)
    grant.version += 1
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()), (mail,))


def unblock_main_contact(session: Session, *, actor: Actor, command: Unblock, public_url: str, now: datetime) -> AccountIssued:
    """Give the main contact the account back.

    :param now: the machine's time, which tokens use
    :raises NotFound: if the account is no main contact
    :raises AccountStateForbids: if it is not blocked, or was erased
    """
    account, grant = get_main_contact(session, command.account_id)
    ensure_version(command.version, grant.version)
    mail = _unblock(session, account, actor, command.reason, public_url, now)
    grant.version += 1
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()), (mail,))


def _unblock(session: Session, account: Account, actor: Actor, reason: str, public_url: str, now: datetime) -> Mail:
    """An account that never had a password waits for a call-back, which a block must not replace."""
    if account.lifecycle is not AccountState.BLOCKED or account.password_hash is None or account.email == nobody_at(account.id):
        raise _forbidden()
    account.ended_at = None
    record(session, SecurityEventKind.ACCOUNT_UNBLOCKED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id, reason=reason)
    return replace_by_temporary(session, account, actor_id=actor.account_id, employer_id=account.employer_id,
                                public_url=public_url, now=now)


def _forbidden() -> AccountStateForbids:
    return AccountStateForbids("account.state_forbids", "Dit kan niet met de huidige status van het account.")
