"""Requests for a mediator, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A list of the page.

    :ivar state: its name in casework
    """

    title: str
    state: str
    empty: str


LISTS = {"gevraagd": Shown("Gevraagd", "WAITING", "Er wacht niemand op een mediator"),
         "geregeld": Shown("Geregeld", "ARRANGED", "Er is nog geen mediator toegewezen")}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with the address of its form.

    :ivar is_late: whether mediation was advised and should have begun
    """

    address: str
    is_late: bool
    body: Json

    @classmethod
    def of(cls, body: Json, today: date) -> "Asked":
        """Build from casework's response."""
        is_late = body["started_on"] is None and body["due_on"] is not None and body["due_on"] < today.isoformat()
        return cls(f"/dossier/{body['absence_number']}/conflict", is_late, body)
