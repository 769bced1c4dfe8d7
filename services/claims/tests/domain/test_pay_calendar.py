"""The pay dates of domain.md §3.9 and the run that includes a report."""
import pytest

from services.claims.domain.payments.payday import (
    MonthNotEnded,
    cut_off,
    paid_around,
    pay_date,
    refuse_unended_month,
    run_of,
)
from services.claims.tests.domain.case_factory import day
from shared.kernel.month import Month


class TestPayDate:
    @pytest.mark.parametrize(("month", "paid_on"), [
        ("2025-12", "2026-01-19"), ("2026-01", "2026-02-17"), ("2026-02", "2026-03-17"), ("2026-03", "2026-04-20"),
        ("2026-04", "2026-05-20"), ("2026-05", "2026-06-16"), ("2026-06", "2026-07-16"), ("2026-07", "2026-08-18"),
        ("2026-08", "2026-09-16"), ("2026-09", "2026-10-16"), ("2026-10", "2026-11-17"), ("2026-11", "2026-12-16"),
        ("2026-12", "2027-01-19"), ("2027-04", "2027-05-21"),
    ])
    def test_is_the_twelfth_working_day_of_the_next_month(self, month, paid_on):
        assert pay_date(Month.parse(month)) == day(paid_on)

    def test_is_shown_with_two_working_days_either_way(self):
        assert paid_around(Month(2026, 4)) == (day("2026-05-18"), day("2026-05-22"))


class TestRun:
    def test_is_closed_three_working_days_before_the_pay_date(self):
        assert cut_off(Month(2026, 6)) == day("2026-07-13")

    @pytest.mark.parametrize(("received_on", "run"), [("2026-06-20", "2026-06"), ("2026-07-13", "2026-06"),
                                                      ("2026-07-14", "2026-07"), ("2027-03-01", "2027-02")])
    def test_pays_what_was_received_by_its_cut_off(self, received_on, run):
        assert run_of(Month(2026, 6), received_on=day(received_on)) == Month.parse(run)


class TestCalculation:
    def test_is_refused_for_a_month_that_has_not_ended(self):
        with pytest.raises(MonthNotEnded) as refusal:
            refuse_unended_month(Month(2026, 6), today=day("2026-06-30"))

        assert refusal.value.code == "benefit.month_not_ended"

    def test_is_allowed_from_the_first_day_of_the_next_month(self):
        refuse_unended_month(Month(2026, 6), today=day("2026-07-01"))
