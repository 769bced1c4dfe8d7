"""The expert opinion of UWV, and efforts by track."""
from datetime import date
from decimal import Decimal

from services.casework.domain.plan.expert_opinion import ExpertOpinionRequest, Question, Requester, is_offered
from services.casework.domain.second_track.effort import EffortClass


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


class TestEfforts:
    def test_elsewhere_are_the_second_track(self):
        assert {effort.value: effort.track for effort in EffortClass} == {
            "OWN_JOB_OWN_EMPLOYER": 1, "OTHER_JOB_OWN_EMPLOYER": 1, "OTHER_EMPLOYER": 2}
