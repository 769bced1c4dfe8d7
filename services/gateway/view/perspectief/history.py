"""The history of a case in words: every act of the employer, Perspectief and the platform, with the old and the new values."""
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.view.absences import BASES, STATUSES
from services.gateway.view.conflict import conflict
from services.gateway.view.conflict.withdrawal import REASONS as WITHDRAWALS
from services.gateway.view.contact.contacts import REASONS as PAUSE_REASONS
from services.gateway.view.employees.changes import Difference
from services.gateway.view.formatting import NOTHING, euros, moment, percent, short_day
from services.gateway.view.leaving.departure import SITUATIONS
from services.gateway.view.perspectief import advices, costs, second_track
from services.gateway.view.perspectief.medical import REFERRAL_REASONS, REFERRED_TO
from services.gateway.view.vra import notices

Json = Mapping[str, Any]
Words = Mapping[str, str]

ENTRIES: Words = {
    "SICK": "Ziek gemeld", "OWN_WORK_HOURS": "Gedeeltelijk hersteld: uren in het eigen werk",
    "WAGE_VALUE": "Gedeeltelijk hersteld: ander werk met loonwaarde",
    "THERAPY": "Gedeeltelijk hersteld: werken op therapeutische basis", "RELAPSE": "Weer volledig ziek gemeld",
    "RECOVERED": "Hersteld gemeld", "CORRECTION": "Melding verbeterd", "RECOVERY_WITHDRAWN": "Herstel ingetrokken",
    "MUTATION_WITHDRAWN": "Gedeeltelijk herstel ingetrokken", "CANCELLED": "Ziekmelding ingetrokken",
    "SAFETY_NET": "Vangnetuitkering vastgelegd", "DEPARTURE": "Laatste dag in dienst vastgelegd",
    "LEAVE": "Verlof vastgelegd"}
"""What the kinds of entries of absence say."""
ACTS: Mapping[str, tuple[str, str, str]] = {
    "advice": ("Advies gegeven", "Advies beantwoord of beoordeeld", "Advies vervallen"),
    "agreement": ("Afspraak vastgelegd", "Afspraak gewijzigd", "Afspraak ingetrokken"),
    "completion": ("Stap afgerond", "Afronding gewijzigd", "Afronding ingetrokken"),
    "document": ("Document toegevoegd", "Document ingetrokken", "Document verwijderd"),
    "conflict_step": ("Stap bij een conflict of weigering", "Stap ingetrokken", "Stap verwijderd"),
    "declaration": ("Kosten gedeclareerd", "Declaratie bijgewerkt", "Declaratie ingetrokken"),
    "dossier": ("Dossier geopend", "Langdurig verzuim dreigt", "Dossier verwijderd"),
    "follow_up": ("Contact met de oud-werknemer", "Contact gewijzigd", "Contact ingetrokken"),
    "placement": ("Detachering vastgelegd", "Detachering ingetrokken", "Detachering verwijderd"),
    "contact_pause": ("Termijn van het contact stilgezet", "Termijn van het contact loopt weer", "Pauze ingetrokken"),
    "effort": ("Inspanning om te hervatten", "Inspanning gewijzigd", "Inspanning ingetrokken"),
    "prognosis": ("Verwachting over terugkeer", "Verwachting gewijzigd", "Verwachting ingetrokken"),
    "referral": ("Verwezen", "Verwijzing gewijzigd", "Verwijzing ingetrokken"),
    "reintegration_activity": ("Activiteit voorgesteld", "Activiteit bijgewerkt", "Activiteit ingetrokken"),
    "reintegration_report": ("Re-integratieverslag verzegeld", "Verslag gewijzigd", "Verslag ingetrokken"),
    "requested_step": ("Stap gevraagd", "Gevraagde stap gewijzigd", "Gevraagde stap ingetrokken"),
    "step_deviation": ("Andere datum voor een stap gewenst", "Andere datum gewijzigd", "Andere datum ingetrokken"),
    "sanction": ("Sanctie opgelegd", "Sanctie gewijzigd of opgeheven", "Sanctie ingetrokken"),
    "second_track": ("Tweede spoor gestart", "Tweede spoor afgesloten", "Tweede spoor verwijderd"),
    "shared_limitations": ("Beperkingen en mogelijkheden gedeeld", "Beperkingen en mogelijkheden gewijzigd",
                           "Beperkingen en mogelijkheden ingetrokken"),
    "statement": ("Tekst geschreven", "Tekst gewijzigd of ondertekend", "Tekst ingetrokken"),
    "vacation": ("Vakantie vastgelegd", "Vakantie bijgewerkt", "Vakantie ingetrokken"),
    "verdict": ("Oordeel van de bedrijfsarts", "Oordeel gewijzigd", "Oordeel ingetrokken"),
    "information_request": ("VRA vroeg iets", "Vraag van VRA beantwoord", "Vraag van VRA ingetrokken"),
    "support_order": ("Gegevens overgedragen aan VRA", "Opdracht aan VRA gewijzigd", "Opdracht aan VRA ingetrokken"),
    "vra_notice": ("VRA op de hoogte gebracht", "Bericht aan VRA gewijzigd", "Bericht aan VRA ingetrokken"),
    "wage_sanction": ("Loonsanctie van UWV gemeld", "Beslissing over de loonsanctie", "Loonsanctie ingetrokken"),
    "warning": ("Schriftelijke waarschuwing", "Waarschuwing ingetrokken", "Waarschuwing verwijderd"),
    "track_contact": ("Contact in het tweede spoor", "Contact in het tweede spoor ingetrokken", "Contact verwijderd"),
    "track_report": ("Voortgangsrapportage van het tweede spoor", "Voortgangsrapportage ingetrokken", "Rapportage verwijderd"),
}
"""What casework's acts say: of a new record, a changed one and a deleted one."""
OTHER_ACT = ("Dossier aangevuld", "Dossier bijgewerkt", "Onderdeel van het dossier ingetrokken")

