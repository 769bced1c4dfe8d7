"""View models of a dossier's plan."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.gateway.signin.visitor import Visitor
from services.gateway.view.formatting import as_date, day
from services.gateway.view.seen import Facts
from shared.law import law

PARTIES = {
    "employer": "U", "employee": "Uw werknemer", "employer_and_employee": "U en uw werknemer",
    "company_doctor": "Bedrijfsarts", "absence_consultant": "Verzuimconsultant", "labour_expert": "Arbeidsdeskundige",
    "casemanager": "Casemanager", "uwv": "UWV",
}
TO_STAFF = PARTIES | {"employer": "Werkgever", "employee": "Werknemer", "employer_and_employee": "Werkgever en werknemer"}
"""The parties as staff call them."""
LAPSES = {"RECOVERED": "omdat de werknemer hersteld is", "LEFT_SERVICE": "omdat de werknemer uit dienst is",
          "TERM_PASSED": "omdat de termijn voorbij is", "RETURN_EXPECTED": "omdat de bedrijfsarts volledige terugkeer verwacht",
          "PENSION_AGE": "omdat de werknemer dan de AOW-leeftijd heeft",
          "NO_POSSIBILITIES": "omdat de bedrijfsarts geen mogelijkheden voor terugkeer ziet"}
EXPECTATIONS = {
    "FULL_RETURN": ("Volledige terugkeer in het eigen werk", "Onderzoek door een arbeidsdeskundige is dan niet nodig."),
    "PARTIAL_RETURN": ("Geen volledige terugkeer", "De arbeidsdeskundige onderzoekt welk werk past."),
    "NO_POSSIBILITIES": ("Geen mogelijkheden voor terugkeer", "Een plan van aanpak is dan niet nodig.")}
"""What the doctor expects, by code: in words, and what follows."""
EFFORTS = {
    "OWN_JOB_OWN_EMPLOYER": ("Eigen werk bij het eigen bedrijf", "Bijvoorbeeld minder uren of aangepaste taken."),
    "OTHER_JOB_OWN_EMPLOYER": ("Ander werk bij het eigen bedrijf", "Een andere functie binnen het bedrijf."),
    "OTHER_EMPLOYER": ("Werk bij een ander bedrijf", "Dit is het tweede spoor.")}
"""The classes of efforts, by code: in words, with an example."""
REASONS = {"EARLY_RETURN": "De werknemer komt eerder terug", "PARTIES_AGREE": "Werkgever en werknemer spraken dit samen af",
           "END_OF_SERVICE": "De werknemer gaat uit dienst", "ON_ADVICE": "Op advies van de bedrijfsarts of Perspectief"}
"""Reasons to do a step before its window, by code."""
YOURS = frozenset({"employer", "employer_and_employee"})
RECORDED_BY = {
    "casemanager": YOURS | {"employee", "absence_consultant", "labour_expert", "casemanager"},
    "company_doctor": frozenset({"company_doctor"}), "labour_expert": frozenset({"labour_expert"}),
}
"""The parties whose steps a role of staff records; for the consultant see `parties_of`."""
STATUSES = {"PLANNED": ("Gepland", "secondary"), "DONE": ("Afgerond", "success"), "OVERDUE": ("Te laat", "danger"),
            "CANCELLED": ("Vervallen", "secondary"), "IN_PROGRESS": ("Bezig", "info")}
DEVIATIONS = {"ONE_SIDED": ("Wacht op de andere partij", "warning"), "AGREED": ("Door beide afgesproken", "success"),
              "REPLACED": ("Vervangen", "secondary")}
"""What became of the wish for another day, in words and with its colour."""
AT_HAND = timedelta(days=91)
SCALE = 1000
FIRST_YEAR = 364
"""Days of 52 weeks."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the plan."""

    absence_number: str
    employee_id: str
    employee_name: str
    code: str
    occurrence: int
    title: str
    due_on: date | None
    target_on: date | None
    opens_on: date | None
    responsible: str
    status: str
    completed_on: date | None
    source: str | None
    basis: str
    pending_party: str
    pending_on: date | None
    lapse: str

    @classmethod
    def of(cls, body: Mapping[str, Any], absence_number: str = "", employee_id: str = "", name: str = "") -> "Step":
        """Build from casework's response, a separate step or part of a dossier."""
        pending = body.get("pending") or {}
        return cls(
            absence_number=str(body.get("absence_number") or absence_number),
            employee_id=str(body.get("employee_id") or employee_id),
            employee_name=str(body.get("employee_name") or name), code=str(body.get("code") or ""),
            occurrence=int(body.get("occurrence") or 1),
            title=str(body.get("title") or body.get("code") or "Activiteit"), due_on=as_date(body.get("due_on")),
            target_on=as_date(body.get("target_on")), opens_on=as_date(body.get("opens_on")),
            responsible=str(body.get("responsible") or ""), status=str(body.get("status") or "PLANNED"),
            completed_on=as_date(body.get("completed_on")), source=body.get("source"), basis=_basis(body),
            pending_party=str(pending.get("party") or ""), pending_on=as_date(pending.get("done_on")),
            lapse=LAPSES.get(str(body.get("lapse")), ""))

    @property
    def anchor(self) -> str:
        """The id of the step on the dossier's page."""
        return f"stap-{self.code}-{self.occurrence}"

    def party(self, visitor: Visitor) -> str:
        """The responsible party in words, as the visitor calls it."""
        return (TO_STAFF if visitor.is_staff else PARTIES).get(self.responsible, self.responsible)

    @property
    def is_shared(self) -> bool:
        """Whether both parties must do their part."""
        return self.responsible == "employer_and_employee"

    def missing_party(self, visitor: Visitor) -> str:
        """Who must still do the other part of a step of two parties; empty if none or both did theirs."""
        other = {"employer": "employee", "employee": "employer"}.get(self.pending_party, "")
        return (TO_STAFF if visitor.is_staff else PARTIES).get(other, "")

    def is_recorded_by(self, visitor: Visitor) -> bool:
        """Whether the part of the visitor in a step of two parties is already done."""
        return self.pending_party == ("employee" if visitor.is_staff else "employer")

    def opens_after(self, today: date) -> bool:
        """Whether its window is not open yet, so that recording it needs a reason."""
        return self.opens_on is not None and self.opens_on > today

    @property
    def is_open(self) -> bool:
        """Whether it is planned or overdue."""
        return self.status not in ("DONE", "CANCELLED")

    @property
    def label(self) -> str:
        """The status in words."""
        return STATUSES.get(self.status, (self.status, "secondary"))[0]

    @property
    def tone(self) -> str:
        """The colour of the status."""
        return STATUSES.get(self.status, ("", "secondary"))[1]

    @property
    def wanted_on(self) -> date | None:
        """The target date, otherwise the due date."""
        return self.target_on or self.due_on

    def is_urgent(self, today: date) -> bool:
        """Whether it is due within a week or late."""
        return self.is_open and self.due_on is not None and self.due_on <= today + timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reminded:
    """The mails that were sent about a step, and since when the casemanager knows that it stays undone."""

    times: int
    last_on: date | None
    escalated_on: date | None

    @classmethod
    def of(cls, body: Mapping[str, Any] | None) -> "Reminded | None":
        """Build from casework's response; None if there was no mail."""
        return cls(body["times"], as_date(body["last_on"]), as_date(body["escalated_on"])) if body else None


