"""The gatekeeper guarantee, condition by condition."""
from datetime import date, timedelta

import pytest

from services.casework.domain.guarantee.guarantee import Decision, assess_guarantee
from services.casework.domain.guarantee.wage_sanction import (
    WageSanction,
    WageSanctionInFuture,
    WageSanctionReceivedTooEarly,
    WageSanctionTooLong,
    check_wage_sanction,
)
from services.casework.domain.guidance.advice import (
    Advice,
    AdviceAlreadyClosed,
    AdviceKind,
    AdviceOutcomeRequired,
    Outcome,
    close_advice,
)
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell

F = date(2024, 6, 3)
CASE = CompositeCase((Spell(F),))
TODAY = date(2026, 5, 20)


def sanction_of(reported_on: date | None = date(2026, 5, 8)) -> WageSanction:
    return WageSanction(decision_on=date(2026, 4, 29), received_on=date(2026, 4, 30), weeks=52,
                        reported_on=reported_on)


def assess(**changes):
    given = {"guidance": [Period(date(2020, 1, 1))], "advices": [], "contract_terms_met": True, "today": TODAY}
    return assess_guarantee(CASE, changes.pop("sanction", sanction_of()), **(given | changes))


class TestGuarantee:
    def test_is_approved_when_every_condition_holds(self):
        found = assess()

        assert found.decision is Decision.APPROVED
        assert [condition.code for condition in found.conditions] == [
            "TIMELY", "FROM_FIRST_DAY", "UNINTERRUPTED", "ADVICES_FOLLOWED", "CONTRACT_TERMS"]
        assert all(condition.evidence for condition in found.conditions)

    @pytest.mark.parametrize(("reported_on", "decision"), [
        (date(2026, 5, 8), Decision.APPROVED), (date(2026, 5, 9), Decision.REJECTED)],
        ids=["fifth working day", "sixth working day (G-4)"])
    def test_is_rejected_when_reported_too_late(self, reported_on, decision):
        assert assess(sanction=sanction_of(reported_on)).decision is decision

    def test_is_rejected_while_the_report_is_late_and_missing(self):
        assert assess(sanction=sanction_of(None)).failing == ("TIMELY",)

    @pytest.mark.parametrize(("guidance_from", "failing"), [
        (F, ()), (F + timedelta(days=1), ("FROM_FIRST_DAY", "UNINTERRUPTED")),
        (F + timedelta(days=10), ("FROM_FIRST_DAY", "UNINTERRUPTED"))],
        ids=["first sick day", "a day later", "ten days later (G-5)"])
    def test_asks_guidance_from_the_first_sick_day(self, guidance_from, failing):
        assert assess(guidance=[Period(guidance_from)]).failing == failing

    def test_of_an_employer_never_guided_fails_both_conditions_of_guidance(self):
        assert assess(guidance=[]).failing == ("FROM_FIRST_DAY", "UNINTERRUPTED")

    @pytest.mark.parametrize(("guidance", "failing"), [
        ([Period(F, F + timedelta(days=727))], ()),
        ([Period(F, F + timedelta(days=726))], ("UNINTERRUPTED",)),
        ([Period(F, date(2025, 1, 31)), Period(date(2025, 2, 1))], ()),
        ([Period(F, date(2025, 1, 31)), Period(date(2025, 2, 2))], ("UNINTERRUPTED",)),
    ], ids=["to D(728)", "to D(727)", "two contracts that meet", "a day between"])
    def test_asks_guidance_without_a_gap_to_the_end_of_the_term(self, guidance, failing):
        assert assess(guidance=guidance).failing == failing

    @pytest.mark.parametrize(("advice", "holds"), [
        (Advice(advice_id="a", due_on=TODAY), True),
        (Advice(advice_id="a", due_on=TODAY - timedelta(days=1)), False),
        (Advice(advice_id="a", due_on=F, outcome=Outcome.FOLLOWED), True),
        (Advice(advice_id="a", due_on=F, outcome=Outcome.NOT_FOLLOWED, reason_code="OTHER"), False),
        (Advice(advice_id="a", due_on=F, outcome=Outcome.NOT_FOLLOWED, reason_code="OTHER", reason_accepted=True), True),
        (Advice(advice_id="a", due_on=F, kind=AdviceKind.EXPERT_OPINION_ADVICE), True),
    ], ids=["open until today", "open past its date", "followed", "not followed", "accepted reason", "suggestion"])
    def test_asks_that_advices_were_followed(self, advice, holds):
        assert ("ADVICES_FOLLOWED" not in assess(advices=[advice]).failing) is holds

    @pytest.mark.parametrize(("judged", "decision"), [
        (None, Decision.ASSESSING), (True, Decision.APPROVED), (False, Decision.REJECTED)])
    def test_waits_for_the_judgement_of_perspectief_on_the_contract(self, judged, decision):
        assert assess(contract_terms_met=judged).decision is decision

    def test_is_rejected_at_once_when_another_condition_fails(self):
        assert assess(contract_terms_met=None, guidance=[]).decision is Decision.REJECTED


class TestWageSanction:
    @pytest.mark.parametrize(("decision_on", "received_on", "weeks", "error"), [
        (TODAY, TODAY + timedelta(days=1), 52, WageSanctionInFuture),
        (TODAY, TODAY - timedelta(days=1), 52, WageSanctionReceivedTooEarly),
        (TODAY, TODAY, 0, WageSanctionTooLong), (TODAY, TODAY, 53, WageSanctionTooLong)])
    def test_refuses_what_cannot_be(self, decision_on, received_on, weeks, error):
        with pytest.raises(error):
            check_wage_sanction(WageSanction(decision_on=decision_on, received_on=received_on, weeks=weeks),
                                case=CASE, today=TODAY)

    def test_accepts_a_decision_received_on_its_own_day(self):
        check_wage_sanction(WageSanction(decision_on=TODAY, received_on=TODAY, weeks=1),
                            case=CASE, today=TODAY)


class TestAdvice:
    def test_is_not_closed_without_an_outcome(self):
        with pytest.raises(AdviceOutcomeRequired):
            close_advice(Advice(advice_id="a", due_on=TODAY), outcome=None)

    def test_is_not_closed_as_not_followed_without_a_reason(self):
        with pytest.raises(AdviceOutcomeRequired):
            close_advice(Advice(advice_id="a", due_on=TODAY), outcome=Outcome.NOT_FOLLOWED)

    def test_is_closed_once(self):
        closed = close_advice(Advice(advice_id="a", due_on=TODAY), outcome=Outcome.FOLLOWED)

        with pytest.raises(AdviceAlreadyClosed):
            close_advice(closed, outcome=Outcome.FOLLOWED)

    def test_to_sanction_that_is_left_undone_risks_a_wage_sanction(self):
        advice = Advice(advice_id="a", due_on=TODAY, kind=AdviceKind.SANCTION_ADVISED)

        closed = close_advice(advice, outcome=Outcome.NOT_FOLLOWED, reason_code="NO_SANCTION")

        assert [closed.risks_wage_sanction(TODAY, imposed=imposed) for imposed in (False, True)] == [True, False]
        assert [advice.risks_wage_sanction(TODAY + timedelta(days=late), imposed=False) for late in (0, 1)] == [False, True]
        assert closed.is_breach(TODAY)
