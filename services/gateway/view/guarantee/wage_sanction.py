"""A reported wage sanction with its guarantee, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import as_date
from services.gateway.view.perspectief.advices import CONDITIONS

KINDS = {"SUBSTANTIVE": ("Te weinig gedaan", "UWV vindt dat er te weinig is gedaan aan re-integratie."),
         "ADMINISTRATIVE": ("Verslag niet compleet", "Het re-integratieverslag was niet compleet of te laat.")}
DECISIONS = {"ASSESSING": ("Wordt beoordeeld", "warning"), "APPROVED": ("Perspectief betaalt", "success"),
             "REJECTED": ("Afgewezen", "danger")}
HOLDS = {True: ("Voldaan", "success"), False: ("Niet voldaan", "danger"), None: ("Nog niet beoordeeld", "secondary")}


@dataclass(frozen=True, slots=True)
class WageSanction:
    """One wage sanction.

    :ivar conditions: title of each condition of the guarantee, and whether it holds with its colour
    :ivar amount: what Perspectief pays; None until it is decided, and for who may not see amounts
    """

    sanction_id: str
    decision_on: date | None
    received_on: date | None
    reported_on: date | None
    report_due_on: date | None
    weeks: int
    start: date | None
    ends_on: date | None
    kind: str
    document_id: str | None
    is_judged: bool
    decision: tuple[str, str]
    conditions: tuple[tuple[str, tuple[str, str]], ...]
    amount: Decimal | None

    @classmethod
    def of(cls, body: Mapping[str, Any], guarantee: Mapping[str, Any]) -> "WageSanction":
        """Build from casework's answer."""
        amount = guarantee.get("amount")
        return cls(
            sanction_id=str(body["sanction_id"]), decision_on=as_date(body["decision_on"]),
            received_on=as_date(body["received_on"]), reported_on=as_date(body["reported_on"]),
            report_due_on=as_date(body["report_due_on"]), weeks=int(body["weeks"]), start=as_date(body["start"]),
            ends_on=as_date(body["ends_on"]), kind=KINDS[str(body["kind"])][0], document_id=body["document_id"],
            is_judged=body["terms_met"] is not None, decision=DECISIONS[str(guarantee["decision"])],
            conditions=tuple((CONDITIONS[str(one["code"])], HOLDS[one["holds"]]) for one in body["conditions"]),
            amount=None if amount is None else Decimal(amount))

    @property
    def is_late(self) -> bool:
        """Whether it was reported after five working days."""
        return self.reported_on is not None and self.report_due_on is not None and self.reported_on > self.report_due_on
