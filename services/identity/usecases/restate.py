"""Tell anew what readers need of an account, for one that missed events of it."""
from services.identity.domain.accounts.account import AccountState
from services.identity.store import Account
from shared.db.session import Session
from shared.events import identity as events


def restate_account(session: Session, account_id: str) -> events.AccountSnapshot | None:
    """An account as it stands; None if there is none.

    Since when and why it is blocked is not kept, and nobody acts on it.
    """
    account = session.get(Account, account_id)
    if account is None:
        return None
    blocked = events.AccountBlocked(account_id=account_id, employer_id=account.employer_id,
                                    blocked_on=session.clock.today(), reason="BLOCKED_BEFORE")
    return events.AccountSnapshot(
        account_id=account_id, created=events.AccountCreated(
            account_id=account_id, employer_id=account.employer_id, kind=events.AccountKind(account.kind),
            rights=tuple(events.Right(right) for right in account.rights), roles=tuple(account.roles)),
        blocked=blocked if account.lifecycle is AccountState.BLOCKED else None)
