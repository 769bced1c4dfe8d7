"""From identity's rows to the events that its readers get."""
from collections.abc import Iterable
from datetime import date

from services.identity.domain.accounts.account import AccountState
from services.identity.domain.accounts.rights import Right
from services.identity.store import Account
from shared.db.session import Session
from shared.events import identity as events

BLOCKED_BEFORE = "BLOCKED_BEFORE"
"""Reason of a block that is told again: since when and why is not kept, and nobody acts on it."""


def account_created(account: Account) -> events.AccountCreated:
    """A new account with its rights or roles."""
    return events.AccountCreated(
        account_id=account.id, employer_id=account.employer_id, kind=events.AccountKind(account.kind),
        rights=tuple(events.Right(right) for right in account.rights), roles=tuple(account.roles))


def account_activated(account: Account) -> events.AccountActivated:
    """The person chose an own password."""
    if account.activated_at is None:
        raise TypeError("an account that is not activated")
    return events.AccountActivated(account_id=account.id, employer_id=account.employer_id, activated_at=account.activated_at)


def account_blocked(account: Account, *, blocked_on: date, reason: str) -> events.AccountBlocked:
    """The account opens nothing any more."""
    return events.AccountBlocked(account_id=account.id, employer_id=account.employer_id, blocked_on=blocked_on, reason=reason)


def rights_changed(account: Account, *, before: Iterable[Right], after: Iterable[Right],
                   changed_by: str) -> events.RightsChanged:
    """Rights were given or taken."""
    return events.RightsChanged(
        account_id=account.id, employer_id=account.employer_id, changed_by=changed_by,
        before=tuple(events.Right(right) for right in before), after=tuple(events.Right(right) for right in after))


def restate_account(session: Session, account_id: str) -> events.AccountSnapshot | None:
    """An account as it stands; None if there is none."""
    account = session.get(Account, account_id)
    if account is None:
        return None
    blocked = account_blocked(account, blocked_on=session.clock.today(), reason=BLOCKED_BEFORE)
    return events.AccountSnapshot(account_id=account_id, created=account_created(account),
                                  blocked=blocked if account.lifecycle is AccountState.BLOCKED else None)
