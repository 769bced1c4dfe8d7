"""Absence figures of an employer over a period (domain.md §6)."""
from dataclasses import dataclass
from datetime import date

from services.casework.domain.figures.absence_statistics import PeriodInvalid, Statistics, figures
from services.casework.domain.guidance.reach import NotAssigned, StaffingRole
from services.casework.store.figures.totals import count_totals
from services.casework.store.staff.reach import reaches_employer
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.refusals import Forbidden

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
    """The figures of the actor's employer; staff select one, or get the figures of all employers together (C11).

    :raises Forbidden: ``statistics.together_only`` to VRA, which sees no single employer's figures
    :raises NotAssigned: to others for an employer that is not assigned to them
    :raises PeriodInvalid: see `clip_period`
    """
    first, last, notice = clip_period(session, start, end)
    if employer_id is not None and actor.employer_id is None:
        check_staff(session, actor, employer_id)
    return Figures(first, last, notice, figures(count_totals(session, first, last, actor.employer_id or employer_id)))


def clip_period(session: Session, start: date, end: date) -> tuple[date, date, str | None]:
    """The period until today at most, and a notice if that is shorter than requested.

    :raises PeriodInvalid: if it ends before it starts, is longer than five years, or starts after today
    """
    today = session.clock.today()
    if end < start:
        raise PeriodInvalid("period.invalid", "De einddatum ligt voor de begindatum.", field="to")
    if end > add_months(start, MAX_YEARS * 12):
        raise PeriodInvalid("period.invalid", f"Kies een periode van hoogstens {MAX_YEARS} jaar.", field="to")
    if start > today:
        raise PeriodInvalid("period.invalid", "De periode begint na vandaag.", field="from")
    return start, min(end, today), CLIPPED if end > today else None


def check_staff(session: Session, actor: Actor, employer_id: str) -> None:
    """Refuse staff who may not see the figures of this employer.

    :raises Forbidden: ``statistics.together_only`` to VRA
    :raises NotAssigned: to others for an employer that is not assigned to them
    """
    if actor.roles <= {StaffingRole.VRA}:
        raise Forbidden("statistics.together_only", "U ziet de cijfers van alle bedrijven samen, niet die van één bedrijf.")
    if not reaches_employer(session, actor, employer_id):
        raise NotAssigned
