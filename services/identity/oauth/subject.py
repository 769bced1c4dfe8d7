"""The subject of a token: an account, with method and time of authentication."""
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.identity import queries
from services.identity.domain.accounts.account import AccountState
from services.identity.domain.accounts.rights import in_order
from services.identity.store import Account
from shared.web.transactions import transaction


@dataclass(frozen=True, slots=True)
class Subject:
    """Authlib's user.

    :ivar auth_time: seconds since 1970, by the machine's clock
    :ivar login_id: the browser session; `sid` of the ID token
    """

    account: Account
    auth_time: int
    amr: tuple[str, ...]
    login_id: str

    def get_user_id(self) -> str:
        """The subject of its tokens."""
        return self.account.id

    def access_claims(self) -> dict[str, Any]:
        """The claims on which services base decisions."""
        return {"employer_id": self.account.employer_id, "rights": list(in_order(self.account.rights)),
                "roles": list(self.account.roles), "kind": str(self.account.kind), "sid": self.login_id,
                "generation": self.account.access_generation}

    def profile(self) -> dict[str, Any]:
        """The profile for the portal (OpenID Connect Core §5.1)."""
        account = self.account
        return {"sub": account.id, "name": account.person.full_name, "given_name": account.first_name,
                "family_name": " ".join(part for part in (account.infix, account.last_name) if part),
                "preferred_username": account.username, "email": account.email, "email_verified": True,
                "phone_number": account.phone, "locale": "nl-NL"}


def find_subject(account_id: str, *, auth_time: int = 0, amr: Iterable[str] = (), login_id: str = "") -> Subject | None:
    """The subject, or None if the account may not be used."""
    account = transaction(queries.find_account, account_id=account_id)
    if account is None or account.lifecycle is not AccountState.ACTIVE:
        return None
    return Subject(account, auth_time, tuple(amr), login_id)
