"""View models of premium years and January rounds."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import as_date

Json = Mapping[str, Any]
STATES = {"PROVISIONAL": ("Voorlopig", "azure"), "AWAITING_DATA": ("Wacht op gegevens", "warning"),
          "ESTIMATED": ("Geschat", "orange"), "DEFINITIVE": ("Definitief", "success"), "SETTLED": ("Afgerekend", "success")}
FILTERS = {"": "Alle standen", "AWAITING_DATA": "Wacht op gegevens", "ESTIMATED": "Geschat", "SETTLED": "Afgerekend",
           "PROVISIONAL": "Nog niet gevraagd"}
TITLES = {"PROVISIONAL": "Voorlopige premie", "DEFINITIVE": "Definitieve premie", "ESTIMATED": "Geschatte premie"}


@dataclass(frozen=True, slots=True)
class Line:
    """An employee in the calculation of a premium year.

    :ivar is_explained: whether the insured wage differs from one whole annual wage
    """

    name: str
    insured: str
    wages: Sequence[Json]
    is_explained: bool


@dataclass(frozen=True, slots=True)
class Calculation:
    """A premium year with its calculation, as shown."""

    year: int
    title: str
    state: tuple[str, str]
    payroll: str
    premium: str
    body: Json
    lines: Sequence[Line]

    @classmethod
    def of(cls, body: Json, names: Mapping[str, str]) -> "Calculation":
        """Build from billing's response.

        :param names: of employees by id; an employee without one is numbered
        """
        known = body["basis"] == "PROVISIONAL"
        lines = [Line(names.get(one["employee_id"]) or f"Werknemer {number}", one["insured"], one["wages"],
                      not known and (len(one["wages"]) > 1 or one["wages"][0]["days"] != body["days_in_year"]))
                 for number, one in enumerate(body["employees"], 1)]
        return cls(int(body["year"]), TITLES[body["basis"]], STATES[body["state"]],
                   body["provisional_payroll"] if known else body["definitive_payroll"],
                   body["provisional"] if known else body["definitive"], body, sorted(lines, key=lambda line: line.name))

    @property
    def settled(self) -> Decimal | None:
        """The settlement in euros: to pay, or if negative to receive; None before."""
        return None if self.body["settlement"] is None else Decimal(self.body["settlement"])


@dataclass(frozen=True, slots=True)
class Round:
    """The January round of one policy."""

    policy_number: str
    company_name: str
    premium_year: int
    state: tuple[str, str]
    data_due_on: date | None
    reminders: int
    is_late: bool
    body: Json

    @classmethod
    def of(cls, body: Json) -> "Round":
        """Build from billing's response."""
        return cls(str(body["policy_number"]), str(body["company_name"]), int(body["year"]) - 1, STATES[body["state"]],
                   as_date(body["data_due_on"]), int(body["reminders"]), bool(body["is_late"]), body)
