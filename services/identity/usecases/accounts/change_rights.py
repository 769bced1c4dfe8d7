"""Change the rights of an account; tokens with the old rights are refused within seconds."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.account import AccountKind, ensure_activated
from services.identity.domain.accounts.rights import Right, ensure_may_give, ensure_may_lose, in_order
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import rights_changed
from services.identity.store import Account, get_account, get_account_of, record
from services.identity.usecases.tokens.revoke_access import revoke_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


@dataclass(frozen=True, slots=True)
class NewRights:
    """The new rights of an account.

    :ivar version: the version that the actor read; None skips the check
    """

    account_id: str
    rights: frozenset[Right]
    version: int | None = None


def change_rights(session: Session, *, actor: Actor, command: NewRights, now: datetime) -> AccountView:
    """Grant and revoke rights of an account of the actor's employer.

    :param now: the machine's time, which tokens use
    :raises Stale: if the account was changed meanwhile
    :raises NotFound: for another employer's account
    :raises RightNotHeld: for a new right that the actor lacks
    :raises MainContactKeepsRights: R-185
    """
    account = get_account_of(session, command.account_id, employer_id=actor.employer_id)
    giver = get_account(session, actor.account_id)
    ensure_activated(giver.lifecycle)
    ensure_version(command.version, account.version)
    before = in_order(account.rights)
    ensure_may_lose(AccountKind(account.kind), command.rights)
    ensure_may_give(command.rights, before=before, held=in_order(giver.rights))
    if command.rights != set(before):
        _change(session, account, before, in_order(command.rights), actor)
        revoke_access(session, account, reason=RevocationReason.RIGHTS_CHANGED, now=now)
    return view_of(account, session.clock.now())


def _change(session: Session, account: Account, before: tuple[Right, ...], after: tuple[Right, ...], actor: Actor) -> None:
    account.rights, account.version = list(after), account.version + 1
    publish(session, rights_changed(account, before=before, after=after, changed_by=actor.account_id))
    record(session, SecurityEventKind.RIGHTS_CHANGED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id, before=list(before), after=list(after))
