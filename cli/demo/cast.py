"""The users in a case: the insurer's and Perspectief's staff, and the employer's main contact."""
from collections.abc import Callable
from typing import Any

from cli.people.person import Credentials, Person, new_key

STAFF = ("acceptatie", "claims", "vra", "billing", "casemanager", "consultant", "bedrijfsarts", "helpdesk", "beheer")
STAFF_PASSWORD = "Duin-Kompas-58"
"""The password of every staff account of a development platform; production has no such accounts."""


def staff_credentials(username: str) -> Credentials:
    """The credentials of a staff account."""
    return Credentials(username, STAFF_PASSWORD, f"+3161234567{STAFF.index(username) + 1}")


class Cast:
    """Logs each user in when first needed.

    :param keys: returns the idempotency key of each write; by default a new one
    :ivar employer: the main contact; None before the account exists
    """

    def __init__(self, address: str, keys: Callable[[], str] = new_key) -> None:
        self.address = address
        self._keys = keys
        self.employer: Person | None = None
        self._staff: dict[str, Person] = {}

    def staff(self, username: str) -> Person:
        """A logged-in staff member."""
        if username not in self._staff:
            person = Person(self.address, staff_credentials(username), keys=self._keys)
            person.log_in()
            self._staff[username] = person
        return self._staff[username]

    def enter(self, credentials: Credentials) -> None:
        """Log in the main contact."""
        self.employer = Person(self.address, credentials, keys=self._keys)
        self.employer.log_in()

    @property
    def contact(self) -> Person:
        """The main contact, who must have logged in before."""
        assert self.employer is not None
        return self.employer


def first_with(items: list[dict[str, Any]], **wanted: Any) -> dict[str, Any] | None:
    """The first item with these values."""
    return next((item for item in items if all(item.get(key) == value for key, value in wanted.items())), None)
