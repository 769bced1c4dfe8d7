"""Holidays while sick: V-1 to V-4 of domain.md §8.2 and the consent rules."""
from datetime import date
from decimal import Decimal

import pytest

from services.casework.domain.leave.holiday_accrual import (
    ExtraAccrual,
    extra_hours,
    extra_lapse_on,
    statutory_hours,
    statutory_lapse_on,
)
from services.casework.domain.leave.vacation import Source, hours_debited
from shared.kernel.period import Period
from shared.law import law

WEEK = Period(date(2026, 9, 7), date(2026, 9, 13))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


class TestHoursDebited:
    def test_are_the_contract_hours_whatever_the_recovery(self):
        """V-1: 24 hours a week, half recovered, one week off."""
        assert hours_debited(WEEK, Decimal(24)) == 24

    def test_leave_out_a_public_holiday(self):
        """V-4: the week of Ascension Day."""
        assert hours_debited(Period(date(2026, 5, 11), date(2026, 5, 17)), Decimal(40)) == 32

    def test_follow_the_pattern_of_the_week(self):
        pattern = [Decimal(n) for n in (8, 8, 8, 0, 0, 0, 0)]

        assert hours_debited(Period(date(2026, 9, 9), date(2026, 9, 11)), Decimal(24), pattern) == 8


class TestHolidayAccrual:
    @pytest.mark.parametrize(("weekly", "yearly"), [(40, 160), (32, 128), (24, 96)])
    def test_is_four_weeks_a_year_also_when_sick_all_year(self, weekly, yearly):
        """V-3."""
        assert statutory_hours(YEAR, Decimal(weekly)) == yearly

    def test_of_a_leap_year_is_four_weeks_too(self):
        assert statutory_hours(Period(date(2027, 1, 1), date(2028, 12, 31)), Decimal(40)) == 320
        assert statutory_hours(Period(date(2028, 1, 1), date(2028, 6, 30)), Decimal(40)) == Decimal("79.56")

    @pytest.mark.parametrize(("rule", "hours"), [
        (ExtraAccrual.FULL, "73"), (ExtraAccrual.NONE, "0"), (ExtraAccrual.PRO_RATA, "36.5")])
    def test_of_extra_hours_in_sickness_follows_the_arrangement(self, rule, hours):
        found = extra_hours(YEAR, Decimal(73), sick_days=365, recovered_fraction=Decimal("0.5"), rule=rule,
                            source=Source.CONTRACT)

        assert found == Decimal(hours)

    def test_of_extra_hours_without_an_arrangement_is_as_the_statutory(self):
        assert extra_hours(YEAR, Decimal(73), sick_days=365, rule=ExtraAccrual.NONE) == 73

    def test_lapses_half_a_year_and_five_years_after_the_year(self):
        assert (statutory_lapse_on(2026), extra_lapse_on(2026)) == (date(2027, 7, 1), date(2032, 1, 1))


class TestChangeOfLaw:
    def test_of_the_accrual_leaves_the_years_before_it(self):
        with law.amended("statutory_holiday_weeks", 5, valid_from=date(2027, 1, 1)):
            assert statutory_hours(Period(date(2026, 1, 1), date(2026, 12, 31)), Decimal(40)) == 160
            assert statutory_hours(Period(date(2026, 1, 1), date(2027, 12, 31)), Decimal(40)) == 360

    def test_of_lapse_and_limitation_goes_by_the_year_of_accrual(self):
        with law.amended("statutory_holiday_lapse", 18, valid_from=date(2027, 1, 1)), \
                law.amended("holiday_limitation", 3, valid_from=date(2027, 1, 1)):
            assert (statutory_lapse_on(2026), extra_lapse_on(2026)) == (date(2027, 7, 1), date(2032, 1, 1))
            assert (statutory_lapse_on(2027), extra_lapse_on(2027)) == (date(2029, 7, 1), date(2031, 1, 1))
