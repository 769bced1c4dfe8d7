"""View models of leave: its days, and what it does to a sick report (domain.md §2.2, §3.3)."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.formatting import as_date, day

KINDS = {"MATERNITY": "Zwangerschaps- en bevallingsverlof", "PARENTAL": "Ouderschapsverlof", "UNPAID": "Onbetaald verlof"}
EFFECTS = {
    "MATERNITY": "Dit is geen verzuim. De dagen tellen niet mee voor de 104 weken en wij keren dan niet uit. U vraagt de "
                 "WAZO-uitkering aan bij UWV.",
    "PARENTAL": "Wij keren over deze dagen niet uit. De 104 weken en de stappen van het plan lopen gewoon door. Voor een deel "
                "van het verlof betaalt UWV een uitkering.",
    "UNPAID": "Wij keren over deze dagen niet uit. De 104 weken en de stappen van het plan lopen gewoon door."}


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave of an employee.

    :ivar days_not_counted: sick days that the count of a case leaves out; 0 outside a case
    """

    leave_id: str
    kind: str
    start: date | None
    end: date | None
    days_not_counted: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Leave":
        """Build from the response of absence or casework."""
        return cls(str(body["leave_id"]), str(body["kind"]), as_date(body["start"]), as_date(body["end"]),
                   int(body.get("days_not_counted") or 0))

    @property
    def title(self) -> str:
        """The kind in words."""
        return KINDS.get(self.kind, self.kind)

    @property
    def effect(self) -> str:
        """What the leave does to a sick report."""
        return EFFECTS.get(self.kind, "")

    @property
    def days(self) -> str:
        """The days in words."""
        return f"{day(self.start)} tot en met {day(self.end)}"


def moved_days(leaves: Iterable[Leave]) -> int:
    """By how many days leave moves the later dates of a plan."""
    return sum(leave.days_not_counted for leave in leaves)
