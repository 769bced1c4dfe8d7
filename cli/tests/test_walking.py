"""The clock stops at every day with scheduled jobs."""
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.endings import WrongInput
from cli.run.walking import steps, target_of
from shared.kernel.calendar import nth_working_day

DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))


class TestSteps:
    def test_stops_at_the_first_of_the_month_and_the_pay_date(self) -> None:
        stops = list(steps(date(2026, 3, 1), date(2026, 4, 3)))

        assert stops == [date(2026, 3, 17), date(2026, 4, 1), date(2026, 4, 3)]

    def test_counts_the_pay_date_in_working_days(self) -> None:
        assert date(2026, 4, 20) in list(steps(date(2026, 4, 1), date(2026, 4, 30)))

    def test_goes_nowhere_from_a_day_to_itself(self) -> None:
        assert list(steps(date(2026, 3, 1), date(2026, 3, 1))) == []

    @given(DAYS, st.integers(0, 800))
    def test_passes_no_marked_day_and_never_goes_back(self, start: date, days: int) -> None:
        end = start + timedelta(days=days)

        stops = [start, *steps(start, end)]

        assert stops[-1] == end
        assert all(earlier < later for earlier, later in pairwise(stops))
        for day in (start + timedelta(days=n) for n in range(1, days + 1)):
            if day.day == 1 or day == nth_working_day(day.year, day.month, 12):
                assert day in stops


class TestTargetOf:
    @pytest.mark.parametrize(("text", "target"), [
        ("+0d", date(2026, 3, 2)), ("+42d", date(2026, 4, 13)), ("+6w", date(2026, 4, 13)),
        ("2026-03-02", date(2026, 3, 2)), ("2026-06-15", date(2026, 6, 15)),
    ])
    def test_understands_days_weeks_and_dates(self, text: str, target: date) -> None:
        assert target_of(text, date(2026, 3, 2)) == target

    @pytest.mark.parametrize("text", ["42", "+d", "-3d", "tomorrow", "2026-02-30", "+99999d" * 2, ""])
    def test_refuses_what_is_no_day(self, text: str) -> None:
        with pytest.raises(WrongInput, match="is no day"):
            target_of(text, date(2026, 3, 2))

    def test_does_not_go_back(self) -> None:
        with pytest.raises(WrongInput, match="cannot go back to 2026-03-01"):
            target_of("2026-03-01", date(2026, 3, 2))
