"""The conditions of a sick report, on both sides of every boundary."""
from datetime import date, timedelta

import pytest

from services.absence.domain import intake
from shared.kernel.refusals import RuleViolated
from shared.kernel.sickness import Spell
from shared.kernel.vocabulary import ThirdParty

TODAY = date(2026, 3, 2)


class TestConfirmationOfTheData:
    def test_is_taken_when_given(self) -> None:
        intake.check_data_confirmed(True)

    def test_is_asked_for_at_its_field(self) -> None:
        with pytest.raises(RuleViolated) as refused:
            intake.check_data_confirmed(False)

        assert (refused.value.code, refused.value.field) == ("employee_data.not_confirmed", "data_checked")


class TestThirdParty:
    @pytest.mark.parametrize("answer", list(ThirdParty))
    def test_is_answered_by_yes_no_and_unknown(self, answer: ThirdParty) -> None:
        assert intake.answered(answer) is answer

    def test_is_refused_without_an_answer(self) -> None:
        with pytest.raises(RuleViolated) as refused:
            intake.answered(None)

        assert refused.value.code == "third_party.answer_required"


class TestFirstSickDay:
    @pytest.mark.parametrize("days_ago", [0, 1, 364, 365])
    def test_may_lie_up_to_a_year_back(self, days_ago: int) -> None:
        intake.check_first_sick_day(TODAY - timedelta(days=days_ago), today=TODAY)

    @pytest.mark.parametrize(("days_ago", "code"), [(-1, "sick_report.future_date"), (366, "sick_report.too_long_ago")])
    def test_lies_neither_ahead_nor_further_back(self, days_ago: int, code: str) -> None:
        with pytest.raises(RuleViolated) as refused:
            intake.check_first_sick_day(TODAY - timedelta(days=days_ago), today=TODAY)

        assert (refused.value.code, refused.value.field) == (code, "first_sick_day")

    def test_is_counted_in_calendar_days_over_a_leap_day(self) -> None:
        intake.check_first_sick_day(date(2024, 2, 29), today=date(2025, 2, 28))

        with pytest.raises(RuleViolated):
            intake.check_first_sick_day(date(2024, 2, 28), today=date(2025, 2, 28))


class TestService:
    @pytest.mark.parametrize("day", [date(2020, 1, 1), date(2024, 2, 29), date(2026, 1, 31)],
                             ids=["first day", "between", "last day"])
    def test_covers_its_first_and_last_day(self, day: date) -> None:
        intake.check_in_service(day, employed_from=date(2020, 1, 1), employed_until=date(2026, 1, 31))

    @pytest.mark.parametrize("day", [date(2019, 12, 31), date(2026, 2, 1)], ids=["day before", "day after"])
    def test_covers_no_other_day(self, day: date) -> None:
        with pytest.raises(intake.NotInService):
            intake.check_in_service(day, employed_from=date(2020, 1, 1), employed_until=date(2026, 1, 31))

    def test_goes_on_without_a_last_day(self) -> None:
        intake.check_in_service(date(2036, 1, 1), employed_from=date(2020, 1, 1), employed_until=None)


class TestOtherAbsences:
    EARLIER = Spell(date(2026, 1, 5), date(2026, 1, 14), "V-1")

    def test_leave_room_from_the_day_of_their_recovery_on(self) -> None:
        intake.check_free(date(2026, 1, 14), [self.EARLIER], open_number=None)

    @pytest.mark.parametrize("day", [date(2026, 1, 13), date(2026, 1, 5), date(2026, 1, 4)],
                             ids=["last sick day", "first sick day", "before it"])
    def test_take_the_days_they_cover_and_those_before_them(self, day: date) -> None:
        with pytest.raises(intake.Overlaps):
            intake.check_free(day, [self.EARLIER], open_number=None)

    def test_leave_no_room_while_one_is_open(self) -> None:
        with pytest.raises(intake.AlreadyOpen, match="V-9"):
            intake.check_free(TODAY, [], open_number="V-9")


class TestDaysLate:
    @pytest.mark.parametrize(("reported_on", "days"), [
        (TODAY, 0), (TODAY + timedelta(days=1), 1), (TODAY + timedelta(days=30), 30), (TODAY - timedelta(days=1), 0)],
        ids=["same day", "next day", "a month later", "ahead"])
    def test_are_calendar_days_after_the_first_sick_day(self, reported_on: date, days: int) -> None:
        assert intake.days_late(TODAY, reported_on) == days
