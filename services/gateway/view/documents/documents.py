"""A document in the list of a case."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.accounts.roles import ROLES

EMPLOYER = "De werkgever"
KILOBYTE, MEGABYTE = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the page shows it.

    :ivar by: who added it, by role
    :ivar opens: whether the visitor may open it
    :ivar is_own: whether the visitor may take it back
    """

    document_id: str
    title: str
    dated_on: str
    by: str
    recorded_at: str
    size: str
    opens: bool
    is_own: bool

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Build from casework's response."""
        roles = str(body["recorded_as"]).split()
        return cls(body["document_id"], body["title"], body["dated_on"],
                   ", ".join(EMPLOYER if role == "employer" else ROLES.get(role, role) for role in roles),
                   body["recorded_at"], _size(body["size"]), body["opens"], body["is_own"])


def _size(size: int) -> str:
    """12 kB or 3 MB, rounded up."""
    unit, name = (MEGABYTE, "MB") if size >= MEGABYTE else (KILOBYTE, "kB")
    return f"{-(-size // unit)} {name}"
