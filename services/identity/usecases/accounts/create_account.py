"""Create an account for a colleague or a third party; needs the right to manage rights (R-184, R-185)."""
from dataclasses import dataclass

from services.identity.account_view import view_of
from services.identity.domain.accounts.account import AccountKind, ensure_activated
from services.identity.domain.accounts.rights import Right, ensure_may_give, in_order
from services.identity.store import get_account
from services.identity.usecases.accounts.new_accounts import AccountIssued, Owner, add_account, issue_temporary_password
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Owner, kind and rights of the new account; rights may be empty."""

    owner: Owner
    kind: AccountKind
    rights: frozenset[Right]


def create_account(session: Session, *, actor: Actor, command: NewAccount, public_url: str) -> AccountIssued:
    """Create an account of the actor's employer with rights that the actor holds, and its mail.

    :raises AccountNotActivated: before the actor's own first login is completed
    :raises RightNotHeld: for a right that the actor lacks
    """
    giver = get_account(session, actor.account_id)
    ensure_activated(giver.lifecycle)
    ensure_may_give(command.rights, held=in_order(giver.rights))
    account = add_account(session, command.owner, actor=actor, kind=command.kind, employer_id=str(giver.employer_id),
                          rights=in_order(command.rights))
    mail = issue_temporary_password(session, account, public_url=public_url)
    return AccountIssued(view_of(account, session.clock.now()), (mail,))
