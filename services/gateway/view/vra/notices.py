"""View models of notices to VRA."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

KINDS = {"STAGNATION": "De re-integratie stagneert", "WAGE_VALUE": "Er is loonwaarde in passend werk",
         "COST": "Kosten boven het mandaat", "SANCTION": "De werkgever legt een sanctie op"}
MODES = {"INFORM": ("Informeren", "VRA hoeft niet te antwoorden."),
         "CONSULT": ("Afstemmen", "VRA antwoordt voordat u verdergaat.")}
STATES = {"RAISED": ("Gemeld", "info"), "ANSWERED": ("Beantwoord", "success"), "CLOSED": ("Afgesloten", "secondary")}
WAITS = ("Wacht op VRA", "warning")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as the page shows it."""

    notice_id: str
    title: str
    mode: str
    state: tuple[str, str]
    row: Json

    @classmethod
    def of(cls, body: Json) -> "Notice":
        """Build from casework's response."""
        waits = body["mode"] == "CONSULT" and body["status"] == "RAISED"
        state = WAITS if waits else STATES[body["status"]]
        return cls(body["notice_id"], KINDS[body["kind"]], MODES[body["mode"]][0], state, body)

    @property
    def anchor(self) -> str:
        """The anchor on the page of the case."""
        return f"melding-{self.notice_id}"

    @property
    def can_be_answered(self) -> bool:
        """Whether VRA can answer."""
        return bool(self.row["status"] == "RAISED")

    @property
    def can_be_closed(self) -> bool:
        """Whether the casemanager can close it."""
        return self.state is not WAITS and bool(self.row["status"] != "CLOSED")
