"""View models of recourse files."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.formatting import as_date, day, euros, moment

Json = Mapping[str, Any]

STATES = {
    "REPORTED": ("Gemeld", "warning"), "SCREENING": ("Onderzoek", "warning"), "NO_GROUNDS": ("Geen grond", "secondary"),
    "CONTACTED": ("Werkgever gesproken", "info"), "LIABILITY_NOTICE_SENT": ("Aansprakelijk gesteld", "info"),
    "ACKNOWLEDGED": ("Erkend", "success"), "PARTLY_ACKNOWLEDGED": ("Deels erkend", "success"), "DENIED": ("Afgewezen", "danger"),
    "LITIGATION": ("Bij de rechter", "warning"), "REFERRED_LEGAL_AID": ("Bij rechtsbijstand", "info"),
    "DAMAGE_STATEMENT": ("Schade vaststellen", "info"), "NEGOTIATION": ("Onderhandeling", "info"),
    "SETTLED": ("Geschikt", "info"), "PAID": ("Betaald", "warning"), "ALLOCATED": ("Verdeeld", "success"),
    "CLOSED": ("Gesloten", "secondary"), "TIME_BARRED": ("Verjaard", "danger"), "WITHDRAWN": ("Ingetrokken", "secondary")}
EVENTS = {"TRAFFIC": "Verkeersongeval", "WORK_ACCIDENT": "Ongeval op het werk", "ASSAULT": "Mishandeling",
          "MEDICAL": "Behandeling door een zorgverlener", "OTHER": "Iets anders"}
RELATIONS = {
    "UNRELATED": "Geen relatie", "RELATIVE_OF_EMPLOYEE": "Familie of partner van de werknemer",
    "POLICYHOLDER": "De verzekeringnemer zelf", "CO_INSURED": "Een medeverzekerde",
    "PARTNER_OF_EMPLOYER": "Partner van de werkgever",
    "DIRECT_RELATIVE_OF_EMPLOYER": "Kind of ouder van de werkgever", "COLLEAGUE": "Een collega van de werknemer"}
CAUSES = {"EMPLOYER_RECOVERS": "De werkgever verhaalt zelf", "NOT_WORTH_IT": "De kosten zijn hoger dan de opbrengst",
          "NOT_PURSUED": "Wij gaan niet verder"}
ALL_CAUSES = {**CAUSES, "ANSWER_CHANGED": "Het antwoord in de ziekmelding is geen ja meer",
              "REPORT_CANCELLED": "De ziekmelding is ingetrokken"}
INTERRUPTIONS = {"LETTER": "Brief waarin wij het recht voorbehouden",
                 "BROKEN_OFF": "Onderhandeling afgebroken, per deurwaarder of aangetekende brief"}
ACTS = {"OPENED": "Dossier geopend", "MOVED": "Stap", "LIABLE_PARTY": "Aansprakelijke partij vastgelegd",
        "STATED": "Schade vastgesteld", "RECEIVED": "Ontvangen", "INTERRUPTED": "Verjaring gestuit",
        "BROKEN_OFF": "Verjaring gestuit", "ALARM": "Verjaring nadert",
        "REOPENED": "Verdeling heropend: de uitkering is gewijzigd"}
BEFORE_CONTACT = ("REPORTED", "SCREENING")
ENDED = ("CLOSED", "TIME_BARRED", "WITHDRAWN", "NO_GROUNDS")
DELIVER = {
    "REPORTED": "Team Claims belt u. Houd bij de hand wat er gebeurde en wie erbij betrokken was.",
    "SCREENING": "Team Claims belt u. Houd bij de hand wat er gebeurde en wie erbij betrokken was.",
    "CONTACTED": "Stuur Team Claims de naam, de verzekeraar en het kenteken of schadenummer van de ander, en een aangifte of "
                 "schadeformulier als u dat heeft.",
    "ACKNOWLEDGED": "Lever de netto loonstroken van de verzuimperiode en de nota's van de re-integratie aan.",
    "PARTLY_ACKNOWLEDGED": "Lever de netto loonstroken van de verzuimperiode en de nota's van de re-integratie aan.",
    "DAMAGE_STATEMENT": "Lever de netto loonstroken van de verzuimperiode en de nota's van de re-integratie aan."}
NOTHING_TO_DELIVER = "U hoeft nu niets aan te leveren."


@dataclass(frozen=True, slots=True)
class RecourseFile:
    """A file in the list or on its page."""

    number: str
    employee_id: str
    state: tuple[str, str]
    due: str
    is_late: bool
    row: Json

    @classmethod
    def of(cls, body: Json, today: date) -> "RecourseFile":
        """Build from claims' response."""
        status, due_on = body["status"], as_date(body.get("due_on"))
        why = "Werkgever bellen" if status in BEFORE_CONTACT else "Verjaart"
        due = "" if status in ENDED or due_on is None else f"{why} uiterlijk {day(due_on)}"
        return cls(body["absence_number"], body["employee_id"], STATES[status], due,
                   bool(due and due_on is not None and due_on < today), body)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What everybody who reads the file may know."""
        row = self.row
        share = f"{row['accepted_pct']} %" if row["accepted_pct"] else "–"
        found = [("Gebeurtenis", EVENTS[row["event_kind"]] if row["event_kind"] else "Nog niet bekend"),
                 ("Gebeurd op", day(row["event_on"])), ("Erkend", share), ("Vordering verjaart na", day(row["claim_until"])),
                 ("Rechtstreeks bij de verzekeraar tot en met", day(row["direct_action_until"]))]
        return [*found, ("Reden van einde", ALL_CAUSES[row["cause"]])] if row["cause"] else found

    @property
    def deliver(self) -> str:
        """What the employer has to hand in now."""
        return DELIVER.get(self.row["status"], NOTHING_TO_DELIVER)

    @property
    def to_employer(self) -> str | None:
        """The employer's share of what was recovered; None before it is allocated."""
        allocations = self.row.get("allocations")
        return euros(allocations[-1]["employer"]) if allocations else None


@dataclass(frozen=True, slots=True)
class Step:
    """One act in the history."""

    what: str
    when: str
    more: str

    @classmethod
    def of(cls, body: Json) -> "Step":
        """Build from claims' response."""
        act, detail = body["act"], body["detail"]
        what = f"Stap: {STATES[body['status']][0].lower()}" if act == "MOVED" else ACTS[act]
        more = euros(body["amount"]) if body["amount"] else ALL_CAUSES.get(detail or "", "")
        if act == "ALARM":
            until, _, months = detail.partition("/")
            more = f"{months} maanden voor {day(until)}" if months != "0" else f"verlopen op {day(until)}"
        elif act in ("RECEIVED", "INTERRUPTED", "BROKEN_OFF"):
            more = f"{more} op {day(body['on'])}".strip()
        return cls(what, moment(body["at"]), more)
