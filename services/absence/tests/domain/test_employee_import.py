"""A wage per month in a year."""
from datetime import date
from decimal import Decimal

import pytest

from services.absence.domain.employee_import import WagePeriod, annual_wage_of


class TestAnnualWage:
    @pytest.mark.parametrize(("monthly", "annual"), [
        ("3600.00", "46656.00"), ("2500.00", "32400.00"), ("0.01", "0.13"), ("2345.67", "30399.88")],
        ids=["B-10", "round", "a cent, rounded half up", "cents"])
    def test_is_twelve_months_and_the_holiday_allowance(self, monthly, annual):
        assert annual_wage_of(Decimal(monthly), WagePeriod.MONTH, on=date(2026, 11, 28)) == Decimal(annual)

    def test_of_months_with_the_allowance_is_twelve_months(self):
        assert annual_wage_of(Decimal("3888.00"), WagePeriod.MONTH_WITH_ALLOWANCE, on=date(2026, 11, 28)) == Decimal("46656.00")
