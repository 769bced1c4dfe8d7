"""Two calendars that must not be mixed up: benefit days and working days (domain.md §0.2, §3.2, §3.9)."""
from datetime import date, timedelta

import holidays
import pytest
from holidays.constants import OPTIONAL, PUBLIC
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.calendar import (
    add_months,
    add_working_days,
    count_benefit_days,
    is_benefit_day,
    is_working_day,
    last_working_day_until,
    nth_working_day,
    public_holidays,
)

DAYS = st.dates(date(2014, 1, 1), date(2060, 12, 31))

PAY_DATES = {
    (2025, 12): date(2026, 1, 19), (2026, 1): date(2026, 2, 17), (2026, 2): date(2026, 3, 17),
    (2026, 3): date(2026, 4, 20), (2026, 4): date(2026, 5, 20), (2026, 5): date(2026, 6, 16),
    (2026, 6): date(2026, 7, 16), (2026, 7): date(2026, 8, 18), (2026, 8): date(2026, 9, 16),
    (2026, 9): date(2026, 10, 16), (2026, 10): date(2026, 11, 17), (2026, 11): date(2026, 12, 16),
    (2026, 12): date(2027, 1, 19), (2027, 4): date(2027, 5, 21),
}


def published_holidays(year: int) -> set[date]:
    """The public and optional holidays of the `holidays` library, and 5 May, which is a holiday under the act every year."""
    return set(holidays.country_holidays("NL", years=year, categories=(PUBLIC, OPTIONAL))) | {date(year, 5, 5)}


class TestPublicHolidays:
    @pytest.mark.parametrize("year", range(2014, 2061))
    def test_are_those_an_independent_source_publishes(self, year):
        assert public_holidays(year) == published_holidays(year)

    def test_count_5_may_in_a_year_without_a_lustrum(self):
        assert date(2026, 5, 5) in public_holidays(2026)

    @pytest.mark.parametrize(("day", "expected"), [
        (date(2025, 4, 26), True), (date(2025, 4, 27), False), (date(2026, 4, 26), False), (date(2026, 4, 27), True),
    ], ids=["Saturday before a Sunday the 27th", "Sunday the 27th", "Sunday the 26th", "Monday the 27th"])
    def test_move_the_kings_birthday_from_a_sunday_to_saturday(self, day, expected):
        assert (day in public_holidays(day.year)) is expected


class TestBenefitDays:
    @pytest.mark.parametrize(("year", "days"), [
        (2023, 260), (2024, 262), (2025, 261), (2026, 261), (2027, 261), (2028, 260), (2029, 261), (2030, 261)])
    def test_are_counted_per_year_as_the_table_says(self, year, days):
        assert count_benefit_days(date(year, 1, 1), date(year, 12, 31)) == days

    def test_include_public_holidays(self):
        assert is_benefit_day(date(2026, 12, 25))
        assert not is_working_day(date(2026, 12, 25))

    @pytest.mark.parametrize(("day", "expected"), [
        (date(2026, 9, 4), True), (date(2026, 9, 5), False), (date(2026, 9, 6), False), (date(2026, 9, 7), True)],
        ids=["Friday", "Saturday", "Sunday", "Monday"])
    def test_are_monday_to_friday(self, day, expected):
        assert is_benefit_day(day) is expected

    def test_are_zero_if_the_end_is_before_the_start(self):
        assert count_benefit_days(date(2026, 9, 8), date(2026, 9, 7)) == 0

    @pytest.mark.parametrize(("weeks", "days"), [(52, 260), (104, 520)])
    @given(first=DAYS)
    def test_are_five_a_week_from_any_first_day(self, weeks, days, first):
        assert count_benefit_days(first, first + timedelta(days=7 * weeks - 1)) == days

    @given(first=DAYS, length=st.integers(0, 800))
    def test_equal_a_count_day_by_day(self, first, length):
        last = first + timedelta(days=length)

        one_by_one = sum(is_benefit_day(first + timedelta(days=n)) for n in range(length + 1))

        assert count_benefit_days(first, last) == one_by_one


class TestTermsInWorkingDays:
    @pytest.mark.parametrize(("reported_on", "due_on"), [
        (date(2026, 4, 2), date(2026, 4, 10)), (date(2026, 4, 23), date(2026, 4, 30)),
        (date(2026, 12, 23), date(2026, 12, 30)), (date(2026, 9, 7), date(2026, 9, 11)),
    ], ids=["over Easter", "over King's Day", "over Christmas", "without holidays"])
    def test_four_after_a_report_is_when_the_consultant_has_called(self, reported_on, due_on):
        assert add_working_days(reported_on, 4) == due_on

    @pytest.mark.parametrize(("received_on", "due_on"), [
        (date(2026, 4, 30), date(2026, 5, 8)), (date(2026, 9, 7), date(2026, 9, 14)),
        (date(2026, 12, 22), date(2026, 12, 30)),
    ], ids=["over 5 May", "without holidays", "over Christmas"])
    def test_five_after_receipt_is_when_a_wage_sanction_is_to_be_reported(self, received_on, due_on):
        assert add_working_days(received_on, 5) == due_on

    @pytest.mark.parametrize(("month", "pay_date"), PAY_DATES.items(), ids=[f"{y}-{m:02d}" for y, m in PAY_DATES])
    def test_the_twelfth_of_the_following_month_is_the_pay_date(self, month, pay_date):
        year, number = month
        following = add_months(date(year, number, 1), 1)

        assert nth_working_day(following.year, following.month, 12) == pay_date

    def test_day_one_is_the_first_working_day_after(self):
        assert add_working_days(date(2026, 9, 4), 1) == date(2026, 9, 7)

    def test_a_term_of_zero_days_ends_on_the_day_itself(self):
        assert add_working_days(date(2026, 9, 5), 0) == date(2026, 9, 5)

    @given(day=DAYS, count=st.integers(1, 30))
    def test_going_back_undoes_going_forward_from_a_working_day(self, day, count):
        start = last_working_day_until(day)

        assert add_working_days(add_working_days(start, count), -count) == start

    @pytest.mark.parametrize(("due_on", "target_on"), [
        (date(2026, 2, 15), date(2026, 2, 13)), (date(2026, 2, 13), date(2026, 2, 13)),
        (date(2026, 4, 6), date(2026, 4, 2)),
    ], ids=["Sunday to Friday", "Friday stays", "Easter Monday past Good Friday"])
    def test_the_target_of_a_statutory_date_is_the_last_working_day_on_or_before_it(self, due_on, target_on):
        assert last_working_day_until(due_on) == target_on


class TestTermsInMonths:
    @pytest.mark.parametrize(("day", "months", "expected"), [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)), (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)), (date(2024, 2, 29), 60, date(2029, 2, 28)),
    ])
    def test_end_on_the_same_day_number_or_the_last_of_the_month(self, day, months, expected):
        assert add_months(day, months) == expected
