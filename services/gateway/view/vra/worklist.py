"""View models of the worklist of VRA."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.formatting import euros
from services.gateway.view.vra.notices import KINDS, MODES
from services.gateway.view.vra.requests import ADDRESSEES, TOPICS

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A list of the page.

    :ivar source: its name in casework
    :ivar is_cost: whether it is of activities or declarations that wait for a decision
    :ivar day: what the day of a row means
    """

    title: str
    source: str
    is_cost: bool
    day: str
    empty: str


LISTS = {
    "meldingen": Shown("Meldingen", "NOTICES", False, "Gemeld op", "Er wacht geen melding"),
    "activiteiten": Shown("Activiteiten", "activities", True, "Voorgesteld op", "Er wacht geen activiteit"),
    "declaraties": Shown("Declaraties", "declarations", True, "Ingediend op", "Er wacht geen declaratie"),
    "vragen": Shown("Vragen van VRA", "REQUESTS", False, "Antwoord uiterlijk", "Er staat geen vraag open"),
    "opdrachten": Shown("Opdrachten", "ORDERS", False, "Gegeven op", "Er is geen opdracht"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits, with the address of its form."""

    title: str
    address: str
    detail: str
    is_late: bool
    body: Json

    @classmethod
    def of(cls, which: str, body: Json, today: date) -> "Row":
        """Build from casework's response."""
        case = f"/dossier/{body['absence_number']}"
        if LISTS[which].is_cost:
            title = "Activiteit" if which == "activiteiten" else "Declaratie"
            return cls(title, f"{case}/kosten", euros(body["amount"]), bool(body["is_late"]), body)
        if which == "vragen":
            to = f"aan {ADDRESSEES[body['detail']].lower()}"
            return cls(TOPICS[body["what"]], f"{case}/vra#vraag-{body['subject_id']}", to,
                       bool(body["day"] < today.isoformat()), body)
        if which == "meldingen":
            return cls(KINDS[body["what"]], f"{case}/vra#melding-{body['subject_id']}", MODES[body["detail"]][0], False, body)
        return cls("Ondersteuning bij de re-integratie", f"{case}/vra", "", False, body)

    @property
    def day(self) -> str | None:
        """The day of the row, ISO 8601."""
        written: str | None = self.body["since"] if "since" in self.body else self.body["day"]
        return written


def questions_of(page: Json, today: date) -> list[Row]:
    """The questions of VRA in a page of casework's worklist."""
    return [Row.of("vragen", body, today) for body in page["items"]]
