"""The own-risk term (*eigenrisicotermijn*) and the first payable day of a case (domain.md §3.3, R-006)."""
from collections.abc import Sequence
from datetime import date, timedelta

from services.claims.domain.benefits.benefit_days import nth_benefit_day
from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.policy import PolicyTerms
from shared.kernel.calendar import count_benefit_days
from shared.kernel.period import Period
from shared.kernel.sickness import ONE_DAY, CompositeCase
from shared.kernel.vocabulary import LateReportRule, WaitingUnit


def first_payable_day(case: CaseInput, terms: PolicyTerms, covered: Sequence[Period], last: date) -> date | None:
    """The first benefit day after the own-risk term, or None if the case ends within the term.

    Every benefit day of full or partial sickness uses one day of the term, also during leave and sanctions; days
    without cover use none. A term in weeks counts sick days by their index.

    :param covered: the covered periods of this case
    :param last: the last payable day
    """
    start = waiting_start(case, terms)
    days = terms.waiting_value
    if terms.waiting_unit is WaitingUnit.WEEKS:
        used_before = case.composite.index(start - ONE_DAY)
        reached = case.composite.day(7 * terms.waiting_value + 1 + used_before)
        if reached is None:
            return None
        start, days = max(start, reached), 0
    return _benefit_day_after(sick_stretches(case.composite, covered, start, last), days)


def waiting_start(case: CaseInput, terms: PolicyTerms) -> date:
    """First day of the own-risk term: F, or the day of a late report if the terms say so (R-006)."""
    in_time = case.first_sick_day + timedelta(days=terms.late_report_grace_days)
    is_shifted = terms.late_report_rule is LateReportRule.SHIFT_TO_REPORT_DATE
    if is_shifted and case.reported_on is not None and case.reported_on > in_time:
        return case.reported_on
    return case.first_sick_day


def sick_stretches(composite: CompositeCase, covered: Sequence[Period], first: date,
                   last: date) -> list[tuple[date, date]]:
    """The periods of sick and covered days from first to last, in order, both ends of each included."""
    stretches = []
    for spell in composite.spells:
        ended_on = last if spell.recovered_on is None else min(last, spell.recovered_on - ONE_DAY)
        for start, end in _without(composite.maternity_leaves, max(first, spell.first_sick_day), ended_on):
            for period in covered:
                lower, upper = max(start, period.start), end if period.end is None else min(end, period.end)
                if lower <= upper:
                    stretches.append((lower, upper))
    return stretches


def _without(leaves: Sequence[Period], start: date, end: date) -> list[tuple[date, date]]:
    left = []
    for leave in sorted(leaves):
        if leave.end is None or leave.end < start or leave.start > end:
            continue
        if start < leave.start:
            left.append((start, leave.start - ONE_DAY))
        start = leave.end + ONE_DAY
    if start <= end:
        left.append((start, end))
    return left


def _benefit_day_after(stretches: Sequence[tuple[date, date]], days: int) -> date | None:
    """The benefit day after this number of benefit days in the periods."""
    for start, end in stretches:
        inside = count_benefit_days(start, end)
        if inside > days:
            return nth_benefit_day(start, days + 1)
        days -= inside
    return None
