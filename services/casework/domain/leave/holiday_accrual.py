"""Accrual of holiday hours, also during sickness, and their lapse (R-166, R-169, R-170, domain.md §8.2)."""
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from services.casework.domain.leave.vacation import HUNDREDTH, WORKING_WEEK, Source
from shared.kernel.period import Period
from shared.law import law


class ExtraAccrual(StrEnum):
    """Whether extra holidays accrue during sickness."""

    FULL = "FULL"
    NONE = "NONE"
    PRO_RATA = "PRO_RATA"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraArrangement:
    """What employer and employees agreed about holidays above the statutory ones.

    :ivar days_per_year: working days of a fifth of the weekly hours
    :ivar rule: during sickness; without a source the extra hours accrue as the statutory ones do (R-169)
    """

    days_per_year: Decimal = Decimal(0)
    rule: ExtraAccrual = ExtraAccrual.FULL
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class SickStretch:
    """Days of sickness with one number of weekly hours and one recovery.

    :ivar period: a closed period
    :ivar recovered: fraction of the hours that was worked, 0 to 1
    """

    period: Period
    weekly_hours: Decimal
    recovered: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfAccrual:
    """The hours that accrued during sickness in a calendar year, and the days on which they lapse."""

    year: int
    statutory_hours: Decimal
    statutory_lapses_on: date
    extra_hours: Decimal
    extra_lapses_on: date


def accrued_while_sick(stretches: Iterable[SickStretch], arrangement: ExtraArrangement) -> tuple[YearOfAccrual, ...]:
    """The holiday hours that accrued during sickness, by calendar year."""
    statutory: dict[int, Decimal] = defaultdict(Decimal)
    extra: dict[int, Decimal] = defaultdict(Decimal)
    for stretch in stretches:
        for part in _by_year(stretch.period):
            statutory[part.start.year] += statutory_hours(part, stretch.weekly_hours)
            extra[part.start.year] += extra_hours(
                part, arrangement.days_per_year * stretch.weekly_hours / WORKING_WEEK, sick_days=part.days,
                recovered_fraction=stretch.recovered, rule=arrangement.rule, source=arrangement.source)
    return tuple(YearOfAccrual(
        year=year, statutory_hours=hours, statutory_lapses_on=statutory_lapse_on(year), extra_hours=extra[year],
        extra_lapses_on=extra_lapse_on(year)) for year, hours in sorted(statutory.items()))


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
    return sum((hours_in(part.start.year) * part.days / _year(part.start.year).days for part in _by_year(employed)), Decimal(0))


def _by_year(closed: Period) -> list[Period]:
    """The period in parts of one calendar year."""
    last = closed.end or closed.start
    parts = (_year(year).intersection(closed) for year in range(closed.start.year, last.year + 1))
    return [part for part in parts if part is not None]


def _year(year: int) -> Period:
    return Period(_first_day(year), date(year, 12, 31))
