"""Who guides a case, as a dossier shows it."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.contacts import Contact
from services.gateway.view.accounts.roles import ROLES
from services.gateway.view.formatting import day, phone


@dataclass(frozen=True, slots=True)
class Guide:
    """Somebody to call.

    :ivar role: in Dutch; None for the entry that names nobody
    :ivar phone: formatted for display; the central number for who has none of the own
    :ivar dial: the number for a ``tel:`` link
    :ivar replaces: until when somebody stands in for the fixed one; empty for others
    """

    role: str | None
    name: str
    phone: str
    dial: str
    replaces: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any], central: Contact) -> Self:
        """Build from casework's response."""
        own, role = body["phone"], ROLES.get(body["role"], body["role"])
        return cls(role, body["name"] or "Perspectief", phone(own) if own else central.phone, own or central.dial,
                   f"vervangt tot en met {day(until)}" if (until := body.get("stands_in_until")) else "")


def casemanager_of(bodies: Iterable[Mapping[str, Any]], central: Contact) -> Guide:
    """The assigned casemanager; at the central number without a name if there is none (R-012)."""
    return guides_of([body for body in bodies if body["role"] == "casemanager"], central)[0]


def guides_of(bodies: Iterable[Mapping[str, Any]], central: Contact) -> list[Guide]:
    """Who guides; the casemanager at the central number if nobody is known."""
    return [Guide.of(body, central) for body in bodies] or [
        Guide(None, "Uw casemanager bij Perspectief", central.phone, central.dial)]
