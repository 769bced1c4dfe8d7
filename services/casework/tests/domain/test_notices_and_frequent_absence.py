"""Notices to VRA, the long-term threat and the frequent-reporter flag."""
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.casework.domain.guidance.frequent_absence import is_frequent_reporter
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.planning import plan
from services.casework.domain.vra.vra import (
    Addressee,
    AnswerRequired,
    NoticeKind,
    NoticeMode,
    RequiredNotice,
    check_closing,
    long_term_threat_on,
    required_notices,
)
from shared.kernel.sickness import CompositeCase, Spell

F = date(2026, 1, 5)


class TestVraNotice:
    @pytest.mark.parametrize(("days", "stagnates"), [(14, False), (15, True)])
    def test_is_required_when_a_milestone_is_more_than_14_days_overdue(self, days, stagnates):
        facts = DossierFacts(case=CompositeCase((Spell(F),)), reported_on=F)
        today = date(2026, 1, 9) + timedelta(days=days)

        found = required_notices(plan(facts, today=today), today=today)

        assert found == ((RequiredNotice(NoticeKind.STAGNATION, NoticeMode.INFORM),) if stagnates else ())

    @pytest.mark.parametrize(("trigger", "kind"), [
        ({"marked_stagnating": True}, NoticeKind.STAGNATION), ({"wage_value_recorded": True}, NoticeKind.WAGE_VALUE),
        ({"sanction_recorded": True}, NoticeKind.SANCTION)])
    def test_is_required_on_each_trigger(self, trigger, kind):
        assert [notice.kind for notice in required_notices([], today=F, **trigger)] == [kind]

    @pytest.mark.parametrize(("cost", "count"), [("1500.00", 0), ("1500.01", 1)])
    def test_consults_on_a_cost_above_the_mandate(self, cost, count):
        found = required_notices([], today=F, estimated_cost=Decimal(cost))

        assert [notice.mode for notice in found] == [NoticeMode.CONSULT] * count

    def test_that_consults_is_not_closed_without_an_answer(self):
        with pytest.raises(AnswerRequired):
            check_closing(NoticeMode.CONSULT, is_answered=False)
        check_closing(NoticeMode.CONSULT, is_answered=True)
        check_closing(NoticeMode.INFORM, is_answered=False)

    def test_asks_three_parties_for_more(self):
        assert set(Addressee) == {"EMPLOYER", "CASEMANAGER", "ARBO_SERVICE"}


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
