"""How long a wage sanction of UWV runs: it starts after pregnancy and maternity leave and is interrupted by it (WIA 25-9)."""
from collections.abc import Sequence
from datetime import date, timedelta

from shared.kernel.period import Period
from shared.kernel.sickness import ONE_DAY
from shared.law.book import law


def sanction_start(end_of_wage: date, leaves: Sequence[Period], *, first_sick_day: date) -> date:
    """First day of the sanction: the day after the wage would have ended, or after leave that includes that day."""
    return _day_after(end_of_wage, 1, _interrupting(leaves, first_sick_day))


def sanction_end(start: date, weeks: int, leaves: Sequence[Period], *, first_sick_day: date) -> date:
    """Last day of the sanction; days of leave are not counted.

    :param leaves: closed periods of pregnancy or maternity leave
    :param first_sick_day: of the case; decides which law holds
    """
    return _day_after(start - ONE_DAY, 7 * weeks, _interrupting(leaves, first_sick_day))


def _interrupting(leaves: Sequence[Period], first_sick_day: date) -> Sequence[Period]:
    return () if law.on(first_sick_day).wage_sanction_counts_leave else leaves


def _day_after(day: date, count: int, leaves: Sequence[Period]) -> date:
    """The last of `count` days after `day`, days of leave not counted."""
    for leave in sorted(leaves):
        if leave.end is None or leave.end <= day:
            continue
        before = (leave.start - day).days - 1
        if before >= count:
            break
        count -= max(0, before)
        day = leave.end
    return day + timedelta(days=count)
