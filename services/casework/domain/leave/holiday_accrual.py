"""Accrual of holiday hours, also during sickness, and their lapse (R-166, R-169, R-170, domain.md §8.2)."""
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from services.casework.domain.leave.vacation import Source
from shared.kernel.period import Period
from shared.law import law

HUNDREDTH = Decimal("0.01")


class ExtraAccrual(StrEnum):
    """Whether extra holidays accrue during sickness."""

    FULL = "FULL"
    NONE = "NONE"
    PRO_RATA = "PRO_RATA"


def statutory_hours(employed: Period, weekly_hours: Decimal) -> Decimal:
    """Statutory hours accrued over a period of employment, independent of sickness (7:634).

    :param employed: a closed period with one number of weekly hours
    """
    def hours_in(year: int) -> Decimal:
        return weekly_hours * law.on(_first_day(year)).statutory_holiday_weeks

    return _accrued(employed, hours_in).quantize(HUNDREDTH, ROUND_HALF_UP)


def extra_hours(employed: Period, yearly_hours: Decimal, *, sick_days: int = 0,
                recovered_fraction: Decimal = Decimal(0), rule: ExtraAccrual = ExtraAccrual.FULL,
                source: Source | None = None) -> Decimal:
    """Extra hours accrued; a rule without a source in contract or cao has no effect (R-169).

    :param sick_days: calendar days of the period on which the employee was sick
    :param recovered_fraction: fraction of those days that was worked; used under PRO_RATA
    """
    full = _accrued(employed, lambda year: yearly_hours)
    lost = {ExtraAccrual.FULL: Decimal(0), ExtraAccrual.NONE: Decimal(1),
            ExtraAccrual.PRO_RATA: 1 - recovered_fraction}[rule if source else ExtraAccrual.FULL]
    return (full - full * sick_days / employed.days * lost).quantize(HUNDREDTH, ROUND_HALF_UP)


def statutory_lapse_on(year: int) -> date:
    """The day on which statutory hours of a year lapse: six months after its end (7:640a BW)."""
    return law.on(_first_day(year)).statutory_holiday_lapse.after(_first_day(year + 1))


def extra_lapse_on(year: int) -> date:
    """The day on which extra hours of a year lapse: five years after its end (7:642 BW)."""
    return law.on(_first_day(year)).holiday_limitation.after(_first_day(year + 1))


def _first_day(year: int) -> date:
    return date(year, 1, 1)


def _accrued(employed: Period, hours_in: Callable[[int], Decimal]) -> Decimal:
    """The accrued hours per calendar year over the days of a period."""
    total = Decimal(0)
    last = employed.end or employed.start
    for year in range(employed.start.year, last.year + 1):
        whole = Period(_first_day(year), date(year, 12, 31))
        part = whole.intersection(employed)
        total += hours_in(year) * part.days / whole.days if part else 0
    return total
