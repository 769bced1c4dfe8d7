"""The states of an account, from request to block (domain.md §10.4)."""
from datetime import date, datetime
from enum import StrEnum

from shared.kernel.refusals import Conflict, Forbidden


class AccountState(StrEnum):
    """State of an account. LOCKED is derived during a lock-out, ENDED when its access to an employer ended; neither is stored."""

    REQUESTED = "REQUESTED"
    PENDING_VERIFICATION = "PENDING_VERIFICATION"
    TEMPORARY = "TEMPORARY"
    ACTIVE = "ACTIVE"
    LOCKED = "LOCKED"
    BLOCKED = "BLOCKED"
    ENDED = "ENDED"
    CLOSED = "CLOSED"


class AccountKind(StrEnum):
    """Kind of account holder (domain.md §10.1)."""

    MAIN_CONTACT = "MAIN_CONTACT"
    COLLEAGUE = "COLLEAGUE"
    THIRD_PARTY = "THIRD_PARTY"
    STAFF = "STAFF"


TRANSITIONS: dict[AccountState, frozenset[AccountState]] = {
    AccountState.REQUESTED: frozenset(
        {AccountState.PENDING_VERIFICATION, AccountState.TEMPORARY, AccountState.BLOCKED, AccountState.CLOSED}),
    AccountState.PENDING_VERIFICATION: frozenset({AccountState.TEMPORARY, AccountState.BLOCKED, AccountState.CLOSED}),
    AccountState.TEMPORARY: frozenset({AccountState.ACTIVE, AccountState.LOCKED, AccountState.BLOCKED, AccountState.CLOSED}),
    AccountState.ACTIVE: frozenset({AccountState.TEMPORARY, AccountState.LOCKED, AccountState.BLOCKED, AccountState.CLOSED}),
    AccountState.LOCKED: frozenset({AccountState.TEMPORARY, AccountState.ACTIVE, AccountState.BLOCKED}),
    AccountState.BLOCKED: frozenset({AccountState.TEMPORARY, AccountState.CLOSED}),
    AccountState.CLOSED: frozenset(),
    AccountState.ENDED: frozenset(),
}
MAY_LOG_IN = frozenset({AccountState.TEMPORARY, AccountState.ACTIVE})
OVER = frozenset({AccountState.BLOCKED, AccountState.CLOSED})


class AccountStateForbids(Conflict):
    """The account cannot go from its present state to the requested one."""


class NothingToVerify(Conflict):
    """The account does not wait for a call-back."""


class AccountNotActivated(Forbidden):
    """The acting account has not completed its own first login (R-184)."""


def ensure_pending(state: AccountState) -> None:
    """Refuse an account that does not wait for a call-back.

    :raises NothingToVerify: if it does not
    """
    if state is not AccountState.PENDING_VERIFICATION:
        raise NothingToVerify("account.nothing_to_verify", "Dit account wacht niet op een telefonische controle.")


def ensure_in_use(state: AccountState) -> None:
    """Refuse an account that nobody may log in to.

    :raises AccountStateForbids: if it is blocked, closed or not yet confirmed
    """
    if state not in MAY_LOG_IN:
        raise AccountStateForbids("account.state_forbids", "Dit kan niet met de huidige status van het account.")


def ensure_not_over(state: AccountState) -> None:
    """Refuse an account that was blocked or closed.

    :raises AccountStateForbids: if it was
    """
    if state in OVER:
        raise AccountStateForbids("account.state_forbids", "Dit account is geblokkeerd of gesloten.")


def move(state: AccountState, to: AccountState) -> AccountState:
    """The state after a transition.

    :raises AccountStateForbids: if the transition is not allowed
    """
    if to not in TRANSITIONS[state]:
        raise AccountStateForbids("account.state_forbids", "Dit kan niet met de huidige status van het account.")
    return to


def shown_state(state: AccountState, *, locked_until: datetime | None, now: datetime) -> AccountState:
    """The visible state: LOCKED during a lock-out, otherwise the stored state."""
    locked = state in MAY_LOG_IN and locked_until is not None and now < locked_until
    return AccountState.LOCKED if locked else state


def may_log_in(state: AccountState, *, temporary_until: date | None, today: date) -> bool:
    """Whether login is allowed: the account is in use, and a temporary password has not expired."""
    if state is AccountState.TEMPORARY:
        return temporary_until is not None and today <= temporary_until
    return state is AccountState.ACTIVE


def ensure_activated(state: AccountState) -> None:
    """Refuse the management of accounts before the actor's own first login and password change (R-184).

    :raises AccountNotActivated: if the actor's account is not activated
    """
    if state is not AccountState.ACTIVE:
        raise AccountNotActivated("account.not_activated", "Log eerst zelf in en kies een eigen wachtwoord.")
