"""Files of employees as the pages show them: how far one is, and what became of its rows."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.view.formatting import moment
from services.gateway.view.seen import Facts

COLUMNS = (
    ("employee_number", "Personeelsnummer", "1001"), ("first_name", "Voornaam", "Anna"), ("infix", "Tussenvoegsel", "van den"),
    ("last_name", "Achternaam", "Berg"), ("birth_date", "Geboortedatum", "04-05-1988"), ("phone", "Telefoon", "0612345678"),
    ("function", "Functie", "Magazijnmedewerker"), ("department", "Afdeling", "Magazijn"),
    ("employed_from", "In dienst vanaf", "01-01-2020"), ("annual_wage", "Jaarloon", "38.500,00"),
    ("contract_hours", "Uren per week", "40"), ("employed_until", "Uit dienst", "31-12-2026"),
    ("wage_from", "Loon geldt vanaf", "01-01-2026"),
)
"""Field, name and an example of each column."""
_NAMES = {field: name for field, name, _ in COLUMNS} | {"annual_wage": "Loon"}
CHOICES = tuple((field, name) for field, name, _ in COLUMNS)
PERIODS = {"jaar": "YEAR", "maand": "MONTH", "maand-met": "MONTH_WITH_ALLOWANCE"}

STATES = {"MAPPING": ("Wacht op uw controle", "warning"), "ASKING": ("Wacht op uw antwoord", "warning"),
          "WAITING": ("Wacht", "info"), "RUNNING": ("Bezig", "info"), "DONE": ("Klaar", "success")}
RESULTS = {"ADDED": ("Toegevoegd", "success"), "CHANGED": ("Gewijzigd", "info"), "UNCHANGED": ("Ongewijzigd", "secondary"),
           "REFUSED": ("Niet opgenomen", "danger"), "SET_ASIDE": ("Wacht op ons", "warning")}
NOT_YET = ("Nog niet aan de beurt", "secondary")


@dataclass(frozen=True, slots=True)
class EmployeeImport:
    """One file that was sent.

    :ivar taken: rows that are in the administration now
    """

    import_id: str
    state: str
    version: int
    sent: str
    wage_head: str
    wage_period: str | None
    total: int
    handled: int
    added: int
    changed: int
    unchanged: int
    refused: int
    set_aside: int
    left_out: tuple[str, ...]
    skipped: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "EmployeeImport":
        """From what the absence service says."""
        counts = {name: int(body[name]) for name in ("total", "handled", "added", "changed", "unchanged", "refused", "set_aside",
                                                     "skipped", "version")}
        return cls(import_id=str(body["import_id"]), state=str(body["state"]), sent=moment(str(body["sent_at"])),
                   wage_head=str(body["wage_head"]), wage_period=body["wage_period"], left_out=tuple(body["left_out"]), **counts)

    @property
    def taken(self) -> int:
        """Rows that are in the administration as the file says."""
        return self.added + self.changed + self.unchanged

    @property
    def label(self) -> str:
        """The state in words."""
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        """The colour that goes with the state."""
        return STATES[self.state][1]

    @property
    def is_mapping(self) -> bool:
        """Whether somebody must look at the columns first."""
        return self.state == "MAPPING"

    @property
    def is_asking(self) -> bool:
        """Whether somebody must say first what the wages are."""
        return self.state == "ASKING"

    @property
    def is_working(self) -> bool:
        """Whether rows are still to be taken."""
        return self.state in ("WAITING", "RUNNING")

    @property
    def facts(self) -> Facts:
        """What the question about the wages rests on."""
        return {"de stand": self.label.lower()}


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What became of one row of a file."""

    number: int
    label: str
    tone: str
    messages: tuple[str, ...]

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "ImportedRow":
        """From what the absence service says."""
        label, tone = RESULTS[str(body["result"])] if body["result"] else NOT_YET
        return cls(int(body["row"]), label, tone, tuple(_sentence(error) for error in body["errors"]))


def _sentence(error: Mapping[str, str]) -> str:
    """What is wrong, with the column it concerns."""
    column = _NAMES.get(error["field"])
    return f"{column}: {error['message']}" if column else error["message"]
