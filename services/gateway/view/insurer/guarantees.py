"""View models of gatekeeper guarantees."""
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.gateway.view.perspectief.advices import CONDITIONS

Json = Mapping[str, Any]

STAGES = {"ASSESSING": ("Wordt beoordeeld", "warning"), "APPROVED": ("Goedgekeurd", "success"),
          "PAYING": ("Wordt betaald", "info"), "ENDED": ("Betaald en beëindigd", "secondary"),
          "REJECTED": ("Afgewezen", "danger"), "WITHDRAWN": ("Ingetrokken", "secondary")}
HOLDS = {True: ("Voldaan", "success"), False: ("Niet voldaan", "danger")}
NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class GuaranteeMonth:
    """A month of the wage sanction: what it costs, and what Perspectief was charged."""

    month: str
    days: int
    total: Decimal
    charged: Decimal


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A guarantee in the list or on its page.

    :ivar conditions: title of each condition, and whether it holds with its colour
    """

    sanction_id: str
    number: str
    employee_id: str
    stage: tuple[str, str]
    conditions: tuple[tuple[str, tuple[str, str]], ...]
    row: Json

    @classmethod
    def of(cls, body: Json) -> "Guarantee":
        """Build from claims' response."""
        conditions = tuple((CONDITIONS[one["code"]], HOLDS[one["holds"]]) for one in body["conditions"])
        return cls(body["sanction_id"], body["absence_number"], body["employee_id"], STAGES[body["stage"]], conditions, body)

    @property
    def months(self) -> list[GuaranteeMonth]:
        """The months of the sanction and those that were charged, in order."""
        lines, charges = self.row["lines"], self.row["charges"]
        return [GuaranteeMonth(month, sum(line["days"] for line in lines if line["month"] == month),
                               sum((Decimal(line["total"]) for line in lines if line["month"] == month), NONE),
                               sum((Decimal(charge["amount"]) for charge in charges if charge["month"] == month), NONE))
                for month in sorted({each["month"] for each in (*lines, *charges)})]
