"""View models of the questions of VRA, and of what was handed over with an order."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.signin.visitor import Visitor
from services.gateway.view.formatting import NOTHING, number, percent, short_day
from services.gateway.view.layout import CASEMANAGER, CASEWORK_ROLES, SICK_REPORTS

Json = Mapping[str, Any]

ADDRESSEES = {"EMPLOYER": "De werkgever", "CASEMANAGER": "De casemanager", "ARBO_SERVICE": "De arbodienst"}
TOPICS = {"ACTION_PLAN": "Plan van aanpak", "WORK_RESUMPTION": "Werkhervatting", "SUITABLE_WORK": "Passend werk",
          "WAGE_VALUE": "Loonwaarde", "COSTS": "Kosten", "SANCTION": "Waarschuwing of sanctie", "SECOND_TRACK": "Tweede spoor",
          "OTHER": "Iets anders"}
OPEN, LATE, ANSWERED = ("Wacht op antwoord", "warning"), ("Te laat", "danger"), ("Beantwoord", "success")


@dataclass(frozen=True, slots=True)
class Request:
    """A question as the page shows it."""

    request_id: str
    title: str
    to: str
    state: tuple[str, str]
    row: Json

    @classmethod
    def of(cls, body: Json, today: date) -> "Request":
        """Build from casework's response."""
        is_open = body["status"] == "OPEN"
        state = (LATE if body["due_on"] < today.isoformat() else OPEN) if is_open else ANSWERED
        return cls(body["request_id"], TOPICS[body["topic"]], ADDRESSEES[body["addressee"]], state, body)

    @property
    def anchor(self) -> str:
        """The anchor on the page of the case."""
        return f"vraag-{self.request_id}"

    def may_answer(self, visitor: Visitor) -> bool:
        """Whether the visitor answers for the addressee."""
        answers = {"EMPLOYER": visitor.may(SICK_REPORTS) and not visitor.is_staff, "CASEMANAGER": CASEMANAGER in visitor.roles,
                   "ARBO_SERVICE": bool(visitor.roles & (CASEWORK_ROLES - {CASEMANAGER}))}
        return bool(self.row["status"] == "OPEN" and answers[self.row["addressee"]])


def handed_over(body: Json) -> list[tuple[str, str]]:
    """What was handed over to VRA, in words."""
    percentages = [f"{percent(one['recovered_pct'])} vanaf {short_day(one['effective_on'])}" for one in body["percentages"]]
    done = sum(step["status"] == "DONE" for step in body["milestones"])
    return [
        ("Werknemer", body["employee_name"] or NOTHING), ("Telefoon", body["contact_phone"] or NOTHING),
        ("Verpleegadres", body["nursing_address"] or NOTHING), ("Werkgever", body["company_name"] or NOTHING),
        ("Functie", body["function"] or NOTHING),
        ("Uren per week", number(body["weekly_hours"]) if body["weekly_hours"] else NOTHING),
        ("Eerste ziektedag", short_day(body["first_sick_day"])), ("Ziek bij de opdracht", percent(body["incapacity_pct"])),
        ("Hersteld", ", ".join(percentages) or NOTHING),
        ("Stappen", f"{done} van {len(body['milestones'])} afgerond")]