def _basis(body: Mapping[str, Any]) -> str:
    """By which article, count and rule the date of a step is counted; empty in a list, which does not tell."""
    return f"Termijn: {body['count']}. {body['article']} (regel {body['rule']})." if "count" in body else ""


def parties_of(visitor: Visitor, *, works_under_doctor: bool) -> frozenset[str]:
    """The parties whose steps a visitor records.

    :param works_under_doctor: of a consultant, who otherwise records nothing
    """
    if not visitor.is_staff:
        return YOURS if visitor.may("SICK_REPORTS") else frozenset()
    parties = frozenset(party for role in visitor.roles for party in RECORDED_BY.get(role, ()))
    if "absence_consultant" in visitor.roles and works_under_doctor:
        parties |= {"absence_consultant", "company_doctor"}
    return parties


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps by due date."""
    return sorted(steps, key=lambda step: (step.due_on or date.max, step.code))


def facts_of(dossier: Mapping[str, Any], steps: Iterable[Step]) -> Facts:
    """What a form about a dossier rests on, as far as the visitor may see it."""
    done = [f"{step.title} ({day(step.completed_on)})" for step in steps if step.status == "DONE"]
    counts = {"het aantal waarschuwingen": "warnings", "het aantal sancties": "sanctions", "het aantal adviezen": "advices",
              "het aantal loonsancties": "wage_sanctions"}
    recorded = {name: str(len(dossier[part])) for name, part in counts.items() if part in dossier}
    return {"afgerond": ", ".join(done) or "niets", **recorded}


@dataclass(frozen=True, slots=True)
class Part:
    """A group of steps.

    :ivar is_folded: whether the group is initially collapsed
    """

    title: str
    steps: tuple[Step, ...]
    is_folded: bool


def parts_of(steps: Iterable[Step], today: date) -> list[Part]:
    """The plan in groups: current, later and past steps."""
    steps, soon = list(steps), today + AT_HAND
    at_hand = tuple(s for s in steps if s.is_open and (s.due_on or today) <= soon)
    later = tuple(s for s in steps if s.is_open and (s.due_on or today) > soon)
    behind = tuple(s for s in steps if not s.is_open)
    parts = (Part("Nu en de komende drie maanden", at_hand, False), Part("Later", later, True),
             Part("Afgerond of vervallen", behind, True))
    return [part for part in parts if part.steps]


@dataclass(frozen=True, slots=True)
class Mark:
    """A step on the timeline; `x` from 0 to 1000."""

    x: int
    step: Step


@dataclass(frozen=True, slots=True)
class Timeline:
    """The wage term with today's position, in thousandths of the whole.

    :ivar weeks: length of the term by the law of the first sick day
    """

    first: date
    weeks: int
    today_x: int | None
    week: int
    done_x: int
    marks: tuple[Mark, ...]

    @property
    def last(self) -> date:
        """The last day of the term."""
        return self.first + timedelta(weeks=self.weeks, days=-1)

    @property
    def years(self) -> tuple[tuple[int, str], ...]:
        """Positions of the end of each year and of the term."""
        first_year = FIRST_YEAR * SCALE // (7 * self.weeks)
        return ((0, "Start"), *(((first_year, "1 jaar"),) if first_year < SCALE else ()), (SCALE, f"{self.weeks} weken"))

    @classmethod
    def of(cls, first: date, steps: Iterable[Step], today: date, ended_on: date | None = None) -> "Timeline":
        """The timeline that starts on the first sick day."""
        until, whole = min(today, ended_on or today), law.on(first).wage_term.days
        marks = tuple(Mark(_x(first, step.due_on, whole), step) for step in steps
                      if step.due_on and 0 <= (step.due_on - first).days <= whole and step.status != "CANCELLED")
        inside = 0 <= (today - first).days <= whole
        return cls(first, whole // 7, _x(first, today, whole) if inside else None,
                   max((today - first).days, 0) // 7 + 1, _x(first, until, whole), marks)


def _x(first: date, day: date, whole: int) -> int:
    return max(0, min(SCALE, round((day - first).days * SCALE / whole)))
