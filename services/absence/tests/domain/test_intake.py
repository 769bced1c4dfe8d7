"""Which sick report is taken."""
from datetime import date, timedelta

import pytest

from services.absence.domain import intake
from shared.kernel.refusals import Refusal
from shared.kernel.sickness import Spell

TODAY = date(2026, 3, 2)
EARLIER = Spell(date(2026, 1, 5), date(2026, 1, 12), "V-1")


def code_of(check, *arguments, **options) -> str | None:
    """The code of the refusal; None if it is taken."""
    try:
        check(*arguments, **options)
    except Refusal as refusal:
        return refusal.code
    return None


class TestFirstSickDay:
    @pytest.mark.parametrize(("days_ago", "code"), [
        (-1, "sick_report.future_date"), (0, None), (365, None), (366, "sick_report.too_long_ago")])
    def test_lies_between_a_year_ago_and_today(self, days_ago, code):
        assert code_of(intake.check_first_sick_day, TODAY - timedelta(days=days_ago), today=TODAY) == code

    @pytest.mark.parametrize(("day", "code"), [
        (date(2025, 12, 31), "employee.not_in_service"), (date(2026, 1, 1), None), (date(2026, 2, 28), None),
        (date(2026, 3, 1), "employee.not_in_service")])
    def test_lies_within_the_service(self, day, code):
        service = {"employed_from": date(2026, 1, 1), "employed_until": date(2026, 2, 28)}

        assert code_of(intake.check_in_service, day, **service) == code

    @pytest.mark.parametrize(("day", "code"), [
        (date(2026, 1, 5), "absence.overlaps"), (date(2026, 1, 11), "absence.overlaps"), (date(2026, 1, 12), None),
        (date(2026, 1, 1), "absence.overlaps")], ids=["same day", "last sick day", "first fit day", "before another"])
    def test_may_be_the_day_on_which_an_earlier_absence_ended(self, day, code):
        assert code_of(intake.check_free, day, [EARLIER], open_number=None) == code

    def test_needs_the_open_absence_to_end_first(self):
        assert code_of(intake.check_free, TODAY, [], open_number="V-9") == "absence.already_open"


class TestDaysLate:
    @pytest.mark.parametrize(("reported_on", "days"), [(date(2026, 3, 1), 0), (date(2026, 3, 2), 0), (date(2026, 3, 5), 3)])
    def test_are_calendar_days_after_the_first_sick_day(self, reported_on, days):
        assert intake.days_late(TODAY, reported_on) == days
