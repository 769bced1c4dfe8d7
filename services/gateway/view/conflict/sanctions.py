"""Talks, warnings and sanctions, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.view.formatting import day

Json = Mapping[str, Any]

KINDS = {"SUSPEND": "Loon opschorten", "STOP": "Loon stopzetten"}
GROUNDS = {"NON_COOPERATION": "Werkt niet mee aan re-integratie",
           "CONFLICT_TALK_REFUSED": "Weigert een gesprek over het conflict",
           "SUMMONS_IGNORED": "Komt niet werken na een sommatie",
           "INFORMATION_WITHHELD": "Geeft informatie niet die u nodig heeft"}
STATES = {"IMPOSED": ("Loopt", "warning"), "LIFTED": ("Opgeheven", "success"), "ENDED": ("Afgelopen", "secondary"),
          "WITHDRAWN": ("Ingetrokken", "secondary")}
OVERRIDES = {"WARNED_IN_WRITING": "Al eerder schriftelijk gewaarschuwd", "REPEATED_NO_SHOW": "Komt herhaaldelijk niet opdagen",
             "URGENT": "Wachten kan niet"}
TALKS = {"TALK": "Gesprek gevoerd", "TALK_REFUSED": "Gesprek geweigerd"}


@dataclass(frozen=True, slots=True)
class Sanction:
    """A sanction as the pages show it.

    :ivar state: in words, with its colour
    """

    row: Json
    title: str
    ground: str
    days: str
    state: tuple[str, str]

    @classmethod
    def of(cls, body: Json) -> "Sanction":
        """Build from casework's response."""
        start, end = body["start"], body["end"]
        days = f"Vanaf {day(start)}" + (f" tot en met {day(end)}" if end else ", zonder einddatum")
        return cls(body, KINDS[body["kind"]], GROUNDS[body["ground"]], "" if body["withdrawn"] else days, STATES[body["status"]])

    @property
    def sanction_id(self) -> str:
        """Its id."""
        return str(self.row["sanction_id"])

    @property
    def can_change(self) -> bool:
        """Whether its days can change, and it can be lifted."""
        return self.row["lifted_on"] is None and not self.row["withdrawn"]

    @property
    def is_stop(self) -> bool:
        """Whether the wage of its days has lapsed."""
        return bool(self.row["kind"] == "STOP")


@dataclass(frozen=True, slots=True)
class Escalation:
    """The steps up to a sanction.

    :ivar talks: day and what happened
    :ivar warned: on how many days the employee was warned
    """

    version: int
    talks: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    warned: int
    needed: int
    sanctions: tuple[Sanction, ...]

    @classmethod
    def of(cls, body: Json) -> "Escalation":
        """Build from casework's response."""
        warnings = [row["given_on"] for row in body["warnings"]]
        talks = tuple((day(row["taken_on"]), TALKS[row["kind"]]) for row in body["steps"] if row["kind"] in TALKS)
        return cls(body["version"], talks, tuple(day(each) for each in warnings), len(set(warnings)), body["warnings_needed"],
                   tuple(Sanction.of(row) for row in body["sanctions"]))

    @property
    def facts(self) -> dict[str, str]:
        """What a change by somebody else is told by."""
        return {f"{each.title}, {each.days or each.ground}": each.state[0] for each in self.sanctions} | {
            "Waarschuwingen": ", ".join(self.warnings) or "geen"}
