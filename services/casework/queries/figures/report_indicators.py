"""The management report with the indicators of an employer, or of all that the arbo service guides (features N3)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.casework.domain.figures.absence_statistics import figures
from services.casework.domain.figures.indicators import Value, indicators, is_small
from services.casework.queries.statistics import check_staff, clip_period
from services.casework.store.copies import find_policies
from services.casework.store.figures.indicators import count_indicators
from services.casework.store.figures.totals import count_totals
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReport:
    """The indicators of a period.

    :ivar company_name: None for all employers together
    :ivar is_small: whether the kinds of interventions are hidden, because fewer than ten people are counted
    """

    start: date
    end: date
    notice: str | None
    calculated_on: date
    company_name: str | None
    is_small: bool
    values: Mapping[str, Value]


def report_indicators(session: Session, *, actor: Actor, start: date, end: date, employer_id: str | None) -> IndicatorReport:
    """The report of the actor's employer; staff select one, or get all employers together (C11).

    :raises Forbidden: ``statistics.together_only`` to VRA for one employer
    :raises NotAssigned: to others for an employer that is not assigned to them
    :raises PeriodInvalid: see `clip_period`
    """
    first, last, notice = clip_period(session, start, end)
    if employer_id is not None and actor.employer_id is None:
        check_staff(session, actor, employer_id)
    employer = actor.employer_id or employer_id
    policy = find_policies(session, [employer]).get(employer) if employer else None
    statistics = figures(count_totals(session, first, last, employer))
    return IndicatorReport(
        start=first, end=last, notice=notice, calculated_on=session.clock.today(),
        company_name=policy.company_name if policy else None, is_small=is_small(statistics),
        values=indicators(statistics, count_indicators(session, first, last, employer)))
