"""Stagnation, the long-term threat and the frequent-reporter flag."""
from datetime import date, timedelta

import pytest

from services.casework.domain.guidance.frequent_absence import is_frequent_reporter
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.planning import plan
from services.casework.domain.vra.vra import is_stagnating, long_term_threat_on
from shared.kernel.sickness import CompositeCase, Spell

F = date(2026, 1, 5)


class TestStagnation:
    @pytest.mark.parametrize(("days", "stagnates"), [(14, False), (15, True)])
    def test_is_a_milestone_more_than_14_days_overdue(self, days, stagnates):
        facts = DossierFacts(case=CompositeCase((Spell(F),)), reported_on=F)
        today = date(2026, 1, 9) + timedelta(days=days)

        assert is_stagnating(plan(facts, today=today), today=today) is stagnates


class TestLongTermThreat:
    @pytest.mark.parametrize(("recovered_on", "threat_on"), [
        (None, date(2026, 2, 15)), (date(2026, 2, 16), date(2026, 2, 15)), (date(2026, 2, 15), None)])
    def test_comes_by_itself_on_the_42nd_sick_day(self, recovered_on, threat_on):
        assert long_term_threat_on(CompositeCase((Spell(F, recovered_on),))) == threat_on


class TestFrequentReporter:
    @pytest.mark.parametrize(("first", "expected"), [(date(2025, 6, 16), True), (date(2025, 6, 15), False)],
                             ids=["within twelve months", "a day too old"])
    def test_reported_three_times_in_twelve_months(self, first, expected):
        days = [first, date(2025, 12, 1), date(2026, 6, 15)]

        assert is_frequent_reporter(days, on=date(2026, 6, 15)) is expected

    def test_did_not_with_two_reports(self):
        assert not is_frequent_reporter([F, F + timedelta(days=30)], on=date(2026, 6, 15))
