"""What was reported of an absence, and can be changed or withdrawn (domain.md §15.5)."""
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.absences import Absence, Mutation
from services.gateway.view.formatting import day, number, short_day
from services.gateway.view.forms import Form
from services.gateway.view.reports.recovery import (
    BASES,
    HOURS,
    PARTIAL,
    WAGE_VALUE,
    read_checked,
    read_day,
    read_measure,
)

SICK, FIT = "ziek", "hersteld"
REASONS = {"vergissing": "MISTAKE", "niet_ziek": "NOT_SICK", "ander": "WRONG_EMPLOYEE", "dubbel": "DUPLICATE"}
REASON_TITLES = {"vergissing": "De melding was een vergissing", "niet_ziek": "Mijn werknemer was niet ziek",
                 "ander": "Het ging om een andere werknemer", "dubbel": "De melding is dubbel gedaan"}
MISSING_DAY = "Vul in welke dag het moet zijn."


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing that was reported.

    :ivar key: in the address of its page: ``ziek``, ``hersteld`` or the id of a mutation
    :ivar field: the name of its day in a correction
    :ivar undone: what its withdrawal does
    """

    key: str
    title: str
    on: date | None
    field: str
    label: str
    undone: str
    mutation: Mutation | None = None

    @property
    def has_measure(self) -> bool:
        """Whether it says how far the employee has recovered."""
        return self.mutation is not None and not self.mutation.is_relapse

    @property
    def typed(self) -> dict[str, str]:
        """The values in the fields of its form."""
        typed = {"datum": short_day(self.on)}
        if self.mutation is None or self.mutation.is_relapse:
            return typed
        reported = self.mutation.reported
        kind = next(kind for kind, basis in BASES.items() if basis == reported.get("basis"))
        measures = {HOURS: {"percentage": number(self.mutation.recovered_pct)},
                    WAGE_VALUE: {name: _amount(reported.get(field)) for name, field in (
                        ("loonwaarde", "wage_value_month"), ("loon", "contract_wage_month"))}}
        return typed | {"soort": kind} | measures.get(kind, {})

    @property
    def withdrawal(self) -> dict[str, str]:
        """Its withdrawal as claims takes it for a forecast."""
        what = {SICK: "REPORT", FIT: "RECOVERY"}.get(self.key, "PARTIAL")
        return {"what": what} | ({"effective_on": str(self.on)} if what == "PARTIAL" else {})

    def read(self, form: Form, today: date) -> dict[str, Any]:
        """The correction as the form gives it; errors are recorded in the form."""
        measure: dict[str, Any] = {}
        if self.has_measure:
            measure = read_measure(form, form.choice("soort", PARTIAL, "Kies hoe uw werknemer hersteld is."))
        of = {"mutation_id": self.mutation.mutation_id} if self.mutation else {}
        return of | {self.field: read_day(form, today, MISSING_DAY)} | measure | read_checked(form)


def recorded_of(absence: Absence) -> list[Recorded]:
    """Everything that was reported of an absence, by date; nothing of one that was withdrawn."""
    if absence.is_withdrawn:
        return []
    sick = Recorded(SICK, "Ziek gemeld", absence.first_sick_day, "first_sick_day", "Eerste ziektedag",
                    "De hele ziekmelding vervalt, met alles wat u erna heeft gemeld. Het dossier sluit. Wat wij al betaalden, "
                    "verrekenen wij met een volgende uitkering.")
    partly = [Recorded(m.mutation_id, m.title, m.effective_on, "effective_on", "Vanaf welke dag?",
                       f"Vanaf {day(m.effective_on)} geldt weer wat u daarvoor had gemeld. Het plan en de uitkering rekenen wij "
                       "opnieuw uit.", m) for m in absence.mutations if m.mutation_id]
    fit = [Recorded(FIT, "Geheel hersteld", absence.recovered_on, "recovered_on", "Eerste dag weer helemaal aan het werk",
                    "De ziekmelding loopt weer door, alsof het herstel niet is gemeld. Het dossier gaat weer open en de "
                    "uitkering rekenen wij opnieuw uit.")] if absence.recovered_on else []
    return [sick, *partly, *fit]


def _amount(value: Any) -> str:
    return "" if value is None else str(value).replace(".", ",")
