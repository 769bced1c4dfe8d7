"""View models of contacts to make and of scores."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.formatting import as_date, phone

REASONS = {"EMPLOYER_ASKED_LATER": "De werkgever vroeg om later te bellen", "EMPLOYER_CLOSED": "Het bedrijf is gesloten",
           "NUMBER_WRONG": "Het nummer klopt niet, wij vragen het na"}
"""Why the clock pauses, by casework's code."""


@dataclass(frozen=True, slots=True)
class List_:
    """One of the lists of contacts.

    :ivar source: its name at casework
    :ivar count: the field with its number of rows
    """

    title: str
    source: str
    count: str
    empty: str


LISTS: Mapping[str, List_] = {
    "te-bellen": List_("Te bellen", "DUE", "due", "U hoeft nu niemand te bellen"),
    "te-laat": List_("Te laat", "LATE", "late", "Er is geen contact te laat"),
    "later": List_("Later", "PAUSED", "paused", "Er staat geen termijn stil"),
}
"""The lists, by parameter in the address."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact to make.

    :ivar code: the step that it completes
    :ivar who: whom to call, in words
    :ivar dialled: the number for the link; empty without a number
    """

    absence_number: str
    employer_id: str
    code: str
    company_name: str
    employee_name: str
    who: str
    dialled: str
    shown: str
    due_on: date | None
    ends_on: date | None
    is_late: bool
    pause_id: str
    reason: str
    paused_until: date | None

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Contact":
        """Build from casework's response."""
        is_conflict, pause = body["with_employee"], body.get("pause") or {}
        number = str(body.get("phone") or "")
        return cls(
            absence_number=str(body["absence_number"]), employer_id=str(body["employer_id"]),
            code="CONFLICT_CONTACT" if is_conflict else "M02", company_name=str(body.get("company_name") or "–"),
            employee_name=str(body.get("employee_name") or "–"), dialled=number, shown=phone(number) if number else "",
            who=f"{body.get('name') or 'werknemer'} (conflict)" if is_conflict else str(body.get("name") or ""),
            due_on=as_date(body["due_on"]), ends_on=as_date(body["ends_on"]), is_late=bool(body["is_late"]),
            pause_id=str(pause.get("pause_id") or ""), reason=REASONS.get(str(pause.get("reason")), ""),
            paused_until=as_date(pause.get("last_day")))

    @property
    def is_conflict(self) -> bool:
        """Whether the employee is called, within one working day."""
        return self.code == "CONFLICT_CONTACT"
