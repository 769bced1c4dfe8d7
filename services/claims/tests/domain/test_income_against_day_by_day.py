"""The income during sickness equals the day-by-day algorithm of §3.3 without an own-risk term, for random cases."""
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings

from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.cover import why_not_covered
from services.claims.domain.benefits.income import Income, IncomeEffects, income_effects
from services.claims.tests.domain.day_by_day import OracleLine, amounts_of, cents, lines_of
from services.claims.tests.domain.test_benefit_against_day_by_day import cases
from shared.kernel.month import Month
from shared.kernel.vocabulary import LateReportRule

ZERO = Decimal(0)


def effects_and_lines(case: CaseInput) -> tuple[IncomeEffects, list[OracleLine]]:
    """The calculated income from the first sick day on, and the lines of the same case without own risk."""
    assume(why_not_covered(case) is None)
    terms = replace(case.terms[0], waiting_value=0, late_report_rule=LateReportRule.NONE, max_sick_days=None)
    found = income_effects(case, today=case.first_sick_day)
    return found, lines_of(replace(case, terms=(terms,)), found.last_wage_day)


def worked(line: OracleLine) -> Decimal:
    """The wage of the hours that are worked in the days of a line."""
    _, _, daily_wage, _, incapacity, _, _ = line.key
    return cents(line.days * daily_wage * (1 - incapacity))


def of_months(parts: tuple[Income, ...]) -> dict[Month, tuple[int, Decimal, Decimal]]:
    """Days, continued and worked wage by month."""
    return {Month.of(each.start): (each.days, each.continued, each.worked) for each in parts if each.days}


class TestIncomeByStretches:
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(case=cases())
    def test_equals_the_reading_day_by_day(self, case: CaseInput) -> None:
        found, lines = effects_and_lines(case)

        expected: dict[Month, tuple[int, Decimal, Decimal]] = defaultdict(lambda: (0, ZERO, ZERO))
        for line in lines:
            days, continued, of_work = expected[Month.of(line.start)]
            wage, *_ = amounts_of(line, ZERO)
            expected[Month.of(line.start)] = (days + line.days, continued + wage, of_work + worked(line))
        assert of_months(found.months) == expected

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(case=cases())
    def test_counts_every_day_in_one_half_year(self, case: CaseInput) -> None:
        found, lines = effects_and_lines(case)

        assert sum(each.days for each in found.half_years) == sum(line.days for line in lines)
        assert all(one.end < other.start for one, other in zip(found.half_years, found.half_years[1:], strict=False))
