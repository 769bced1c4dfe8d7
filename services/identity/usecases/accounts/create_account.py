"""Create an account for a colleague or a third party; needs the right to manage rights (R-184, R-185)."""
from dataclasses import dataclass
from datetime import date

from services.identity.account_view import view_of
from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.grants import end_of_access
from services.identity.domain.accounts.rights import Right, ensure_may_give, in_order
from services.identity.store import find_by_email, lock_email
from services.identity.usecases.accounts.managing import rights_of_manager
from services.identity.usecases.accounts.new_accounts import AccountIssued, Owner, add_member, issue_temporary_password
from services.identity.usecases.grants.give_access import give_access
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Owner, kind and rights of the new account; rights may be empty.

    :ivar ends_on: first day without access, for a third party; None for the default
    """

    owner: Owner
    kind: AccountKind
    rights: frozenset[Right]
    ends_on: date | None = None


def create_account(session: Session, *, actor: Actor, command: NewAccount, public_url: str) -> AccountIssued:
    """Create an account of the actor's employer with rights that the actor holds, and its mail.

    A third party who has an account gets access with it; the answer is the same as for a new one.

    :raises AccountNotActivated: before the actor's own first login is completed
    :raises RightNotHeld: for a right that the actor lacks
    :raises EndInvalid: for an end date that is not allowed
    """
    ensure_may_give(command.rights, held=rights_of_manager(session, actor))
    ends_on = end_of_access(command.kind, command.ends_on, today=session.clock.today())
    lock_email(session, command.owner.email.value)
    known = find_by_email(session, command.owner.email.value)
    if known is not None and known.kind == command.kind == AccountKind.THIRD_PARTY:
        return give_access(session, known, command.owner, actor=actor, rights=in_order(command.rights), ends_on=ends_on,
                           public_url=public_url)
    account, grant = add_member(session, command.owner, actor=actor, kind=command.kind, employer_id=str(actor.employer_id),
                                rights=in_order(command.rights), ends_on=ends_on)
    mail = issue_temporary_password(session, account, public_url=public_url)
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()), (mail,))
