"""Absence figures of an employer over a period (domain.md §6)."""
from dataclasses import dataclass
from datetime import date

from services.casework.domain.figures.absence_statistics import PeriodInvalid, Statistics, figures
from services.casework.store.figures import count_totals
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months

MAX_YEARS = 5
CLIPPED = "De periode loopt door na vandaag. De cijfers gaan tot en met vandaag."


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures with their period, and a notice if that is shorter than requested."""

    start: date
    end: date
    notice: str | None
    figures: Statistics


def get_statistics(session: Session, *, actor: Actor, start: date, end: date, employer_id: str | None) -> Figures:
    """The figures of the actor's employer; staff select one, or get the figures of all employers together.

    :raises PeriodInvalid: if it ends before it starts, is longer than five years, or starts after today
    """
    today = session.clock.today()
    if end < start:
        raise PeriodInvalid("period.invalid", "De einddatum ligt voor de begindatum.", field="to")
    if end > add_months(start, MAX_YEARS * 12):
        raise PeriodInvalid("period.invalid", f"Kies een periode van hoogstens {MAX_YEARS} jaar.", field="to")
    if start > today:
        raise PeriodInvalid("period.invalid", "De periode begint na vandaag.", field="from")
    last = min(end, today)
    totals = count_totals(session, start, last, actor.employer_id or employer_id)
    return Figures(start, last, CLIPPED if end > today else None, figures(totals))
