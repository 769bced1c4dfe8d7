"""The questions of a sick report. From one declaration each come the form, the report, the check page and the dossier's facts."""
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from services.gateway.view.formatting import day, phone
from services.gateway.view.forms import Form
from shared.events.absence import LONGEST_ABSENCE
from shared.fields.contact import parse_address, parse_phone
from shared.fields.dates import CASE_DATE, DateRule
from shared.fields.numbers import HOURS_OF_A_DAY, DecimalRule, in_dutch
from shared.kernel.percentage import plain

Reported = str | bool | int | None


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question; its answer is a fact of the report and of the absence.

    :cvar widget: the macro in ``_fields.html`` that shows it
    :ivar name: of the field in the form
    :ivar fact: name of the field in the API of absence
    :ivar asked: the question
    :ivar term: how the answer is called where it is listed
    :ivar missing: what is said without an answer; None where none is needed
    :ivar in_dossier: whether the dossier lists it
    :ivar is_folded: whether it is among the questions that need no answer and are opened on request
    """

    widget: ClassVar[str]
    name: str
    fact: str
    asked: str
    term: str
    hint: str = ""
    missing: str | None = None
    in_dossier: bool = True
    is_folded: bool = False

    @abstractmethod
    def read(self, form: Form, today: date) -> Reported:
        """Parse the answer; None without one. Errors are recorded in the form."""

    @abstractmethod
    def shown(self, reported: Any) -> str:
        """The reported value as it is listed."""


@dataclass(frozen=True, kw_only=True)
class DayQuestion(Question):
    """Asks for a date.

    :ivar in_future: what is said of a day after today
    """

    widget = "date"
    rule: DateRule
    in_future: str

    def read(self, form: Form, today: date) -> Reported:
        found = form.date(self.name, self.rule, self.missing, today=today)
        if found and found > today:
            form.refuse(self.name, self.in_future)
        return found.isoformat() if found else None

    def shown(self, reported: Any) -> str:
        return day(reported)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An answer to choose.

    :ivar typed: its value in the form
    :ivar listed: how it is listed, if not as it is offered
    """

    typed: str
    reported: str | bool
    label: str
    more: str = ""
    listed: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """Asks for one of a few answers."""

    widget = "radios"
    choices: Sequence[Choice]
    is_inline: bool = False

    @property
    def offered(self) -> list[tuple[str, str, str]]:
        """Value, label and explanation of each answer."""
        return [(choice.typed, choice.label, choice.more) for choice in self.choices]

    def typed(self, reported: str | bool) -> str:
        """The form's value of a reported answer; empty for none."""
        return next((choice.typed for choice in self.choices if choice.reported == reported), "")

    def read(self, form: Form, today: date) -> Reported:
        typed = {choice.typed: choice.reported for choice in self.choices}
        allowed = typed if self.missing else {"": None, **typed}
        return allowed.get(form.choice(self.name, allowed, self.missing or "Kies een antwoord."))

    def shown(self, reported: Any) -> str:
        return next((choice.listed or choice.label for choice in self.choices if choice.reported == reported), "")


@dataclass(frozen=True, kw_only=True)
class TickQuestion(Question):
    """Asks whether something is so; no answer is no."""

    widget = "tick"

    def read(self, form: Form, today: date) -> Reported:
        return form.answer(self.name)

    def shown(self, reported: Any) -> str:
        return "Ja" if reported else "Nee"


@dataclass(frozen=True, kw_only=True)
class TextQuestion(Question):
    """Asks for a short text.

    :ivar parse: field type of the answer
    :ivar format: how the reported value is written
    """

    widget = "text"
    parse: Callable[[object], str]
    format: Callable[[str], str] = str

    def read(self, form: Form, today: date) -> Reported:
        return form.text(self.name, self.parse, self.missing) or None

    def shown(self, reported: Any) -> str:
        return self.format(reported)


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(Question):
    """Asks for a number.

    :ivar is_whole: reported as a JSON number, otherwise as a decimal string
    """

    widget = "amount"
    rule: DecimalRule
    unit: str
    is_whole: bool = False

    def read(self, form: Form, today: date) -> Reported:
        found = form.number(self.name, self.rule)
        return None if found is None else int(found) if self.is_whole else plain(found)

    def shown(self, reported: Any) -> str:
        return f"{in_dutch(Decimal(str(reported)))} {self.unit}"


NO = Choice(typed="nee", reported="NO", label="Nee")
FIRST_SICK_DAY = DayQuestion(
    name="eerste_ziektedag", fact="first_sick_day", asked="Eerste ziektedag", term="Eerste ziektedag", rule=CASE_DATE,
    hint="De eerste dag waarop uw werknemer niet kon werken, als dd-mm-jjjj.", missing="Vul de eerste ziektedag in.",
    in_future="De eerste ziektedag kan niet in de toekomst liggen.", in_dossier=False)
SAME_CAUSE = ChoiceQuestion(
    name="zelfde_oorzaak", fact="same_cause", asked="Heeft dit dezelfde oorzaak als de vorige keer?",
    term="Zelfde oorzaak als de vorige keer", is_inline=True, in_dossier=False,
    hint="De vorige ziekmelding eindigde op {}. Binnen vier weken tellen wij de ziekteperiodes bij elkaar op. Noem de oorzaak "
         "zelf niet.",
    choices=[NO, Choice(typed="ja", reported="YES", label="Ja"),
             Choice(typed="onbekend", reported="UNKNOWN", label="Dat weet ik niet")])
