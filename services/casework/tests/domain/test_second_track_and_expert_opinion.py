"""Second track: placement as a secondment, closing the track; and the expert opinion of UWV."""
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.casework.domain.plan.expert_opinion import ExpertOpinionRequest, Question, Requester, is_offered
from services.casework.domain.second_track.second_track import (
    EffortClass,
    Placement,
    PlacementRefused,
    TrackMustContinue,
    TrackStatus,
    check_mutation,
    check_placement,
    close,
    is_orienting_only,
    next_due_on,
    recovered_pct,
)
from shared.kernel.sickness import CompositeCase, Spell

CASE = CompositeCase((Spell(date(2025, 7, 7)),))
LAST = CASE.projected_day(728)
PLACEMENT = Placement(start=date(2026, 9, 1), end=LAST, wage_value_invoiced=Decimal("1440.00"), durable=True)
WAGE = Decimal("3600.00")


class TestPlacement:
    def test_lasts_to_the_end_of_the_104_weeks_at_most(self):
        check_placement(PLACEMENT, CASE)
        with pytest.raises(PlacementRefused, match=r"secondment\.after_term"):
            check_placement(replace(PLACEMENT, end=LAST + timedelta(days=1)), CASE)

    def test_does_not_end_before_it_starts(self):
        with pytest.raises(PlacementRefused):
            check_placement(replace(PLACEMENT, end=date(2026, 8, 31)), CASE)

    @pytest.mark.parametrize("value", [None, Decimal(0)])
    def test_needs_an_invoiced_wage_value(self, value):
        with pytest.raises(PlacementRefused, match=r"wage_value\.required"):
            check_placement(replace(PLACEMENT, wage_value_invoiced=value), CASE)


class TestMutationOfAPlacement:
    @pytest.mark.parametrize(("reported", "accepted"), [
        ("40", True), ("41", True), ("39", True), ("41.01", False), ("38.99", False), ("100", False)])
    def test_carries_the_percentage_of_the_placement_within_one_point(self, reported, accepted):
        assert recovered_pct(PLACEMENT, WAGE) == 40

        given = {"contract_wage_month": WAGE, "reported_pct": Decimal(reported), "effective_on": PLACEMENT.start}
        if accepted:
            check_mutation(PLACEMENT, **given)
        else:
            with pytest.raises(PlacementRefused):
                check_mutation(PLACEMENT, **given)

    def test_carries_the_date_of_the_placement(self):
        with pytest.raises(PlacementRefused, match=r"secondment\.mutation_mismatch"):
            check_mutation(PLACEMENT, contract_wage_month=WAGE, reported_pct=Decimal(40),
                           effective_on=PLACEMENT.start + timedelta(days=1))

    def test_is_full_only_where_the_invoiced_value_is_the_wage(self):
        full = replace(PLACEMENT, wage_value_invoiced=WAGE)

        check_mutation(full, contract_wage_month=WAGE, reported_pct=Decimal(100), effective_on=full.start)
        nearly = replace(PLACEMENT, wage_value_invoiced=Decimal("3590.00"))
        with pytest.raises(PlacementRefused, match=r"secondment\.not_recovered"):
            check_mutation(nearly, contract_wage_month=WAGE, reported_pct=Decimal(100), effective_on=nearly.start)


class TestSecondTrackClosing:
    @pytest.mark.parametrize(("durable", "takeover", "closes"), [
        (True, False, True), (False, True, True), (True, True, True), (False, False, False)])
    def test_needs_a_durable_placement_or_the_intention_to_take_over(self, durable, takeover, closes):
        placement = replace(PLACEMENT, durable=durable, takeover_intention=takeover)

        if closes:
            assert close(TrackStatus.RUNNING, placement) is TrackStatus.CLOSED
        else:
            with pytest.raises(TrackMustContinue, match=r"second_track\.must_continue"):
                close(TrackStatus.RUNNING, placement)

    def test_happens_once(self):
        with pytest.raises(TrackMustContinue):
            close(TrackStatus.CLOSED, PLACEMENT)


class TestSecondTrackAdequacy:
    @pytest.mark.parametrize(("today", "applications", "warns"), [
        (date(2026, 4, 1), 0, False), (date(2026, 4, 2), 0, True), (date(2026, 4, 2), 1, False)])
    def test_warns_after_three_months_without_an_application(self, today, applications, warns):
        assert is_orienting_only(date(2026, 1, 1), applications=applications, today=today) is warns

    def test_expects_contact_and_a_report_every_six_weeks(self):
        assert next_due_on(date(2026, 9, 1)) == date(2026, 10, 13)

    def test_counts_efforts_elsewhere_as_the_second_track(self):
        assert {effort.value: effort.track for effort in EffortClass} == {
            "OWN_JOB_OWN_EMPLOYER": 1, "OTHER_JOB_OWN_EMPLOYER": 1, "OTHER_EMPLOYER": 2}


class TestExpertOpinion:
    def test_answers_five_questions(self):
        assert set(Question) == {"OWN_WORK_ABILITY", "SUITABLE_WORK", "EMPLOYER_EFFORTS", "EMPLOYEE_EFFORTS",
                                 "FREQUENT_ABSENCE"}

    def test_costs_an_employer_400_and_comes_in_two_to_four_weeks(self):
        request = ExpertOpinionRequest(Question.SUITABLE_WORK, Requester.EMPLOYER, date(2026, 6, 1))

        assert request.fee == Decimal("400.00")
        assert request.expected_between == (date(2026, 6, 15), date(2026, 6, 29))

    def test_is_offered_after_a_placement(self):
        assert is_offered(placement_made=True)
        assert not is_offered()
