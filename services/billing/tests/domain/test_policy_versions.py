"""The version that applies to a day, and the premium of a year with several versions."""
from datetime import date
from decimal import Decimal

import pytest

from services.billing.domain.arbo.arbo_period import ArboPeriod
from services.billing.domain.policies.versions import Version, Versions
from services.billing.domain.premium.premium import definitive_premium_of
from services.billing.domain.premium.wages import WageSegment
from shared.kernel.period import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def version(number: int, valid_from: date, *, accepted_on: date | None = None, valid_until: date | None = None,
            rate: str = "3.85", cap: str = "79409.00") -> Version:
    """A version that differs in its rate and cap."""
    return Version(number=number, valid_from=valid_from, valid_until=valid_until, accepted_on=accepted_on or valid_from,
                   rate_pct=Decimal(rate), cap=Decimal(cap), instalments=12, arbo_tariff=Decimal("139.15"),
                   arbo_period=ArboPeriod.YEAR)


class TestInForce:
    @pytest.mark.parametrize(("day", "number"), [
        (date(2019, 12, 31), 1), (date(2026, 12, 31), 1), (date(2027, 1, 1), 2), (date(2029, 1, 1), 2)])
    def test_changes_on_the_first_day_of_a_version(self, day, number):
        versions = Versions([version(1, date(2020, 1, 1)), version(2, date(2027, 1, 1), accepted_on=date(2026, 11, 30))])

        assert versions.on(day).number == number

    def test_leaves_days_before_its_acceptance_as_they_were(self):
        versions = Versions([version(1, date(2020, 1, 1)), version(2, date(2020, 1, 1), accepted_on=date(2026, 3, 2))])

        assert [versions.on(day).number for day in (date(2026, 3, 1), date(2026, 3, 2))] == [1, 2]

    def test_takes_the_later_of_two_with_the_same_first_day(self):
        versions = Versions([version(1, date(2020, 1, 1)), version(2, date(2027, 1, 1), accepted_on=date(2026, 11, 1)),
                             version(3, date(2027, 1, 1), accepted_on=date(2026, 11, 2))])

        assert versions.on(date(2027, 1, 1)).number == 3

    def test_keeps_one_that_begins_later_after_a_version_before_it_is_added(self):
        versions = Versions([version(1, date(2020, 1, 1)), version(2, date(2027, 1, 1), accepted_on=date(2026, 11, 1)),
                             version(3, date(2026, 12, 1), accepted_on=date(2026, 11, 2))])

        assert [versions.on(day).number for day in (date(2026, 12, 31), date(2027, 1, 1))] == [3, 2]


class TestCover:
    def test_ends_and_begins_again_with_a_renewal(self):
        versions = Versions([version(1, date(2020, 1, 1), valid_until=date(2026, 6, 30)),
                             version(2, date(2027, 1, 1), accepted_on=date(2026, 11, 1))])

        days = (date(2019, 12, 31), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1))
        assert [versions.covers(day) for day in days] == [False, True, False, False, True]


class TestRatedYear:
    def test_is_one_stretch_while_rate_and_cap_stay(self):
        versions = Versions([version(1, date(2020, 1, 1)), version(2, date(2026, 7, 1))])

        assert [one.covered for one in versions.rated(YEAR)] == [YEAR]

    def test_is_divided_where_the_rate_changes(self):
        versions = Versions([version(1, date(2020, 1, 1)), version(2, date(2026, 7, 1), rate="5")])

        assert [(one.covered, one.rate.rate_pct) for one in versions.rated(YEAR)] == [
            (Period(date(2026, 1, 1), date(2026, 6, 30)), Decimal("3.85")),
            (Period(date(2026, 7, 1), date(2026, 12, 31)), Decimal(5))]

    def test_costs_each_day_by_the_rate_of_that_day(self):
        versions = Versions([version(1, date(2020, 1, 1)), version(2, date(2026, 7, 1), rate="5")])
        wages = [[WageSegment(Period(date(2020, 1, 1), None), Decimal("36500.00"))]]

        definitive = definitive_premium_of(wages, 2026, versions.rated(YEAR))

        # 181 days at 3.85 % and 184 at 5 %, each of 100.00 a day: 696.85 + 920.00
        assert (definitive.payroll, definitive.premium) == (Decimal("36500.00"), Decimal("1616.85"))