_ANSWERS: Words = {"true": "Ja", "false": "Nee", "True": "Ja", "False": "Nee"}
_KNOWN: Words = {"YES": "Ja", "NO": "Nee", "UNKNOWN": "Nog niet bekend"}


def _of(names: Mapping[str, tuple[str, str]]) -> Words:
    return {code: text for code, (text, _) in names.items()}


FIELDS: Mapping[str, tuple[str, Words | Callable[[Any], str]]] = {
    "first_sick_day": ("Eerste ziektedag", short_day), "recovered_on": ("Hersteld op", short_day),
    "effective_on": ("Vanaf", short_day), "recovered_pct": ("Hersteld", percent), "basis": ("Hoe", BASES),
    "wage_value_month": ("Loonwaarde per maand", euros), "contract_wage_month": ("Loon volgens contract per maand", euros),
    "same_cause": ("Zelfde oorzaak als de vorige keer", _KNOWN), "third_party": ("Iemand anders aansprakelijk", _KNOWN),
    "labour_conflict": ("Arbeidsconflict", _ANSWERS), "safety_net": ("Vangnet", _ANSWERS), "valid_from": ("Vanaf", short_day),
    "zw_benefit_daily": ("Uitkering per dag", euros), "end_of_service": ("Laatste dag in dienst", short_day),
    "leave_start": ("Eerste dag van het verlof", short_day), "leave_end": ("Laatste dag van het verlof", short_day),
    "status": ("Stand", _of(STATUSES)), "completed_on": ("Gedaan op", short_day), "given_on": ("Gegeven op", short_day),
    "verdict": ("Oordeel", _of(conflict.VERDICTS)),
    "start": ("Van", short_day), "end": ("Tot en met", short_day), "lifted_on": ("Opgeheven per", short_day),
    "back_pay": ("Ingehouden loon wordt betaald", _ANSWERS), "due_on": ("Uiterlijk", short_day),
    "outcome": ("Antwoord", {"OPEN": "Wacht op antwoord", "FOLLOWED": "Opgevolgd", "NOT_FOLLOWED": "Niet opgevolgd"}),
    "reason_accepted": ("Reden akkoord", _ANSWERS), "referred_on": ("Verwezen op", short_day),
    "followed_on": ("Contact op", short_day), "situation": ("Hoe het gaat", SITUATIONS),
    "next_on": ("Volgend contact", short_day),
    "doctor_answer": ("Bedrijfsarts", {"NO_OBJECTION": "Geen bezwaar", "OBJECTION": "Bezwaar"}),
    "starts_on": ("Begint op", short_day), "started_on": ("Begonnen op", short_day), "finished_on": ("Afgerond op", short_day),
    "announced_amount": ("Gemeld bedrag", euros), "amount": ("Bedrag", euros), "decision_on": ("Besluit van", short_day),
    "received_on": ("Ontvangen op", short_day), "weeks": ("Weken", str), "approved": ("Garantie toegekend", _ANSWERS),
    "ends_on": ("Verkort tot en met", short_day), "terms_met": ("Voldaan aan de overeenkomst", _ANSWERS),
    "closed_on": ("Gesloten op", short_day), "withdrawn_on": ("Ingetrokken op", short_day),
    "long_term_threat_on": ("Sinds", short_day), "dated_on": ("Van", short_day),
    "taken_on": ("Op", short_day), "requested_on": ("Gevraagd op", short_day), "durable": ("Duurzaam", _ANSWERS),
    "takeover_intention": ("Overname bedoeld", _ANSWERS), "closing_reason": ("Reden", second_track.REASONS),
    "work": ("Werk", second_track.WORK),
    "agreed_on": ("Afgesproken op", short_day),
    "employer_signed_on": ("Werkgever akkoord op", short_day), "employee_signed_on": ("Werknemer akkoord op", short_day),
    "doctor_signed_on": ("Bedrijfsarts akkoord op", short_day),
    "made_on": ("Op", short_day), "contacted_on": ("Op", short_day), "reported_on": ("Van", short_day),
    "orientations": ("Georiënteerd", str), "applications": ("Gesolliciteerd", str), "withdrawal_reason": ("Reden", WITHDRAWALS),
    "first_day": ("Vanaf", short_day), "last_day": ("Tot en met", short_day),
}
"""The shown values: their label, and how they are written; a value without a label here is not shown."""
ABOUT: Mapping[str, Words] = {
    "advice": _of(advices.KINDS), "conflict_step": {code: text.lower() for code, text in conflict.STEPS.items()},
    "referral": REFERRED_TO, "reintegration_activity": costs.KINDS,
    "sanction": {"SUSPEND": "loon opgeschort", "STOP": "loon stopgezet"},
    "vra_notice": {"STAGNATION": "geen voortgang", "WAGE_VALUE": "loonwaarde", "COST": "kosten", "SANCTION": "sanctie"}}
