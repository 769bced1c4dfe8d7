"""Talks, warnings and sanctions, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.view.conflict.withdrawal import withdrawn
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
WARNED = "Schriftelijk gewaarschuwd"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A talk or warning.

    :ivar kind: the part of its address: gesprek or waarschuwing
    :ivar withdrawn: when and why it was taken back; empty if it was not
    """

    kind: str
    record_id: str
    what: str
    day: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Sanction:
    """A sanction as the pages show it.

    :ivar state: in words, with its colour
    :ivar is_unfounded: whether it rested on what was withdrawn
    """

    row: Json
    title: str
    ground: str
    days: str
    state: tuple[str, str]
    is_unfounded: bool

    @classmethod
    def of(cls, body: Json, *, is_unfounded: bool) -> "Sanction":
        """Build from casework's response."""
        start, end = body["start"], body["end"]
        days = f"Vanaf {day(start)}" + (f" tot en met {day(end)}" if end else ", zonder einddatum")
        return cls(body, KINDS[body["kind"]], GROUNDS[body["ground"]], "" if body["withdrawn"] else days, STATES[body["status"]],
                   is_unfounded)

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

    :ivar recorded: the talks and warnings
    :ivar warned: on how many days the employee was warned
    """

    version: int
    recorded: tuple["Recorded", ...]
    warned: int
    needed: int
    sanctions: tuple[Sanction, ...]

    @classmethod
    def of(cls, body: Json) -> "Escalation":
        """Build from casework's response."""
        talks = [Recorded("gesprek", row["step_id"], TALKS[row["kind"]], day(row["taken_on"]), withdrawn(row))
                 for row in body["steps"] if row["kind"] in TALKS]
        warnings = [Recorded("waarschuwing", row["warning_id"], WARNED, day(row["given_on"]), withdrawn(row))
                    for row in body["warnings"]]
        warned = {each.day for each in warnings if not each.withdrawn}
        return cls(body["version"], (*talks, *warnings), len(warned), body["warnings_needed"], tuple(
            Sanction.of(row, is_unfounded=row["sanction_id"] in body["unfounded_sanctions"]) for row in body["sanctions"]))

    @property
    def has_talked(self) -> bool:
        """Whether there was a talk, or one that was refused."""
        return any(each.kind == "gesprek" and not each.withdrawn for each in self.recorded)

    @property
    def facts(self) -> dict[str, str]:
        """What a change by somebody else is told by."""
        warned_on = [each.day for each in self.recorded if each.what == WARNED and not each.withdrawn]
        return {f"{each.title}, {each.days or each.ground}": each.state[0] for each in self.sanctions} | {
            "Waarschuwingen": ", ".join(warned_on) or "geen"}
