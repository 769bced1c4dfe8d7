"""View models of second tracks and placements."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.view.conflict.withdrawal import withdrawn
from services.gateway.view.formatting import day

Json = Mapping[str, Any]

WORK = {"SAME": "Hetzelfde werk bij een ander bedrijf", "OTHER": "Ander werk bij een ander bedrijf"}
REASONS = {"PLACED": "Geplaatst: duurzaam, of met de bedoeling om over te nemen", "RECOVERED": "Hersteld voor het eigen werk",
           "OTHER": "Een andere reden"}
STATES = {"RUNNING": ("Loopt", "info"), "CLOSED": ("Afgesloten", "secondary")}
ATTENTION = {
    "ORIENTATION_ONLY": "In meer dan drie maanden is niet gesolliciteerd. Stuur op solliciteren: UWV beoordeelt of het "
                        "traject genoeg is.",
    "EMPLOYMENT_ENDS": "Het dienstverband eindigt tijdens de detachering. U mag uw werknemer niet zomaar ontslaan: dat kan "
                       "alleen met een uitgebreid dossier. Overleg eerst met een jurist.",
    "CONTACT_OVERDUE": "Er is meer dan zes weken geen contact vastgelegd tussen werkgever en werknemer.",
    "REPORT_OVERDUE": "Er is meer dan zes weken geen voortgangsrapportage ontvangen.",
    "RECOVERY_UNCONFIRMED": "Het deelherstel van de detachering is nog niet gemeld.",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement as the page shows it."""

    row: Json
    state: tuple[str, str]

    @classmethod
    def of(cls, body: Json) -> "Placed":
        """Build from casework's response."""
        if body["withdrawn_on"]:
            return cls(body, ("Ingetrokken", "secondary"))
        return cls(body, ("Deelherstel gemeld", "success") if body["confirmed"] else ("Meld het deelherstel", "warning"))

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return not self.row["withdrawn_on"]

    @property
    def awaits_report(self) -> bool:
        """Whether the employer has to report its partial recovery."""
        return self.stands and not self.row["confirmed"]


@dataclass(frozen=True, slots=True)
class Logged:
    """A contact or progress report.

    :ivar withdrawn: when and why it was taken back; empty if it was not
    """

    record_id: str
    day: str
    withdrawn: str
    row: Json


@dataclass(frozen=True, slots=True)
class Track:
    """A track as the page shows it.

    :ivar attention: what is wrong or late, in sentences
    :ivar contacts: with those that were taken back, as the reports
    """

    row: Json
    title: str
    state: tuple[str, str]
    attention: tuple[str, ...]
    placements: tuple[Placed, ...]
    contacts: tuple[Logged, ...]
    reports: tuple[Logged, ...]

    @classmethod
    def of(cls, body: Json) -> "Track":
        """Build from casework's response."""
        attention = tuple(ATTENTION[code] for code in (*body["warnings"], *body["reminders"]))
        return cls(body, WORK[body["work"]], STATES[body["status"]], attention,
                   tuple(Placed.of(each) for each in body["placements"]),
                   tuple(Logged(each["contact_id"], day(each["contacted_on"]), withdrawn(each), each)
                         for each in body["contact_log"]),
                   tuple(Logged(each["report_id"], day(each["reported_on"]), withdrawn(each), each) for each in body["reports"]))

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return bool(self.row["status"] == "RUNNING")

    @property
    def facts(self) -> str:
        """What a reader can see change: the state, and how much was recorded."""
        return (f"{self.state[0]}, {_standing(self.contacts)} contacten, {_standing(self.reports)} rapportages, "
                f"{sum(placed.stands for placed in self.placements)} plaatsingen")


def _standing(entries: Iterable[Logged]) -> int:
    return sum(not each.withdrawn for each in entries)
