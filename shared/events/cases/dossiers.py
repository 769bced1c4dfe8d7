"""What the events of casework have in common."""
from dataclasses import dataclass

from shared.events.base import Event


@dataclass(frozen=True, kw_only=True)
class DossierEvent(Event):
    """Common to all events about one dossier."""

    KEY = "absence_number"
    absence_number: str
    employee_id: str
    employer_id: str
