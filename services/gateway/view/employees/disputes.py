"""Disputes of an employee's data, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.view.formatting import moment

REASONS = {"DATA_ARE_RIGHT": "De gegevens kloppen", "CHANGES_LATER": "De wijziging gaat pas later in",
           "OTHER_EMPLOYEE": "Het ging om een andere werknemer"}


@dataclass(frozen=True, slots=True)
class Dispute:
    """What somebody said about an employee's data, and what became of it.

    :ivar outcome: in words; empty while it is open
    """

    dispute_id: str
    employee_id: str
    employee_name: str
    raised: str
    outcome: str

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Dispute":
        """Build from absence's answer."""
        row = body["dispute"]
        settled = {None: "", "CORRECTED": "Gegevens gewijzigd", "REJECTED": REASONS.get(row["reason_code"], "Gegevens kloppen")}
        when = f", {moment(row['settled_at'])}" if row["settled_at"] else ""
        return cls(row["dispute_id"], row["employee_id"], body["employee_name"], moment(row["raised_at"]),
                   settled[row["outcome"]] + when)

    @property
    def is_open(self) -> bool:
        """Whether it waits to be settled."""
        return not self.outcome
