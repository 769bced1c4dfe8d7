"""Callers of identity's API, with tokens of the tests' issuer."""
from typing import Any

from sqlalchemy import update

from services.identity.store import Account
from services.identity.tests.conftest import Identity

ALL = ("RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS")
EVA = {"kind": "COLLEAGUE", "salutation": "Mevr.", "first_name": "Eva", "last_name": "Smit", "email": "eva@bakkerijdejong.nl",
       "phone": "0612345699", "rights": ["SICK_REPORTS"]}
"""The body of a request for the account of a colleague."""


class Caller:
    """Calls the API with a token of an account."""

    def __init__(self, identity: Identity, account_id: str, employer_id: str = "employer-1",
                 rights: tuple[str, ...] = ALL, kind: str = "MAIN_CONTACT", **claims: Any) -> None:
        self._identity = identity
        self.account_id = account_id
        token = identity.issuer.token(rights=rights, employer_id=employer_id, account_id=account_id,
                                      kind=kind, iss="http://localhost/id", **claims)
        self._headers = {"Authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str):
        return self._identity.api.test_client().open(f"/v1{path}", method=method, json=body,
                                                     headers=self._headers | headers)


class Staff(Caller):
    """Calls the API as a member of staff."""

    def __init__(self, identity: Identity, role: str = "insurer_acceptance") -> None:
        self._identity = identity
        token = identity.issuer.token(roles=(role,), employer_id=None, account_id="staff-acceptatie", iss="http://localhost/id")
        self._headers = {"Authorization": f"Bearer {token}"}


def activate(identity: Identity, account_id: str) -> None:
    identity.run(lambda session: session.execute(
        update(Account).where(Account.id == account_id).values(state="ACTIVE", temporary_until=None)))
    identity.forget_published()
