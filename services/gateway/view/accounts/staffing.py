"""Who is assigned to an employer, in Dutch."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.accounts.roles import ROLES
from services.gateway.view.formatting import day, full_name

ASSIGNED = ("company_doctor", "labour_expert", "insurer_vra")
"""The roles that are assigned besides the casemanager and the consultant."""
CASEMANAGER = "casemanager"
CONSULTANT = "absence_consultant"


@dataclass(frozen=True, slots=True)
class Staff:
    """The members of staff in use.

    :ivar names: by account
    :ivar choices: those who can be assigned, as radio buttons: role and account
    :ivar guiding: casemanagers and consultants, who can be replaced
    """

    names: Mapping[str, str]
    casemanagers: list[tuple[str, str, str]]
    choices: list[tuple[str, str, str]]
    consultants: list[tuple[str, str, str]]
    guiding: list[tuple[str, str, str]]

    @classmethod
    def of(cls, bodies: Sequence[Mapping[str, Any]]) -> Self:
        """Build from identity's answer."""
        names = {str(body["id"]): full_name(body) for body in bodies}
        held = {role: _holders(bodies, role) for role in (CASEMANAGER, CONSULTANT, *ASSIGNED)}
        guiding = {one: role for role in (CONSULTANT, CASEMANAGER) for one in held[role]}
        return cls(names, [(one, names[one], "") for one in held[CASEMANAGER]],
                   [(f"{role} {one}", names[one], ROLES[role]) for role in ASSIGNED for one in held[role]],
                   [(one, names[one], "") for one in held[CONSULTANT]],
                   [(one, names[one], ROLES[role]) for one, role in sorted(guiding.items(), key=lambda pair: names[pair[0]])])

    def name_of(self, account_id: str | None) -> str:
        """The name, or else the id of an account that is not in use any more."""
        return self.names.get(account_id, account_id) if account_id else "–"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment.

    :ivar where: the whole employer or one case
    """

    id: str
    role: str
    who: str
    where: str
    since: str
    until: str

    @classmethod
    def of(cls, body: Mapping[str, Any], staff: Staff) -> Self:
        """Build from casework's answer."""
        return cls(str(body["staffing_id"]), ROLES.get(body["role"], body["role"]), staff.name_of(body["account_id"]),
                   body["case_number"] or "Alle dossiers", day(body["valid_from"]),
                   day(body["valid_until"]) if body["valid_until"] else "")

    @property
    def choice(self) -> tuple[str, str, str]:
        """As a radio button."""
        return self.id, self.who, f"{self.role}, {self.where}, sinds {self.since}"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Who stands in for whom."""

    id: str
    absent: str
    instead: str
    first: str
    last: str

    @classmethod
    def of(cls, body: Mapping[str, Any], staff: Staff) -> Self:
        """Build from casework's response."""
        return cls(str(body["stand_in_id"]), staff.name_of(body["absent_id"]), staff.name_of(body["account_id"]),
                   day(body["first_day"]), day(body["last_day"]))


def guides_of(bodies: Sequence[Mapping[str, Any]], staff: Staff) -> list[tuple[str, str, str]]:
    """Casemanager, consultant and first day of each assignment, the latest first."""
    return [(staff.name_of(body["casemanager_id"]), staff.name_of(body["consultant_id"]), day(body["valid_from"]))
            for body in reversed(bodies)]


def _holders(bodies: Sequence[Mapping[str, Any]], role: str) -> list[str]:
    return [str(body["id"]) for body in bodies if role in body["roles"]]
