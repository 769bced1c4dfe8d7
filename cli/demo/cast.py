"""The users in a case: the insurer's and Perspectief's staff, and the employer's main contact."""
from collections.abc import Callable
from typing import Any

from cli.casefile.people import role_of
from cli.people.person import Credentials, Person, Refused, new_key

STAFF = ("acceptatie", "claims", "vra", "billing", "casemanager", "consultant", "bedrijfsarts", "helpdesk", "beheer",
         "arbeidsdeskundige", "claims2")
VRA = "insurer_vra"
HOLDERS = {"casemanager": "casemanager", "absence_consultant": "consultant", "company_doctor": "bedrijfsarts",
           "labour_expert": "arbeidsdeskundige", VRA: "vra"}
"""The staff member of each role."""
STAFF_PASSWORD = "Duin-Kompas-58"
"""The password of every staff account of a development platform; production has no such accounts."""
NUMBERED = 10
"""Telephone numbers of staff end in this many digits, then in the next row of numbers."""


def staff_credentials(username: str) -> Credentials:
    """The credentials of a staff account."""
    number = STAFF.index(username) + 1
    return Credentials(username, STAFF_PASSWORD, f"+316123456{7 + (number > NUMBERED)}{number % NUMBERED}")


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

    def holder_of(self, role: str) -> Person:
        """The person who acts for a party of the plan or in a role of staff; a consultant works under the doctor (R-027)."""
        acting = role_of(role)
        if acting is None:
            return self.contact
        name = HOLDERS[acting]
        if name == "consultant" and name not in self._staff:
            self.staff("bedrijfsarts").post("casework", "/delegations", {"consultant_id": "staff-consultant"})
        return self.staff(name)

    def decider_in(self, role: str, absence_number: str) -> Person:
        """The person in a role of staff; VRA first opens, with a reason, a case in which it has no work yet."""
        person = self.holder_of(role)
        if role == VRA:
            try:
                person.post("casework", f"/dossiers/{absence_number}/emergency-access", {"reason": "DEADLINE"})
            except Refused as refusal:
                if refusal.code != "emergency.not_needed":
                    raise
        return person

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
