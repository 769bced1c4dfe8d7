"""Labour conflicts, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.conflict.withdrawal import withdrawn
from services.gateway.view.formatting import as_date, day

Json = Mapping[str, Any]

STATES = {"REGISTERED": ("Gemeld", "warning"), "TALK": ("In gesprek", "info"), "MEDIATION": ("Bij de mediator", "info"),
          "POSTPONED": ("Uitgesteld", "secondary"), "RESOLVED": ("Opgelost", "success")}
OUTCOMES = {"CONTINUE_TOGETHER": ("Samen verder", "Er zijn afspraken om samen verder te gaan."),
            "PART_WAYS": ("Uit elkaar", "Er zijn afspraken om uit elkaar te gaan.")}
TRACKS = {"RECOVERY": "Werken aan herstel", "CONFLICT_RESOLUTION": "Het conflict oplossen"}
SUMMON = "U kunt uw werknemer vragen om te komen werken, en daarna sommeren."
VERDICTS = {"ILL": ("Ziek", "Werk aan herstel, en los een conflict ook op."), "NOT_ILL": ("Niet ziek", SUMMON),
            "NO_LIMITATIONS": ("Geen medische beperkingen (meer)", SUMMON)}
STEPS = {"TALK": "Gesprek gevoerd", "TALK_REFUSED": "Gesprek geweigerd door de werknemer",
         "WORK_REQUESTED": "Gevraagd om te komen werken", "SUMMONED": "Gesommeerd om te komen werken",
         "MEDIATOR_REQUESTED": "Mediator gevraagd", "MEDIATION_STARTED": "Mediation gestart",
         "POSTPONED": "Uitgesteld op advies van de bedrijfsarts", "RESOLVED": "Conflict opgelost"}
MAY_MEDIATE = ("REGISTERED", "TALK")
MAY_RESOLVE = ("TALK", "MEDIATION")


@dataclass(frozen=True, slots=True)
class Step:
    """What happened on a day.

    :ivar withdrawn: when and why it was taken back; empty if it was not
    """

    step_id: str
    kind: str
    day: str
    what: str
    more: str
    withdrawn: str

    @classmethod
    def of(cls, row: Json) -> "Step":
        """Build from casework's response."""
        more = f"Mediator: {row['mediator']}" if row["mediator"] else OUTCOMES[row["outcome"]][0] if row["outcome"] else ""
        return cls(row["step_id"], row["kind"], day(row["taken_on"]), STEPS[row["kind"]], more, withdrawn(row))

    @property
    def is_of_casemanager(self) -> bool:
        """Whether only a casemanager takes it back."""
        return self.kind in ("MEDIATION_STARTED", "RESOLVED")

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether it stands, and the company doctor did not record it."""
        return not self.withdrawn and self.kind != "POSTPONED"


@dataclass(frozen=True, slots=True)
class Conflict:
    """The talks and the conflict of a case, with what can be done next.

    :ivar status: None without a conflict
    :ivar steps: latest first
    :ivar verdict: the company doctor's latest, with its day and what it allows
    """

    version: int
    status: str | None
    state: tuple[str, str] | None
    outcome: str
    tracks: tuple[str, ...]
    mediator_requested_on: date | None
    mediation_due_on: date | None
    steps: tuple["Step", ...]
    verdict: tuple[str, str, str] | None

    @classmethod
    def of(cls, body: Json) -> "Conflict":
        """Build from casework's response; a reader without the verdicts gets none."""
        found, verdict = body["conflict"] or {}, next(iter(reversed(body.get("verdicts", ()))), None)
        status, outcome = found.get("status"), found.get("outcome")
        return cls(
            body["version"], status, STATES[status] if status else None, OUTCOMES[outcome][1] if outcome else "",
            tuple(TRACKS[each] for each in body["tracks"]), as_date(found.get("mediator_requested_on")),
            as_date(body["mediation_due_on"]), tuple(Step.of(row) for row in reversed(body["steps"])),
            (*VERDICTS[verdict["verdict"]], day(verdict["given_on"])) if verdict else None)

    @property
    def may_request(self) -> bool:
        """Whether the employer can ask for a mediator."""
        return self.status in MAY_MEDIATE and self.mediator_requested_on is None

    @property
    def may_mediate(self) -> bool:
        """Whether mediation can start."""
        return self.status in MAY_MEDIATE

    @property
    def may_resolve(self) -> bool:
        """Whether the outcome can be recorded."""
        return self.status in MAY_RESOLVE

    @property
    def may_postpone(self) -> bool:
        """Whether the doctor can advise to postpone it."""
        return self.status in (*MAY_MEDIATE, "MEDIATION")

    @property
    def facts(self) -> dict[str, str]:
        """What a change by somebody else is told by."""
        state, latest = self.state[0] if self.state else "geen", self.steps[0].what if self.steps else "geen"
        return {"Stand van het conflict": state, "Laatste stap": latest}


