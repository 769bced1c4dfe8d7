"""View models of notices to VRA."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

KINDS = {"STAGNATION": "De re-integratie stagneert", "WAGE_VALUE": "Er is loonwaarde in passend werk",
         "COST": "Kosten boven het mandaat", "SANCTION": "De werkgever legt een sanctie op"}
RULES = {"MILESTONE_OVERDUE": "een stap is meer dan twee weken te laat",
         "NO_DOCTOR_CONTACT": "zes weken geen contact met de bedrijfsarts",
         "NO_ACTIVITY": "acht weken geen stap en geen wijziging",
         "PERCENTAGE_UNCHANGED": "twaalf weken hetzelfde percentage ziek"}
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
    def rule(self) -> str | None:
        """The rule of stagnation that hit, in words."""
        return RULES[self.row["rule"]] if self.row["rule"] else None

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
