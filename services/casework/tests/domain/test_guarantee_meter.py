"""The guarantee meter, condition by condition."""
from datetime import date, timedelta

import pytest

from services.casework.domain.guarantee.guarantee import ConditionCode
from services.casework.domain.guarantee.meter import Gauge, Standing, read_meter
from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.guidance.advice import Advice, AdviceKind, Outcome, ReasonNotAsked, judge_reason
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell

F = date(2026, 1, 5)
CASE = CompositeCase((Spell(F),))
TODAY = date(2026, 5, 20)
LATE = TODAY - timedelta(days=1)
ALWAYS = [Period(date(2020, 1, 1))]


def gauge(code, *, sanction=None, guidance=ALWAYS, advices=()) -> Gauge:
    meter = read_meter(CASE, sanction, guidance=guidance, advices=advices, today=TODAY)
    return next(one for one in meter.gauges if one.code is code)


class TestMeter:
    def test_is_as_good_as_its_worst_condition(self):
        def standing(**changes):
            given = {"guidance": ALWAYS, "advices": [], "today": TODAY} | changes
            return read_meter(CASE, None, **given).standing

        assert standing() is Standing.SECURED
        assert standing(advices=[Advice(advice_id="a", due_on=LATE)]) is Standing.AT_RISK
        assert standing(advices=[Advice(advice_id="a", due_on=LATE)], guidance=[]) is Standing.LOST

    @pytest.mark.parametrize(("advice", "standing"), [
        (Advice(advice_id="a", due_on=TODAY), Standing.SECURED),
        (Advice(advice_id="a", due_on=LATE), Standing.AT_RISK),
        (Advice(advice_id="a", due_on=F, outcome=Outcome.NOT_FOLLOWED, reason_code="OTHER"), Standing.AT_RISK),
        (Advice(advice_id="a", due_on=F, outcome=Outcome.NOT_FOLLOWED, reason_code="OTHER", reason_accepted=False),
         Standing.LOST),
        (Advice(advice_id="a", due_on=F, outcome=Outcome.NOT_FOLLOWED, reason_code="OTHER", reason_accepted=True),
         Standing.SECURED),
        (Advice(advice_id="a", due_on=LATE, kind=AdviceKind.FOLLOW_EX_EMPLOYEE), Standing.SECURED),
    ], ids=["due today", "late", "reason to judge", "reason refused", "reason accepted", "suggestion"])
    def test_follows_the_advices(self, advice, standing):
        found = gauge(ConditionCode.ADVICES_FOLLOWED, advices=[advice])

        assert (found.standing, found.advices) == (standing, () if standing is Standing.SECURED else ("a",))

    def test_names_the_advice_that_cannot_be_put_right(self):
        refused = Advice(advice_id="b", due_on=F, outcome=Outcome.NOT_FOLLOWED, reason_code="OTHER", reason_accepted=False)

        assert gauge(ConditionCode.ADVICES_FOLLOWED, advices=[Advice(advice_id="a", due_on=LATE), refused]).advices == ("b",)

    @pytest.mark.parametrize(("guidance", "standing", "on"), [
        (ALWAYS, Standing.SECURED, None),
        ([Period(F, TODAY)], Standing.AT_RISK, TODAY + timedelta(days=1)),
        ([Period(F, LATE)], Standing.LOST, TODAY),
    ], ids=["no end", "ends today", "ended yesterday"])
    def test_warns_of_a_gap_before_it_comes(self, guidance, standing, on):
        found = gauge(ConditionCode.UNINTERRUPTED, guidance=guidance)

        assert (found.standing, found.on) == (standing, on)

    @pytest.mark.parametrize(("began", "standing"), [(F, Standing.SECURED), (F + timedelta(days=1), Standing.LOST)])
    def test_asks_guidance_from_the_first_sick_day(self, began, standing):
        assert gauge(ConditionCode.FROM_FIRST_DAY, guidance=[Period(began)]) == Gauge(
            ConditionCode.FROM_FIRST_DAY, standing, began)

    @pytest.mark.parametrize(("reported_on", "standing"), [
        (date(2026, 5, 8), Standing.SECURED), (date(2026, 5, 9), Standing.LOST)],
                             ids=["fifth working day", "sixth"])
    def test_asks_a_wage_sanction_to_be_reported_in_time(self, reported_on, standing):
        sanction = WageSanction(decision_on=date(2026, 4, 29), received_on=date(2026, 4, 30), weeks=52, reported_on=reported_on)

        assert gauge(ConditionCode.TIMELY, sanction=sanction) == Gauge(ConditionCode.TIMELY, standing, date(2026, 5, 8))


class TestJudgement:
    @pytest.mark.parametrize("outcome", [Outcome.OPEN, Outcome.FOLLOWED])
    def test_needs_an_advice_that_was_not_followed(self, outcome):
        with pytest.raises(ReasonNotAsked):
            judge_reason(Advice(advice_id="a", due_on=TODAY, outcome=outcome), accepted=True)
