"""View models of absences."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.gateway.view.formatting import NOTHING, as_date, day, duration, percent
from services.gateway.view.report_questions import listed
from services.gateway.view.seen import Facts
from shared.law import law

STATUSES = {
    "REPORTED": ("Ziek", "danger"), "PARTIALLY_RECOVERED": ("Gedeeltelijk hersteld", "warning"),
    "RECOVERED": ("Hersteld", "success"), "LEFT_SERVICE": ("Ziek uit dienst", "secondary"),
    "TERM_REACHED": ("104 weken bereikt", "secondary"), "CANCELLED": ("Ingetrokken", "secondary"),
}
OPEN = ("REPORTED", "PARTIALLY_RECOVERED")
WITHDRAWN = "CANCELLED"
BASES = {"OWN_WORK_HOURS": "Uren in het eigen werk", "WAGE_VALUE": "Ander werk met loonwaarde",
         "THERAPY": "Werken op therapeutische basis"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A partial recovery or a relapse.

    :ivar basis: in words
    :ivar reported: the values as absence gives them
    """

    mutation_id: str
    effective_on: date | None
    basis: str
    recovered_pct: Decimal
    is_relapse: bool
    reported: Mapping[str, Any]

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Mutation":
        """Build from absence's or casework's response."""
        return cls(str(body.get("mutation_id") or ""), as_date(body.get("effective_on")),
                   BASES.get(str(body.get("basis")), "Gedeeltelijk hersteld"), Decimal(str(body.get("recovered_pct", 0))),
                   bool(body.get("relapse")), body)

    @property
    def title(self) -> str:
        """What it says, in words."""
        if self.is_relapse:
            return "Weer volledig ziek"
        return self.basis if self.reported.get("basis") == "THERAPY" else f"{percent(self.recovered_pct)} hersteld"


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence.

    :ivar answers: of the sick report, as they are listed
    :ivar reported: those that decide about the benefit, as absence gives them
    :ivar prepared: the partial recovery of a secondment that the employer has to report, as absence gives it (R-124)
    """

    number: str
    employee_id: str
    employee_name: str
    status: str
    first_sick_day: date | None
    reported_on: date | None
    recovered_on: date | None
    end_of_service: date | None
    mutations: tuple[Mutation, ...]
    is_late: bool
    third_party: str
    has_conflict: bool
    answers: list[tuple[str, str]]
    reported: Mapping[str, Any]
    delivery: Mapping[str, Any]
    prepared: Mapping[str, Any] | None
    version: int | None

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Absence":
        """Build from absence's response."""
        mutations = map(Mutation.of, body.get("mutations") or ())
        return cls(
            number=str(body["absence_number"]), employee_id=str(body.get("employee_id") or ""),
            employee_name=str(body.get("employee_name") or "Werknemer"), status=str(body.get("status")),
            first_sick_day=as_date(body.get("first_sick_day")), reported_on=as_date(body.get("reported_on")),
            recovered_on=as_date(body.get("recovered_on")), end_of_service=as_date(body.get("end_of_service")),
            mutations=tuple(sorted(mutations, key=lambda m: m.effective_on or date.min)), is_late=bool(body.get("late")),
            third_party=str(body.get("third_party") or ""), has_conflict=bool(body.get("labour_conflict")),
            answers=listed(body, in_dossier=True),
            reported={name: body.get(name) for name in ("first_sick_day", "safety_net", "same_cause")},
            delivery=body.get("delivery") or {}, prepared=body.get("prepared_recovery"), version=body.get("sequence"))

    @property
    def facts(self) -> Facts:
        """What a form about the absence rests on."""
        latest = self.mutations[-1] if self.mutations else None
        return {"de stand": self.label.lower(), "de eerste ziektedag": day(self.first_sick_day),
                "de hersteldatum": day(self.recovered_on),
                "het laatste gedeeltelijk herstel": f"{percent(latest.recovered_pct)} vanaf {day(latest.effective_on)}" if latest
                else NOTHING}

    @property
    def is_withdrawn(self) -> bool:
        """Whether the employer took the report back."""
        return self.status == WITHDRAWN

    @property
    def is_open(self) -> bool:
        """Whether the employee is still fully or partly sick."""
        return self.status in OPEN

    @property
    def label(self) -> str:
        """The status in words."""
        return STATUSES.get(self.status, (self.status.capitalize(), "secondary"))[0]

    @property
    def tone(self) -> str:
        """The colour of the status."""
        return STATUSES.get(self.status, ("", "secondary"))[1]

    def recovered_pct(self, on: date) -> Decimal:
        """The recovery percentage on a day."""
        valid = [m.recovered_pct for m in self.mutations if m.effective_on and m.effective_on <= on]
        return valid[-1] if valid else Decimal(0)

    def sick_pct(self, on: date) -> Decimal:
        """The incapacity percentage on a day."""
        return 100 - self.recovered_pct(on)

    def lasts(self, today: date) -> str:
        """The duration in words."""
        end = self.recovered_on - timedelta(days=1) if self.recovered_on else self.end_of_service
        return duration(self.first_sick_day, min(end or today, today))

    def may_be_continued(self, today: date) -> bool:
        """Whether a report today would continue this case: less than four weeks later (7:629 lid 10 BW)."""
        if self.recovered_on is None or self.first_sick_day is None or self.status != "RECOVERED":
            return False
        return today - self.recovered_on < law.on(self.first_sick_day).composite_gap


def latest_first(bodies: list[dict[str, Any]]) -> list[Absence]:
    """Absences by first sick day, latest first."""
    return sorted((Absence.of(body) for body in bodies), key=lambda a: a.first_sick_day or date.min, reverse=True)
