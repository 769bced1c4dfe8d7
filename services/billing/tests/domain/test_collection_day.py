"""Invoices are collected on days on which the banks settle, with a file made the settlement day before."""
from datetime import date

import pytest

from services.billing.domain.invoices.collection_day import collection_day
from shared.kernel.calendar import is_target_day


class TestCollectionDay:
    @pytest.mark.parametrize(("due_on", "collected_on"), [
        (date(2026, 2, 22), date(2026, 2, 23)), (date(2026, 5, 1), date(2026, 5, 4)), (date(2026, 5, 31), date(2026, 6, 1)),
        (date(2026, 10, 31), date(2026, 11, 2)), (date(2026, 4, 3), date(2026, 4, 7)), (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 3, 4), date(2026, 3, 4))])
    def test_is_the_first_target_day_from_the_due_date_on(self, due_on, collected_on):
        assert collection_day(due_on, made_on=date(2026, 1, 5)) == collected_on

    @pytest.mark.parametrize(("made_on", "collected_on"), [
        (date(2026, 2, 20), date(2026, 2, 23)), (date(2026, 2, 23), date(2026, 2, 24)), (date(2026, 4, 2), date(2026, 4, 7))])
    def test_is_at_least_one_target_day_after_the_file(self, made_on, collected_on):
        assert collection_day(date(2026, 2, 1), made_on=made_on) == collected_on


class TestTargetDays:
    def test_are_all_weekdays_but_six_holidays(self):
        closed = [day for day in (date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365))
                  if day.weekday() < 5 and not is_target_day(day)]

        assert closed == [date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 12, 25)]
