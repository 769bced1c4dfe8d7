"""Payment runs in words: steps, reasons to look at a payment, differences, history."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import percent

Json = Mapping[str, Any]

STEPS = {"CHECK": "Controleren", "APPROVE": "Akkoord", "FILE": "Bestand", "CONFIRM": "Bevestiging bank"}
REASONS = {"FIRST_PAYMENT": "Eerste betaling", "CHANGED": "Meer dan 25 % anders", "CORRECTION": "Correctie of verrekening",
           "LARGE": "Hoog bedrag", "NEW_ACCOUNT": "Rekening gewijzigd", "TWICE_IN_MONTH": "Tweede betaling deze maand"}
DIFFERENCES = {"NEW": "nieuw", "ENDED": "beëindigd", "CHANGED": "gewijzigd", "CORRECTED": "correcties"}
ACTS = {"SEEN": "Betaling gezien", "SET_ASIDE": "Betaling apart gezet", "PUT_BACK": "Betaling terug in de run",
        "CHECKED": "Controle afgerond", "APPROVED": "Akkoord gegeven", "REJECTED": "Teruggestuurd naar de controle",
        "FILED": "Bestand gemaakt", "FETCHED": "Bestand opgehaald",
        "REFUSED": "Geweigerd door de bank"}
STATES = {"NOTHING_DUE": ("Niets te betalen", "secondary"), "PREPARED": ("Klaargezet", "info"), "READY": ("Klaargezet", "info"),
          "SET_ASIDE": ("Apart gezet", "warning"), "FILED": ("In bestand", "info"), "PAID": ("Betaald", "success")}
RUN_STATES = {"PREPARED": ("Wordt voorbereid", "info"), "PAID": ("Betaald", "success")}
AUTOMATIC = "automatisch"


@dataclass(frozen=True, slots=True)
class Line:
    """A payment of a run.

    :ivar change: its difference from the run before, such as "+ 33,6 %"; empty for a first payment
    """

    body: Json
    reference: str
    name: str
    amount: str
    change: str
    reasons: list[str]
    state: tuple[str, str]
    seen_by: str | None

    @classmethod
    def of(cls, body: Json, names: Mapping[str, str]) -> "Line":
        """From claims' answer."""
        payment = body["payment"]
        return cls(body, payment["payment_reference"], names.get(payment["employee_id"], "Werknemer"), payment["amount"],
                   _change(payment["amount"], body["previous"]), [REASONS[reason] for reason in body["reasons"]],
                   STATES[body["status"]], body["seen_by"])


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the history."""

    title: str
    who: str
    at: str
    more: str

    @classmethod
    def of(cls, body: Json, staff: Mapping[str, str]) -> "Act":
        """From claims' answer; what the platform did is named so."""
        return cls(ACTS[body["kind"]], who(body["account_id"], staff), body["at"],
                   ". ".join(part for part in (body["subject"], body["note"]) if part))


def who(account_id: str | None, staff: Mapping[str, str]) -> str:
    """The name of a member of staff, "automatisch" for the platform, or the id of an account that is no longer in use."""
    return AUTOMATIC if account_id == "system" else staff.get(account_id or "", account_id or "")


def differences(rows: Sequence[Json]) -> list[tuple[str, int, Decimal]]:
    """What changes the total from the run before, in words."""
    return [(DIFFERENCES[row["kind"]], row["count"], Decimal(row["amount"])) for row in rows]


def _change(amount: str, previous: str | None) -> str:
    if previous is None or not Decimal(previous):
        return ""
    change = (Decimal(amount) - Decimal(previous)) / Decimal(previous) * 100
    return f"{'+' if change > 0 else '−'} {percent(abs(change).quantize(Decimal('0.1')))}" if change else "gelijk"
