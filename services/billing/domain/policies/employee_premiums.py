"""The calculation of a year's premium per employee, as it can be checked by hand (domain.md §4.1, §4.2)."""
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.billing.domain.policies.premium_of_year import covered_year, rated_year
from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.premium import PremiumRate, RatedPeriod
from services.billing.domain.premium.wages import PolicyYear, WageSegment, insured_wage, wage_on
from shared.kernel.money import ZERO
from shared.kernel.period import Period


@dataclass(frozen=True, slots=True)
class CountedWage:
    """A wage of an employee over days with one rate and cap.

    :ivar insured_wage: a year, up to the cap, in euros
    :ivar days: of the year that count, in the definitive premium
    """

    period: Period
    insured_wage: Decimal
    rate: PremiumRate

    @property
    def days(self) -> int:
        """Both ends included."""
        return self.period.days


@dataclass(frozen=True, slots=True)
class EmployeeLine:
    """What one employee adds to the insured payroll of a year.

    :ivar insured: rounded once per period with one rate; the lines of all employees add up to the payroll
    """

    employee_id: str
    insured: Decimal
    wages: Sequence[CountedWage]


def definitive_lines(versions: Versions, year: int, wages: Mapping[str, Sequence[WageSegment]]) -> list[EmployeeLine]:
    """The lines of the definitive premium, of the employees who were in service on a covered day."""
    rated = rated_year(versions, year)
    lines = [EmployeeLine(employee_id, sum((insured_wage(segments, PolicyYear(year, one.covered), cap=one.rate.cap)
                                            for one in rated), ZERO), tuple(_counted(segments, rated)))
             for employee_id, segments in wages.items()]
    return [line for line in lines if line.wages]


def provisional_lines(versions: Versions, year: int, wages: Mapping[str, Sequence[WageSegment]]) -> list[EmployeeLine]:
    """The lines of the provisional premium, of the employees in service on the first covered day.

    :raises NoCoverInYear: if the policy covers no day of the year
    """
    covered = covered_year(versions, year).covered
    rate = versions.on(covered.start).rate
    lines = [EmployeeLine(employee_id, wage_on(segments, covered.start, cap=rate.cap),
                          tuple(_counted([one for one in segments if covered.start in one.period],
                                         [RatedPeriod(_day(covered.start), rate)])))
             for employee_id, segments in wages.items()]
    return [line for line in lines if line.wages]


def _counted(segments: Sequence[WageSegment], rated: Sequence[RatedPeriod]) -> Iterator[CountedWage]:
    for one in rated:
        for segment in sorted(segments, key=lambda each: each.period.start):
            shared = segment.period.intersection(one.covered)
            if shared is not None:
                capped = segment.annual_wage if one.rate.cap is None else min(segment.annual_wage, one.rate.cap)
                yield CountedWage(shared, capped, one.rate)


def _day(day: date) -> Period:
    return Period(day, day)
