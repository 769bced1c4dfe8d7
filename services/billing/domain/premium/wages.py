"""Insured wages of employees in a policy year, calculated by segments with one wage."""
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from shared.kernel.money import ZERO, round_cents
from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated


class NoCoverInYear(RuleViolated):
    """The policy covers no day of the year."""


class OverlappingSegments(RuleViolated):
    """An employee has two wages on one day."""


@dataclass(frozen=True, slots=True)
class WageSegment:
    """One annual wage in euros over the days of `period`; a change of wage or hours starts a new segment (§4.2)."""

    period: Period
    annual_wage: Decimal

    def __post_init__(self) -> None:
        if self.annual_wage < 0:
            raise ValueError("an annual wage cannot be negative")


@dataclass(frozen=True, slots=True)
class PolicyYear:
    """A calendar year of a policy and its covered days.

    :ivar covered: both ends inside the year
    """

    year: int
    covered: Period

    @classmethod
    def of(cls, year: int, policy: Period) -> "PolicyYear":
        """The part of the policy within the year.

        :raises NoCoverInYear: if there is none
        """
        covered = policy.intersection(Period(date(year, 1, 1), date(year, 12, 31)))
        if covered is None:
            raise NoCoverInYear("premium.no_cover_in_year", f"De polis dekt geen enkele dag van {year}.")
        return cls(year, covered)

    @property
    def days(self) -> int:
        """365 or 366: the divisor for parts of this year."""
        return 366 if isleap(self.year) else 365


def insured_wage(segments: Sequence[WageSegment], year: PolicyYear, *, cap: Decimal | None) -> Decimal:
    """The wage of one employee over the covered days, up to the cap, rounded once (§4.1).

    :param cap: highest insured annual wage in euros, None without one
    """
    wage_days = sum((_capped(s, cap) * _covered_days(s, year) for s in segments), ZERO)
    return round_cents(wage_days / year.days)


def wage_on(segments: Sequence[WageSegment], day: date, *, cap: Decimal | None) -> Decimal:
    """The insured annual wage of one employee on a day; 0 if not in service."""
    return sum((_capped(s, cap) for s in segments if day in s.period), ZERO)


def refuse_overlap(segments: Sequence[WageSegment]) -> None:
    """Refuse two wages of one employee on the same day.

    :raises OverlappingSegments: if any two segments share a day
    """
    ordered = sorted(segments, key=lambda s: s.period.start)
    for earlier, later in pairwise(ordered):
        if earlier.period.overlaps(later.period):
            raise OverlappingSegments(
                "premium.overlapping_segments",
                f"Vanaf {later.period.start} gelden twee jaarlonen tegelijk. Laat de perioden op elkaar aansluiten.",
                field="segments",
            )


def _capped(segment: WageSegment, cap: Decimal | None) -> Decimal:
    return segment.annual_wage if cap is None else min(segment.annual_wage, cap)


def _covered_days(segment: WageSegment, year: PolicyYear) -> int:
    shared = segment.period.intersection(year.covered)
    return shared.days if shared else 0