THIRD_PARTY = ChoiceQuestion(
    name="derde", fact="third_party", asked="Kan iemand anders aansprakelijk zijn?", term="Iemand anders aansprakelijk",
    hint="Als een ander het verzuim heeft veroorzaakt, kunnen wij de schade soms verhalen.",
    missing="Kies of iemand anders aansprakelijk kan zijn.",
    choices=[NO, Choice(typed="ja", reported="YES", label="Ja",
                        more="Bijvoorbeeld na een aanrijding. Ons team Claims neemt dan contact met u op."),
             Choice(typed="onbekend", reported="UNKNOWN", label="Dat weet ik nog niet", listed="Nog niet bekend")])
QUESTIONS: tuple[Question, ...] = (
    THIRD_PARTY,
    ChoiceQuestion(
        name="vangnet", fact="safety_net", asked="Geldt er een vangnetregeling?", term="Vangnetregeling", is_inline=True,
        hint="Bijvoorbeeld als UWV (een deel van) het loon betaalt.", missing="Kies of er een vangnetregeling is.",
        choices=[Choice(typed="nee", reported=False, label="Nee"),
                 Choice(typed="ja", reported=True, label="Ja", more="U hoeft niet te zeggen welke.")]),
    SAME_CAUSE,
    TickQuestion(name="conflict", fact="labour_conflict", asked="Er is een arbeidsconflict", term="Arbeidsconflict",
                 hint="De arbodienst belt uw werknemer dan snel. Meer hoeft u niet te vertellen."),
    TickQuestion(name="arbeidsongeval", fact="work_accident", asked="Het is gebeurd door een ongeval op het werk",
                 term="Ongeval op het werk", is_folded=True),
    TickQuestion(name="verkeersongeval", fact="traffic_accident", asked="Het is gebeurd door een ongeval in het verkeer",
                 term="Ongeval in het verkeer", is_folded=True),
    TickQuestion(name="oneens", fact="contested", asked="Ik ben het niet eens met de ziekmelding", term="Ziekmelding betwist",
                 is_folded=True,
                 hint="De ziekmelding telt gewoon mee. De bedrijfsarts oordeelt of uw werknemer kan werken."),
    ChoiceQuestion(
        name="oneens_reden", fact="contested_reason", asked="Waarom bent u het niet eens?", term="Reden van de betwisting",
        is_folded=True, hint="Alleen als u het niet eens bent met de ziekmelding en er geen arbeidsconflict is.",
        choices=[Choice(typed="verlof", reported="LEAVE_REFUSED", label="Verlof is net geweigerd"),
                 Choice(typed="onbereikbaar", reported="NOT_REACHABLE", label="Mijn werknemer is niet te bereiken"),
                 Choice(typed="elders", reported="WORKS_ELSEWHERE", label="Mijn werknemer werkt ergens anders"),
                 Choice(typed="waarschuwing", reported="AFTER_A_WARNING", label="De melding kwam na een waarschuwing"),
                 Choice(typed="anders", reported="OTHER", label="Iets anders", more="Bespreek het met de verzuimconsultant.")]),
    NumberQuestion(name="duur", fact="expected_days", asked="Hoeveel dagen duurt het ongeveer?", term="Verwachte duur",
                   rule=DecimalRule("het aantal dagen", Decimal(1), Decimal(LONGEST_ABSENCE), decimals=0), unit="dagen",
                   is_whole=True, is_folded=True, hint="Wat uw werknemer zelf verwacht, in kalenderdagen."),
    NumberQuestion(name="gewerkt", fact="hours_worked", asked="Hoeveel uur is er die eerste dag nog gewerkt?",
                   term="Gewerkt op de eerste ziektedag", rule=HOURS_OF_A_DAY, unit="uur", is_folded=True),
    TextQuestion(name="bereikbaar_op", fact="contact_phone", asked="Op welk nummer belt de verzuimconsultant uw werknemer?",
                 term="Telefoon tijdens ziekte", parse=parse_phone, format=phone, is_folded=True),
    TextQuestion(name="verpleegadres", fact="nursing_address", asked="Op welk adres is uw werknemer?", term="Verpleegadres",
                 parse=parse_address, is_folded=True,
                 hint="Alleen als dat niet thuis is: straat, huisnummer, postcode en plaats. Geen naam van een instelling."),
)
"""Those after the first day, in the order in which they are asked."""
ALL = (FIRST_SICK_DAY, *QUESTIONS)


def asked_after(ended_on: date | None) -> list[Question]:
    """The questions after the first day, of which one depends on the employee.

    :param ended_on: first fit day after an absence that this report may continue; without one its cause is not asked
    """
    same_cause = replace(SAME_CAUSE, hint=SAME_CAUSE.hint.format(day(ended_on)))
    return [same_cause if each is SAME_CAUSE else each for each in QUESTIONS if each is not SAME_CAUSE or ended_on]


def check_contested(form: Form, answers: Mapping[str, Reported]) -> None:
    """Refuse a contested report without a reason, unless there is a conflict, and a reason without contesting it (R-089)."""
    if answers["contested"] and not answers["labour_conflict"] and not answers["contested_reason"]:
        form.refuse("oneens_reden", "Kies waarom u het niet eens bent met de ziekmelding.")
    if answers["contested_reason"] and not answers["contested"]:
        form.refuse("oneens_reden", "Kies alleen een reden als u het niet eens bent met de ziekmelding.")


def opens_more(form: Form) -> bool:
    """Whether an answer that is asked on request was given, or is wrong."""
    return any(form[each.name] or each.name in form.errors for each in QUESTIONS if each.is_folded)


def listed(facts: Mapping[str, Any], *, in_dossier: bool) -> list[tuple[str, str]]:
    """Terms and answers of a report that is to be checked, or of an absence in its dossier."""
    return [(each.term, each.shown(facts[each.fact])) for each in ALL
            if facts.get(each.fact) is not None and (each.in_dossier or not in_dossier)]
