"""The versions of a policy by their first day; each day follows the version in force on it (domain.md §15.8)."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.billing.domain.arbo.arbo_period import ArboPeriod
from services.billing.domain.premium.premium import PremiumRate, RatedPeriod
from shared.kernel.period import Period

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The parts of one policy version that billing uses.

    :ivar number: 1 for the first, in the order in which they were accepted
    :ivar valid_from: the first day stated in the application
    :ivar accepted_on: the day it was accepted
    :ivar rate_pct: percentage of insured payroll
    :ivar cap: highest insured annual wage in euros
    :ivar instalments: 1, 2, 4 or 12 a year
    :ivar arbo_tariff: euros including VAT per employee and period
    """

    number: int
    valid_from: date
    valid_until: date | None
    accepted_on: date
    rate_pct: Decimal
    cap: Decimal
    instalments: int
    arbo_tariff: Decimal
    arbo_period: ArboPeriod

    @property
    def rate(self) -> PremiumRate:
        """The rate and cap of the premium.

        :raises WrongPremiumRate: if either lies outside its bounds
        """
        return PremiumRate(rate_pct=self.rate_pct, cap=self.cap)

    @property
    def applies_from(self) -> date:
        """The first day to which it applies; later versions never apply to days before their acceptance."""
        return self.valid_from if self.number == 1 else max(self.valid_from, self.accepted_on)


class Versions:
    """All versions of one policy.

    :param versions: at least one
    """

    def __init__(self, versions: Sequence[Version]) -> None:
        self._versions = sorted(versions, key=lambda one: (one.valid_from, one.number))
        self._first = min(versions, key=lambda one: one.number)

    @property
    def first_day(self) -> date:
        """The first day of cover."""
        return self._first.valid_from

    def on(self, day: date) -> Version:
        """The version that applies to a day; before the first version, the first."""
        return max((one for one in self._versions if one.applies_from <= day),
                   key=lambda one: (one.valid_from, one.number), default=self._first)

    def covers(self, day: date) -> bool:
        """Whether the policy is in force on a day."""
        version = self.on(day)
        return version.applies_from <= day and (version.valid_until is None or day <= version.valid_until)

    def rated(self, period: Period) -> tuple[RatedPeriod, ...]:
        """The covered days of a period, divided into periods with one rate and cap.

        :param period: must have an end
        """
        found: list[RatedPeriod] = []
        for covered, version in self._stretches(period):
            last = found[-1] if found else None
            if last and last.rate == version.rate and last.covered.end == covered.start - ONE_DAY:
                found[-1] = RatedPeriod(Period(last.covered.start, covered.end), last.rate)
            else:
                found.append(RatedPeriod(covered, version.rate))
        return tuple(found)

    def _stretches(self, period: Period) -> Iterator[tuple[Period, Version]]:
        end = period.end or date.max
        starts = sorted({period.start, *(one.applies_from for one in self._versions
                                         if period.start < one.applies_from <= end)})
        for start, following in zip(starts, [*starts[1:], end + ONE_DAY], strict=True):
            version = self.on(start)
            if self.covers(start):
                yield Period(start, min(following - ONE_DAY, version.valid_until or date.max)), version
