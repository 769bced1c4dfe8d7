"""The view of an account for its managers, without password, code or hash."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.domain.accounts.rights import in_order
from services.identity.store import Account


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account.

    :ivar state: LOCKED during a lock-out
    """

    id: str
    kind: str
    state: str
    employer_id: str | None
    username: str
    salutation: str
    first_name: str
    infix: str | None
    last_name: str
    email: str
    phone: str
    rights: tuple[str, ...]
    roles: tuple[str, ...]
    created_at: datetime
    activated_at: datetime | None
    version: int


def view_of(account: Account, now: datetime) -> AccountView:
    """Build the view."""
    return AccountView(
        id=account.id, kind=account.kind, state=account.shown_state(now), employer_id=account.employer_id,
        username=account.username, salutation=account.salutation, first_name=account.first_name, infix=account.infix,
        last_name=account.last_name, email=account.email, phone=account.phone, rights=in_order(account.rights),
        roles=tuple(account.roles), created_at=account.created_at, activated_at=account.activated_at, version=account.version)
