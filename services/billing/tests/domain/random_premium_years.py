"""Random premium years against a slow oracle that walks through every day: `python -m <this module> 100000 [seed]`.

A year has up to three versions of the policy, which may end, begin again, lie ahead or be accepted late, and up to three
employees with several wages. Its instalments are planned, partly invoiced, changed by January data, and settled.
"""
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from services.billing.domain.arbo.arbo_period import ArboPeriod
from services.billing.domain.policies.expected_premium import expected_premium
from services.billing.domain.policies.premium_of_year import covered_year, provisional_premium, rated_year
from services.billing.domain.policies.versions import Version, Versions
from services.billing.domain.premium.instalments import plan_instalments, replan
from services.billing.domain.premium.premium import definitive_premium_of, settle
from services.billing.domain.premium.wages import WageSegment
from shared.kernel.period import Period

ONE_DAY = timedelta(days=1)
NEVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Year:
    """A premium year to calculate."""

    year: int
    versions: list[Version]
    staff: list[list[WageSegment]]

    @property
    def days(self) -> list[date]:
        """The days of the year."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def random_year(random: Random) -> Year:
    """A year, often with changes near its ends."""
    year = random.choice((2026, 2027, 2028))

    def day() -> date:
        return date(year, 1, 1) + timedelta(days=random.choice((random.randint(-40, 400), 0, 364, 365, -1)))

    versions = []
    for number in range(1, random.randint(1, 3) + 1):
        first = day() if number > 1 or random.random() < 0.3 else date(year - 1, 3, 1)
        versions.append(Version(
            number=number, valid_from=first, accepted_on=day(), rate_pct=Decimal(random.randint(0, 100_000)) / 10_000,
            valid_until=first + timedelta(days=random.randint(0, 300)) if random.random() < 0.25 else None,
            cap=Decimal(random.randint(20_000, 100_000)), instalments=random.choice((1, 2, 4, 12)),
            arbo_tariff=Decimal("139.15"), arbo_period=ArboPeriod.YEAR))
    return Year(year, versions, [list(_wages(random, day)) for _ in range(random.randint(0, 3))])


def _wages(random: Random, day: Callable[[], date]) -> Iterator[WageSegment]:
    cuts = sorted({day() for _ in range(random.randint(1, 4))})
    for start, end in zip(cuts, [*(cut - ONE_DAY for cut in cuts[1:]), None], strict=True):
        if random.random() < 0.9:
            yield WageSegment(Period(start, end), Decimal(random.randint(0, 12_000_000)) / 100)


def faults_of(case: Year) -> list[str]:
    """Where the rules and the oracle differ, to the cent."""
    versions = Versions(case.versions)
    rated = rated_year(versions, case.year)
    covered = [one for one in case.days if _version_on(case, one)]
    if bool(rated) != bool(covered):
        return ["cover"]
    if not rated:
        return []
    result, expected = definitive_premium_of(case.staff, case.year, rated), _oracle(case, covered)
    preview = expected_premium(versions, case.year, case.staff)
    payroll, provisional = provisional_premium(versions, case.year, case.staff)
    found = {
        "days": sum(one.covered.days for one in rated) == len(covered),
        "per employee": [int(amount * 100) for amount in result.per_employee] == expected[0],
        "premium": int(result.premium * 100) == expected[1],
        "preview": (preview.premium, preview.payroll) == (result.premium, result.payroll)
                   and sum((part.premium for part in preview.parts), Decimal(0)) == result.premium,
        "provisional": int(provisional * 100) == _provisional(case, covered),
        "payroll": payroll >= 0,
    }
    wrong = [name for name, holds in found.items() if not holds]
    return wrong + _faults_of_instalments(case, versions, provisional, result.premium)


def _version_on(case: Year, day: date) -> Version | None:
    """The version that covers a day, found by trying each in turn."""
    best = None
    for one in case.versions:
        starts = one.valid_from if one.number == 1 else max(one.valid_from, one.accepted_on)
        if starts <= day and (best is None or (one.valid_from, one.number) > (best.valid_from, best.number)):
            best = one
    return best if best and day <= (best.valid_until or NEVER) else None


def _oracle(case: Year, covered: list[date]) -> tuple[list[int], int]:
    """Insured wage per employee and the premium, in cents; wages are rounded per stretch of days with one rate and cap."""
    stretches: list[tuple[Version, list[date]]] = []
    for day in covered:
        version = _version_on(case, day)
        assert version is not None
        last = stretches[-1] if stretches else None
        alike = last and (last[0].rate_pct, last[0].cap) == (version.rate_pct, version.cap) and last[1][-1] == day - ONE_DAY
        if last and alike:
            last[1].append(day)
        else:
            stretches.append((version, [day]))
    per_employee, premium = [0] * len(case.staff), Fraction(0)
    for version, days in stretches:
        for number, segments in enumerate(case.staff):
            wage = sum((Fraction(min(segment.annual_wage, version.cap)) for day in days for segment in segments
                        if day in segment.period), Fraction(0)) / len(case.days)
            per_employee[number] += _half_up(wage)
            premium += Fraction(_half_up(wage), 100) * Fraction(version.rate_pct) / 100
    return per_employee, _half_up(premium)


def _provisional(case: Year, covered: list[date]) -> int:
    """The provisional premium in cents, by hand: the wages of the first covered day, to the last covered day."""
    first, version = covered[0], _version_on(case, covered[0])
    assert version is not None
    wages = sum((Fraction(min(segment.annual_wage, version.cap)) for segments in case.staff for segment in segments
                 if first in segment.period), Fraction(0))
    length = (covered[-1] - first).days + 1
    return _half_up(wages * Fraction(version.rate_pct) / 100 * length / len(case.days))


def _faults_of_instalments(case: Year, versions: Versions, provisional: Decimal, definitive: Decimal) -> list[str]:
    """No part is negative, and what is invoiced in all is the premium."""
    covered = covered_year(versions, case.year).covered
    parts = [one.amount for one in plan_instalments(provisional, covered, versions.on(covered.start).instalments)]
    invoiced, still_open = parts[:len(parts) // 2], len(parts) - len(parts) // 2
    changed = replan(definitive, invoiced=invoiced, still_open=still_open)
    total = sum(invoiced, Decimal(0)) + sum(changed.amounts, Decimal(0)) + changed.remainder
    settled = settle(definitive, invoiced=sum(parts, Decimal(0))).amount
    found = {"sum of instalments": sum(parts, Decimal(0)) == provisional, "sum after January": total == definitive,
             "negative part": min((*parts, *changed.amounts)) >= 0,
             "settlement": sum(parts, Decimal(0)) + settled == definitive}
    return [name for name, holds in found.items() if not holds]


def _half_up(amount: Fraction) -> int:
    """Whole cents of a non-negative number of euros."""
    return int(amount * 100 + Fraction(1, 2))


def main(count: int, seed: int) -> int:
    """Compare this many years; returns the number that differ."""
    random, wrong = Random(seed), 0
    for number in range(count):
        case = random_year(random)
        if faults := faults_of(case):
            wrong += 1
            print(f"year {number} of seed {seed}: {', '.join(faults)}: {case}")
    print(f"{count} premium years, {wrong} different")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)))
