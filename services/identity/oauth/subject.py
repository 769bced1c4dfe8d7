"""The subject of a token: an account, with method and time of authentication."""
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.identity import queries
from services.identity.domain.accounts.account import AccountKind, AccountState
from services.identity.store import Access, Account
from shared.web.transactions import transaction


@dataclass(frozen=True, slots=True)
class Subject:
    """Authlib's user.

    :ivar auth_time: seconds since 1970, by the machine's clock
    :ivar login_id: the browser session; `sid` of the ID token
    :ivar stays: whether the person chose to stay signed in on this device (R-173)
    :ivar reads: the only service that accepts its tokens; None for all
    :ivar access: whom the person works for, and with which rights; None for staff
    """

    account: Account
    auth_time: int
    amr: tuple[str, ...]
    login_id: str
    access: Access | None = None
    stays: bool = False
    reads: str | None = None

    @property
    def employer_id(self) -> str | None:
        """The employer whom the person works for."""
        return self.access.employer_id if self.access else None

    def get_user_id(self) -> str:
        """The subject of its tokens."""
        return self.account.id

    def access_claims(self) -> dict[str, Any]:
        """The claims on which services base decisions."""
        return {"employer_id": self.employer_id, "rights": list(self.access.rights if self.access else ()),
                "roles": list(self.account.roles), "kind": str(self.account.kind), "sid": self.login_id,
                "generation": self.account.access_generation}

    def profile(self) -> dict[str, Any]:
        """The profile for the portal (OpenID Connect Core §5.1)."""
        account = self.account
        return {"sub": account.id, "name": account.person.full_name, "given_name": account.first_name,
                "family_name": " ".join(part for part in (account.infix, account.last_name) if part),
                "preferred_username": account.username, "email": account.email, "email_verified": True,
                "phone_number": account.phone, "locale": "nl-NL"}


def find_subject(account_id: str, *, employer_id: str | None = None, auth_time: int = 0, amr: Iterable[str] = (),
                 login_id: str = "", stays: bool = False) -> Subject | None:
    """The subject, or None if the account may not be used, or not for this employer.

    :param employer_id: whom to work for; None for the one of the latest sign-in
    """
    account = transaction(queries.find_account, account_id=account_id)
    if account is None or account.lifecycle is not AccountState.ACTIVE:
        return None
    if account.kind == AccountKind.STAFF:
        return Subject(account, auth_time, tuple(amr), login_id, stays=stays)
    access = transaction(queries.find_access_of, account_id=account_id, employer_id=employer_id)
    return Subject(account, auth_time, tuple(amr), login_id, access, stays) if access else None
