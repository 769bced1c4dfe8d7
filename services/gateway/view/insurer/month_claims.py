"""View models of claims of months: words for codes, what a month is made of, and why it differs (screens.md §4.3)."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import day, euros, moment, percent

Json = Mapping[str, Any]

TABS = {"beoordelen": ("TO_JUDGE", "Te beoordelen"), "tweede": ("SECOND_APPROVAL", "Tweede akkoord"),
        "wachten": ("WAITING", "Wacht op gegevens"), "steekproef": ("SAMPLE", "Steekproef"),
        "klaar": ("DONE", "Klaar deze maand")}
REASONS = {
    "WAGE_MISSING": "Loon ontbreekt", "WAGE_CHANGED": "Loon gewijzigd", "FIRST_MONTH": "Eerste maand",
    "HIGH_AMOUNT": "Hoog bedrag", "SANCTION": "Sanctie", "SAFETY_NET": "Vangnet", "LATE_REPORT": "Te laat gemeld",
    "CONTRACT_WAGE": "Contractloon wijkt af", "CHANGED_AMOUNT": "Bedrag per dag gewijzigd", "REFUSED_BEFORE": "Eerder afgewezen"}
STATES = {"TO_JUDGE": ("Te beoordelen", "warning"), "SECOND_APPROVAL": ("Wacht op tweede akkoord", "warning"),
          "WAITING": ("Wacht op gegevens", "azure"), "APPROVED": ("Akkoord", "success"), "REFUSED": ("Afgewezen", "danger")}
REFUSING = {
    "NO_WAGE_OBLIGATION": "Geen plicht tot loondoorbetaling", "DATA_NOT_RECEIVED": "Gevraagde gegevens niet ontvangen",
    "DATA_INCORRECT": "De gegevens kloppen niet", "REPORTED_TOO_LATE": "Te laat gemeld",
    "OTHER_BENEFIT": "Een andere uitkering dekt het loon", "DUTIES_NOT_MET": "Verplichtingen niet nagekomen"}
ASKED = {"PAYSLIP": "Loonstrook", "CONTRACT": "Arbeidsovereenkomst", "UWV_DECISION": "Beslissing van het UWV",
         "SANCTION_LETTER": "Brief over de sanctie", "EXPLANATION": "Toelichting"}
DECISIONS = {
    "APPROVE": "Akkoord", "ASK": "Gegevens opvragen", "REFUSE": "Afwijzen", "SEND_BACK": "Terugsturen met reden",
    "REOPEN": "Besluit terugnemen", "REVIEWED": "Gezien, in orde"}
OFFERED = {"TO_JUDGE": ("APPROVE", "ASK", "REFUSE"), "WAITING": ("APPROVE", "ASK", "REFUSE"),
           "SECOND_APPROVAL": ("APPROVE", "SEND_BACK"), "APPROVED": ("REOPEN",), "REFUSED": ("REOPEN",)}
ACTS = {
    "RULED": "Beoordeeld volgens de regels", "RECALCULATED": "Opnieuw berekend; het besluit is vervallen",
    "RESTATED": "Opnieuw berekend met hetzelfde bedrag", "RESUMED": "De wachttijd is voorbij", "APPROVED": "Akkoord gegeven",
    "ASKED": "Gegevens opgevraagd", "REFUSED": "Afgewezen", "SENT_BACK": "Teruggestuurd", "REOPENED": "Besluit teruggenomen",
    "REVIEWED": "Steekproef gezien"}
CODES = REASONS | REFUSING | ASKED


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a claim in words.

    :ivar by: account, or the rule table
    """

    title: str
    at: str
    by: str
    amount: Any
    why: str
    note: str | None

    @classmethod
    def of(cls, body: Json) -> "Act":
        """Build from claims' response."""
        rule = f"automatisch, regels {body['rule_id']} versie {body['rule_version']}" if body["rule_id"] else "automatisch"
        return cls(ACTS[body["act"]], moment(body["at"]), body["account_id"] or rule, body["amount"],
                   ", ".join(CODES[code].lower() for code in body["reasons"]), body["note"])


@dataclass(frozen=True, slots=True)
class Version:
    """A calculation of the month, with what differs from the one before it."""

    number: int
    total: Any
    calculated: str
    is_confirmed: bool
    lines: Sequence[Json]
    difference: Decimal | None
    why: str


def versions_of(bodies: Sequence[Json]) -> list[Version]:
    """The calculations, newest first."""
    earlier: list[Json | None] = [*bodies[1:], None]
    return [Version(body["version"], body["total"], moment(body["calculated_at"]), body["is_confirmed"], body["lines"],
                    None if before is None else Decimal(body["total"]) - Decimal(before["total"]),
                    "" if before is None else in_words(before["lines"], body["lines"]))
            for body, before in zip(bodies, earlier, strict=True)]


def why_different(view: Json) -> str:
    """One sentence: how much the month differs from the preceding one, and why."""
    before, now = view["preceding"], view["versions"][0]
    if before is None:
        return "Dit is de eerste maand waarover een uitkering is berekend."
    difference = Decimal(now["total"]) - Decimal(before["total"])
    if not difference:
        return "Gelijk aan de maand ervoor."
    more = f"{euros(abs(difference))} {'meer' if difference > 0 else 'minder'} dan de maand ervoor"
    return f"{more}: {in_words(before['lines'], now['lines'])}."


def in_words(before: Sequence[Json], now: Sequence[Json]) -> str:
    """What differs between the lines of two calculations."""
    if not now:
        return "er is geen uitkering meer"
    if not before:
        return "er was geen uitkering"
    old, new = [one["line"] for one in before], [one["line"] for one in now]
    found = []
    days = sum(line["days"] for line in old), sum(line["days"] for line in new)
    if days[0] != days[1]:
        found.append(f"{days[1]} dagen in plaats van {days[0]}")
    for field, said in (("daily_wage", "een dagloon van {}"), ("incapacity_pct", "{} arbeidsongeschikt"),
                        ("coverage_pct", "een dekking van {}"), ("safety_net_daily", "een andere uitkering van {} per dag"),
                        ("charges_pct", "werkgeverslasten van {}")):
        if {line[field] for line in old} != {line[field] for line in new}:
            found.append(_changed(new, field, said))
    if {line["terms_valid_from"] for line in old} != {line["terms_valid_from"] for line in new}:
        found.append(f"de polis zoals die geldt vanaf {day(new[-1]['terms_valid_from'])}")
    return " en ".join(found) or "de dagen vallen anders"


def _changed(lines: Sequence[Json], field: str, said: str) -> str:
    last = lines[-1]
    value = percent(last[field]) if field.endswith("_pct") else euros(last[field])
    since = f" vanaf {day(last['from'])}" if len({line[field] for line in lines}) > 1 else ""
    return said.format(value) + since


def masked(iban: str) -> str:
    """The end of an account number."""
    return f"{iban[:2]}.. {iban[-4:]}"
