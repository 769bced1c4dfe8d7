"""View models of the accounts of an employer."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from services.gateway.view.formatting import as_date, day, full_name, moment, phone

RIGHTS = {"RIGHTS_MANAGEMENT": ("rechtenbeheer", "Rechtenbeheer"),
          "EMPLOYEE_DATA": ("werknemersgegevens", "Werknemersgegevens beheren"),
          "SICK_REPORTS": ("meldingen", "Ziek- en herstelmeldingen doen")}
"""The three rights in the order of the seed: name in forms, and label (R-181 … R-183)."""
KINDS = {"MAIN_CONTACT": "Hoofdcontactpersoon", "COLLEAGUE": "Collega", "THIRD_PARTY": "Adviseur of administratiekantoor"}
STATES = {"TEMPORARY": "Uitgenodigd", "ACTIVE": "Actief", "LOCKED": "Tijdelijk op slot", "BLOCKED": "Geblokkeerd",
          "CLOSED": "Gesloten", "ENDED": "Toegang beëindigd", "PENDING_VERIFICATION": "Wordt gecontroleerd"}
OVER = ("BLOCKED", "CLOSED", "ENDED")


@dataclass(frozen=True, slots=True)
class Colleague:
    """One account as its managers see it.

    :ivar invitation: where the invitation was sent and until when it holds; empty once it was accepted
    :ivar until: the last thing to know about the end of the access, empty without one
    """

    id: str
    kind: str
    name: str
    email: str
    phone: str
    rights: frozenset[str]
    kind_text: str
    state_text: str
    is_over: bool
    is_expired: bool
    invitation: str
    until: str
    last_used: str
    version: int

    @classmethod
    def of(cls, body: Mapping[str, Any], today: date) -> Self:
        """Build from identity's answer."""
        until = as_date(body.get("temporary_until"))
        is_expired = until is not None and until < today
        invitation = ""
        if until is not None:
            invitation = f"Verstuurd aan {body['email']}, {'verlopen op' if is_expired else 'geldig tot en met'} {day(until)}"
        return cls(body["id"], body["kind"], full_name(body), body["email"], phone(body["phone"]), frozenset(body["rights"]),
                   KINDS.get(body["kind"], body["kind"]), STATES.get(body["state"], body["state"]), body["state"] in OVER,
                   is_expired, invitation, day(body["ends_on"]) if body.get("ends_on") else "",
                   moment(body["last_used_at"]) if body.get("last_used_at") else "nog niet", int(body["version"]))

    @property
    def is_blocked(self) -> bool:
        """Whether its managers can give the account back."""
        return self.kind == "COLLEAGUE" and self.state_text == STATES["BLOCKED"]

    @property
    def can_be_opened(self) -> bool:
        """Whether there is something to change: rights, or a block to end."""
        return self.is_blocked or (not self.is_over and self.kind != "MAIN_CONTACT")

    def has(self, right: str) -> str:
        """Whether the account has a right, in a word."""
        return "ja" if right in self.rights else "nee"


def colleagues_of(bodies: Sequence[Mapping[str, Any]], today: date) -> list[Colleague]:
    """Accounts by name, the main contact first and those without access last."""
    found = [Colleague.of(body, today) for body in bodies]
    return sorted(found, key=lambda one: (one.is_over, one.kind != "MAIN_CONTACT", one.name.casefold()))


def rights_in(typed: Mapping[str, str]) -> list[str]:
    """The rights that are ticked in a form."""
    return [right for right, (name, _) in RIGHTS.items() if typed.get(name) == "ja"]


def ticked(rights: frozenset[str]) -> dict[str, str]:
    """A form in which these rights are ticked."""
    return {name: "ja" for right, (name, _) in RIGHTS.items() if right in rights}
