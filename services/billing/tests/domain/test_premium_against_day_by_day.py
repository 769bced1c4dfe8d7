"""The definitive premium by segments against an oracle that walks through every day of the year in cents."""
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.premium.premium import PremiumRate, definitive_premium
from services.billing.domain.premium.wages import PolicyYear, WageSegment
from services.billing.tests.domain.random_premium_years import main
from shared.kernel.period import Period

WAGES = st.decimals(0, 120_000, places=2)
DAYS = st.dates(date(2027, 6, 1), date(2029, 6, 30))


@st.composite
def employees(draw: st.DrawFn) -> list[WageSegment]:
    cuts = sorted(draw(st.lists(DAYS, min_size=2, max_size=6, unique=True)))
    segments = [
        WageSegment(Period(start, following - timedelta(days=1)), draw(WAGES))
        for start, following in pairwise(cuts)
    ]
    return draw(st.permutations(segments))


def half_up(amount: Fraction) -> int:
    """Whole cents of a non-negative number of euros."""
    return int(amount * 100 + Fraction(1, 2))


def cents_day_by_day(segments: list[WageSegment], first: date, last: date, cap: Decimal) -> int:
    length = (date(first.year + 1, 1, 1) - date(first.year, 1, 1)).days
    total, day = Fraction(0), first
    while day <= last:
        for segment in segments:
            if segment.period.start <= day <= segment.period.end:
                total += Fraction(min(segment.annual_wage, cap)) / length
        day += timedelta(days=1)
    return half_up(total)


class TestDefinitivePremiumAgainstDayByDay:
    @given(
        staff=st.lists(employees(), max_size=3), policy=st.tuples(DAYS, DAYS).map(sorted), year=st.just(2028),
        cap=WAGES, rate=st.decimals(0, 10, places=4),
    )
    def test_agrees_to_the_cent(self, staff: list[list[WageSegment]], policy: list[date], year: int, cap: Decimal,
                                rate: Decimal):
        first, last = max(policy[0], date(year, 1, 1)), min(policy[1], date(year, 12, 31))
        if last < first:
            first, last = date(year, 1, 1), date(year, 12, 31)

        result = definitive_premium(
            staff, PolicyYear.of(year, Period(first, last)), PremiumRate(rate_pct=rate, cap=cap)
        )

        expected = [cents_day_by_day(segments, first, last, cap) for segments in staff]
        assert [int(amount * 100) for amount in result.per_employee] == expected
        assert int(result.premium * 100) == half_up(Fraction(sum(expected), 100) * Fraction(rate) / 100)


class TestWholeYears:
    def test_with_versions_instalments_and_january_data_agree_to_the_cent(self):
        assert main(300, seed=20_261_129) == 0