"""What an act is about, by subject and kind."""
DAYS = ("taken_on", "given_on", "contacted_on", "reported_on")
"""Which day says what record an act is about."""
OF_SUBJECT: Mapping[tuple[str, str], tuple[str, Words]] = {
    ("advice", "reason_code"): ("Reden", advices.REASONS), ("referral", "reason_code"): ("Reden", REFERRAL_REASONS),
    ("completion", "party"): ("Deel van", {"employer": "Werkgever", "employee": "Werknemer"}),
    ("declaration", "status"): ("Stand", _of(costs.DECLARED)), ("reintegration_activity", "status"): ("Stand", _of(costs.STATES)),
    ("information_request", "status"): ("Stand", {"OPEN": "Wacht op antwoord", "ANSWERED": "Beantwoord"}),
    ("vra_notice", "status"): ("Stand", _of(notices.STATES)),
    ("conflict_step", "outcome"): ("Uitkomst", _of(conflict.OUTCOMES)),
    ("contact_pause", "reason"): ("Reden", PAUSE_REASONS),
    ("second_track", "status"): ("Stand", _of(second_track.STATES)),
    ("vacation", "status"): ("Stand", {"REQUESTED": "Wacht op de bedrijfsarts", "APPROVED": "Goedgekeurd", "REFUSED": "Geweigerd",
                                       "WITHDRAWN": "Ingetrokken"}),
}
"""Values whose words depend on the subject."""
ROLES: Words = {"employer": "Uw bedrijf", "casemanager": "Casemanager", "absence_consultant": "Verzuimconsultant",
                "company_doctor": "Bedrijfsarts", "labour_expert": "Arbeidsdeskundige", "insurer_vra": "VRA De Zeeuwse"}
PLATFORM = "Vanzelf, door het systeem"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: when, who and what, with what it changed."""

    at: str
    when: str
    who: str
    what: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Who acted, by account.

    :ivar own: the visitor's account
    :ivar names: of colleagues, as far as the visitor may know them
    """

    own: str
    names: Words

    def who(self, account_id: str | None, role: str | None = "employer", name: str | None = None) -> str:
        """The person, as the page names him."""
        if account_id == self.own:
            return "U"
        if account_id is None:
            return PLATFORM
        roles = ", ".join(ROLES.get(each, each) for each in (role or "").split())
        named = name or self.names.get(account_id)
        return f"{named} ({roles})" if named and roles else named or roles or "Niet vastgelegd"


def lines_of(entries: Iterable[Json], acts: Iterable[Json], people: People) -> list[HistoryLine]:
    """The history, latest first.

    :param entries: absence's, about the reports
    :param acts: casework's, about the dossiers
    """
    found = [*(_of_entry(body, people) for body in entries), *(_of_act(body, people) for body in acts)]
    return sorted(found, key=lambda line: line.at, reverse=True)


def _of_entry(body: Json, people: People) -> HistoryLine:
    return _line(body, "absence", people.who(body["actor_id"]), ENTRIES.get(str(body["kind"]), "Melding gewijzigd"))


def _of_act(body: Json, people: People) -> HistoryLine:
    subject, old, new = str(body["subject"]), body["old"], body["new"]
    what = ACTS.get(subject, OTHER_ACT)[0 if old is None else 2 if new is None else 1]
    about = body["title"] or ABOUT.get(subject, {}).get(body["about"].get("kind", ""))
    day = next((body["about"][name] for name in DAYS if name in body["about"]), None) if old is not None else None
    about = " ".join(filter(None, (about, day and f"van {short_day(day)}")))
    return _line(body, subject, people.who(body["actor_id"], body["role"], body["name"]), f"{what}: {about}" if about else what)


def _line(body: Json, subject: str, who: str, what: str) -> HistoryLine:
    old, new = body["old"] or {}, body["new"] or {}
    shown = {name: written for (of, name), written in OF_SUBJECT.items() if of == subject}
    labels = shown | {name: written for name, written in FIELDS.items() if name not in shown}
    differences = tuple(Difference(label, _text(words, old.get(name)), _text(words, new.get(name)))
                        for name, (label, words) in labels.items() if old.get(name) != new.get(name))
    return HistoryLine(str(body["recorded_at"]), moment(str(body["recorded_at"])), who, what, differences)


def _text(words: Words | Callable[[Any], str], value: Any) -> str:
    if value in (None, ""):
        return NOTHING
    return words(value) if callable(words) else words.get(str(value), str(value))
