"""The periods of the arbo fee and the day on which employees are counted."""
from datetime import date

import pytest

from services.billing.domain.arbo.arbo_period import ArboPeriod, billing_period, reference_date
from shared.kernel.period import Period


class TestBillingPeriod:
    @pytest.mark.parametrize(
        ("length", "day", "period"),
        [
            (ArboPeriod.YEAR, date(2026, 12, 31), Period(date(2026, 1, 1), date(2026, 12, 31))),
            (ArboPeriod.QUARTER, date(2026, 3, 31), Period(date(2026, 1, 1), date(2026, 3, 31))),
            (ArboPeriod.QUARTER, date(2026, 4, 1), Period(date(2026, 4, 1), date(2026, 6, 30))),
            (ArboPeriod.QUARTER, date(2026, 12, 31), Period(date(2026, 10, 1), date(2026, 12, 31))),
            (ArboPeriod.MONTH, date(2028, 2, 29), Period(date(2028, 2, 1), date(2028, 2, 29))),
        ],
    )
    def test_is_the_calendar_period_of_the_day(self, length: ArboPeriod, day: date, period: Period):
        assert billing_period(length, day) == period

    @pytest.mark.parametrize(("length", "month"), [(ArboPeriod.YEAR, 1), (ArboPeriod.QUARTER, 7), (ArboPeriod.MONTH, 8)])
    def test_counts_heads_on_its_first_day(self, length: ArboPeriod, month: int):
        assert reference_date(length, date(2026, 8, 19)) == date(2026, month, 1)
