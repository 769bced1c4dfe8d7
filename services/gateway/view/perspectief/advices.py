"""Advices and the guarantee meter, in Dutch."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.formatting import as_date, day

KINDS = {
    "GENERAL": ("Volg de afspraken op", "Doe wat uw casemanager met u heeft afgesproken."),
    "INTERVENTION": ("Zet een interventie in", "Regel de begeleiding of training die is besproken."),
    "WORK_ADJUSTMENT": ("Pas het werk aan", "Pas taken, uren of werkplek aan zoals is besproken."),
    "MEDIATION": ("Zet een mediator in", "Dat kan direct, ook als uw werknemer nog helemaal ziek is."),
    "SECOND_TRACK": ("Start het tweede spoor", "Zoek samen naar passend werk bij een ander bedrijf."),
    "SANCTION_ADVISED": ("Leg een sanctie op",
                         "Uw werknemer werkt onvoldoende mee. Doet u niets, dan kan UWV u een sanctie geven."),
    "EXPERT_OPINION_ADVICE": ("Vraag een deskundigenoordeel aan bij UWV", "Dit is een tip. De garantie hangt er niet van af."),
    "FOLLOW_EX_EMPLOYEE": ("Blijf uw ex-werknemer volgen",
                           "U bent eigenrisicodrager. Dit is een tip; de garantie hangt er niet van af."),
}
"""The title of each kind of advice, and what it asks."""
REASONS = {"NOT_POSSIBLE": "Het kan niet in ons bedrijf", "EMPLOYEE_REFUSES": "Onze werknemer werkt niet mee",
           "OTHER_SOLUTION": "Wij hebben iets anders gedaan", "NOT_NEEDED": "Het is niet meer nodig",
           "DISAGREE": "Wij zijn het er niet mee eens"}
STANDINGS = {"SECURED": ("Geborgd", "success"), "AT_RISK": ("Let op", "warning"), "LOST": ("Vervallen", "danger"),
             "NOT_JUDGED": ("Volgt later", "secondary")}
CONDITIONS = {"TIMELY": "Een loonsanctie op tijd gemeld", "FROM_FIRST_DAY": "Begeleiding vanaf de eerste ziektedag",
              "UNINTERRUPTED": "Begeleiding zonder onderbreking", "ADVICES_FOLLOWED": "Adviezen opgevolgd",
              "CONTRACT_TERMS": "Voldaan aan de overeenkomst met Perspectief"}


@dataclass(frozen=True, slots=True)
class Advice:
    """One advice.

    :ivar state: in words, with its colour
    :ivar awaits_judgement: whether Perspectief must judge the reason for not following it
    """

    advice_id: str
    title: str
    asks: str
    given_on: date | None
    due_on: date | None
    is_open: bool
    is_late: bool
    state: tuple[str, str]
    reason: str
    awaits_judgement: bool

    @classmethod
    def of(cls, body: Mapping[str, Any], today: date) -> "Advice":
        """Build from casework's answer."""
        outcome, due_on = str(body["outcome"]), as_date(body["due_on"])
        is_open, accepted = outcome == "OPEN", body["reason_accepted"]
        is_late = is_open and due_on is not None and due_on < today
        awaits = outcome == "NOT_FOLLOWED" and accepted is None
        title, asks = KINDS.get(str(body["kind"]), KINDS["GENERAL"])
        return cls(str(body["advice_id"]), title, asks, as_date(body["given_on"]), due_on, is_open, is_late,
                   _state(outcome, accepted, is_late=is_late), _reason(body["reason_code"]), awaits)

    @property
    def anchor(self) -> str:
        """The id of the advice on its page."""
        return f"advies-{self.advice_id}"


def _state(outcome: str, accepted: bool | None, *, is_late: bool) -> tuple[str, str]:
    if outcome == "OPEN":
        return ("Te laat", "danger") if is_late else ("Wacht op antwoord", "warning")
    if outcome == "FOLLOWED":
        return "Opgevolgd", "success"
    judged = {None: ("Niet opgevolgd, reden wordt beoordeeld", "warning"), True: ("Niet opgevolgd, reden akkoord", "success"),
              False: ("Niet opgevolgd, reden niet akkoord", "danger")}
    return judged[accepted]


def _reason(code: str | None) -> str:
    return REASONS.get(code, "Een andere reden") if code else ""


@dataclass(frozen=True, slots=True)
class Gauge:
    """How a condition of the guarantee stands, and why.

    :ivar advices: the advices that decide, as anchor and title
    """

    title: str
    label: str
    tone: str
    why: str
    advices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """The guarantee meter."""

    label: str
    tone: str
    gauges: tuple[Gauge, ...]

    @classmethod
    def of(cls, body: Mapping[str, Any], advices: list[Advice]) -> "Meter":
        """Build from casework's answer."""
        titles = {advice.advice_id: (advice.anchor, advice.title) for advice in advices}
        return cls(*STANDINGS[body["standing"]], tuple(_gauge(each, titles) for each in body["conditions"]))


def _gauge(body: Mapping[str, Any], titles: Mapping[str, tuple[str, str]]) -> Gauge:
    code, standing = str(body["code"]), str(body["standing"])
    decisive = tuple(titles[advice] for advice in body["advices"] if advice in titles)
    return Gauge(CONDITIONS[code], *STANDINGS[standing], WHY[code](standing, as_date(body["on"])), decisive)


def _timely(standing: str, on: date | None) -> str:
    if on is None:
        return "Er is geen loonsanctie gemeld. Krijgt u er een van UWV, meld die dan binnen vijf werkdagen na ontvangst."
    return f"De loonsanctie moest uiterlijk {day(on)} gemeld zijn" + (
        ", en dat is gebeurd." if standing == "SECURED" else ". De melding kwam later.")


def _from_first_day(standing: str, on: date | None) -> str:
    if on is None:
        return "Perspectief begeleidt uw bedrijf niet."
    return f"Perspectief begeleidt uw bedrijf sinds {day(on)}" + ("." if standing == "SECURED" else ", na de eerste ziektedag.")


def _uninterrupted(standing: str, on: date | None) -> str:
    if on is None:
        return "De begeleiding loopt door tot het einde van de loondoorbetaling."
    return {"AT_RISK": f"Uw verzekering eindigt. Vanaf {day(on)} is er geen begeleiding meer.",
            "LOST": f"Op {day(on)} was er geen begeleiding."}[standing]


def _followed(standing: str, on: date | None) -> str:
    return {"SECURED": "Alle adviezen zijn opgevolgd, of kunnen nog op tijd worden beantwoord.",
            "AT_RISK": "Een advies wacht te lang op antwoord, of een reden wordt nog beoordeeld:",
            "LOST": "Perspectief is niet akkoord met de reden om een advies niet op te volgen:"}[standing]


def _contract(standing: str, on: date | None) -> str:
    return "Dit beoordeelt Perspectief als UWV een loonsanctie oplegt."


WHY: Mapping[str, Callable[[str, date | None], str]] = {
    "TIMELY": _timely, "FROM_FIRST_DAY": _from_first_day, "UNINTERRUPTED": _uninterrupted, "ADVICES_FOLLOWED": _followed,
    "CONTRACT_TERMS": _contract}
"""The evidence of a condition in words, from its standing and the day that decides."""
