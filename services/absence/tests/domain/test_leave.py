"""The days that leave may have, on both sides of every boundary."""
from datetime import date

import pytest

from services.absence.domain.leave import LeaveOverlaps, LeaveRefused, check_leave
from shared.kernel.period import Period
from shared.kernel.vocabulary import LeaveKind

EMPLOYED = Period(date(2024, 1, 1), date(2026, 12, 31))
FOLLOWING_YEARS = Period(date(2024, 1, 1))


class TestLeave:
    @pytest.mark.parametrize(("kind", "first", "last"), [
        (LeaveKind.UNPAID, date(2024, 1, 1), date(2024, 1, 1)),
        (LeaveKind.UNPAID, date(2026, 12, 1), date(2026, 12, 31)),
        (LeaveKind.UNPAID, date(2025, 1, 1), date(2026, 1, 1)),
        (LeaveKind.PARENTAL, date(2025, 1, 1), date(2026, 1, 1)),
        (LeaveKind.MATERNITY, date(2026, 1, 1), date(2026, 7, 29))],
        ids=["first day", "last day", "a year", "parental", "30 weeks"])
    def test_lies_within_the_employment_and_is_of_a_plausible_length(self, kind: LeaveKind, first: date, last: date) -> None:
        check_leave(kind, Period(first, last), employed=EMPLOYED, others=[])

    @pytest.mark.parametrize(("kind", "first", "last", "code", "field"), [
        (LeaveKind.UNPAID, date(2023, 12, 31), date(2024, 1, 2), "leave.outside_service", "start"),
        (LeaveKind.UNPAID, date(2026, 12, 31), date(2027, 1, 1), "leave.outside_service", "end"),
        (LeaveKind.UNPAID, date(2025, 1, 1), date(2026, 1, 2), "leave.too_long", "end"),
        (LeaveKind.MATERNITY, date(2026, 1, 1), date(2026, 7, 30), "leave.too_long", "end")])
    def test_is_refused_outside_it_or_longer(self, kind: LeaveKind, first: date, last: date, code: str, field: str) -> None:
        with pytest.raises(LeaveRefused) as refused:
            check_leave(kind, Period(first, last), employed=EMPLOYED, others=[])

        assert (refused.value.code, refused.value.field) == (code, field)

    def test_has_no_day_twice(self) -> None:
        others = [Period(date(2026, 3, 2), date(2026, 3, 8))]
        check_leave(LeaveKind.PARENTAL, Period(date(2026, 3, 9), date(2026, 3, 9)), employed=FOLLOWING_YEARS, others=others)

        with pytest.raises(LeaveOverlaps):
            check_leave(LeaveKind.PARENTAL, Period(date(2026, 3, 8), date(2026, 3, 9)), employed=FOLLOWING_YEARS, others=others)
