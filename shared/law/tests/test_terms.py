"""The end of statutory terms: weekends, holidays, equated days, and terms that never move (ATW 1 to 4)."""
from datetime import date, timedelta

import pytest

from shared.kernel.calendar import is_working_day
from shared.law.terms import end_of_term, is_equated


class TestEndOfTerm:
    @pytest.mark.parametrize(("first", "last", "ends_on"), [
        (date(2026, 10, 16), date(2026, 10, 29), date(2026, 10, 29)),
        (date(2026, 10, 17), date(2026, 10, 31), date(2026, 11, 2)),
        (date(2026, 2, 23), date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 4, 3), date(2026, 5, 14), date(2026, 5, 18)),
        (date(2025, 11, 22), date(2026, 1, 2), date(2026, 1, 5)),
    ], ids=["on a working day", "on a Saturday", "on Good Friday: after Easter Monday",
            "on Ascension Day: after the equated Friday and a weekend", "on an equated Friday"])
    def test_moves_to_a_day_that_counts(self, first, last, ends_on):
        assert end_of_term(first, last) == ends_on

    @pytest.mark.parametrize(("first_day", "ends_on"), [(date(2026, 8, 10), date(2026, 11, 2)),
                                                        (date(2026, 8, 9), date(2026, 11, 1))],
                             ids=["twelve weeks", "a day more"])
    def test_of_more_than_twelve_weeks_never_moves(self, first_day, ends_on):
        assert end_of_term(first_day, date(2026, 11, 1)) == ends_on

    def test_of_three_days_or_more_includes_two_working_days(self):
        """Good Friday 3 April to Easter Monday 6 April 2026: the 7th alone is one working day, so it ends on the 8th."""
        assert end_of_term(date(2026, 4, 3), date(2026, 4, 6)) == date(2026, 4, 8)

    def test_of_two_days_may_include_a_single_working_day(self):
        assert end_of_term(date(2026, 4, 4), date(2026, 4, 5)) == date(2026, 4, 7)


class TestEquatedDay:
    @pytest.mark.parametrize("day", [date(2023, 4, 28), date(2024, 12, 27), date(2025, 5, 30), date(2026, 1, 2),
                                     date(2026, 5, 15), date(2027, 5, 7), date(2028, 5, 26)])
    def test_is_a_working_day_except_for_terms(self, day):
        assert is_equated(day)
        assert is_working_day(day)

    @pytest.mark.parametrize("day", [date(2026, 5, 18), date(2022, 12, 27), date(2031, 1, 2)])
    def test_is_only_the_day_named_in_a_decree(self, day):
        assert not is_equated(day)

    def test_applies_to_one_year_only(self):
        assert not is_equated(date(2027, 1, 2) + timedelta(days=2))
