"""A change of law and the steps of a plan: each case keeps the law of its first sick day."""
from datetime import date, timedelta

import pytest

from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.plan.milestone import Code
from services.casework.tests.domain.plan_rows import F, codes_of, facts_of, row_of
from shared.law import law


class TestChangeOfLaw:
    """A new row of law changes only the steps of cases that begin on or after its first day."""

    @pytest.mark.parametrize(("key", "value", "code", "old", "new"), [
        ("problem_analysis_term", 8, Code.M03, 42, 56),
        ("action_plan_term", 3, Code.M04, 56, 63),
        ("uwv_report_after", 44, Code.M06, 295, 309),
        ("shortened_waiting_time_maximum", 80, Code.M11, 476, 490),
        ("reintegration_report_lead", 15, Code.M15, 637, 623),
        ("wia_application_lead", 13, Code.M16, 651, 637),
        ("wage_sanction_decision_lead", 8, Code.M17, 686, 672),
        ("waiting_time", 78, Code.M18, 728, 546),
        ("safety_net_report_day", 3, Code.M24, 4, 3),
    ])
    def test_leaves_cases_of_before_as_they_were(self, key, value, code, old, new):
        with law.amended(key, value, valid_from=F + timedelta(days=7)):
            before = row_of(facts_of(F, safety_net=True), code).due_on
            after = row_of(facts_of(F + timedelta(days=7), safety_net=True), code).due_on

        assert before == F + timedelta(days=old - 1)
        assert after == F + timedelta(days=7 + new - 1)

    def test_of_the_fine_and_of_the_longest_sanction_too(self):
        later = F + timedelta(days=7)
        sanction = WageSanction(decision_on=date(2027, 11, 29), received_on=date(2027, 12, 1), weeks=52)
        with law.amended("uwv_report_fine_maximum", 500, valid_from=later), \
                law.amended("wage_sanction_maximum", 26, valid_from=later):
            old, new = (facts_of(first, wage_sanction=sanction) for first in (F, later))

            assert [row_of(facts, Code.M06, today=date(2027, 1, 1)).risk for facts in (old, new)] == [
                "boete max € 455", "boete max € 500"]
            assert row_of(old, Code.M19).due_on == date(2028, 12, 31)
            assert row_of(new, Code.M19).due_on == date(2028, 7, 9)

    def test_of_the_objection_term_goes_by_the_day_of_the_decision(self):
        with law.amended("objection_term", 8, valid_from=date(2027, 12, 1)):
            old, new = (facts_of(wage_sanction=WageSanction(decision_on=day, received_on=day, weeks=52))
                        for day in (date(2027, 11, 29), date(2027, 12, 1)))

            assert row_of(old, Code.M21).due_on == date(2028, 1, 10)
            assert row_of(new, Code.M21).due_on == date(2028, 1, 26)

    def test_of_the_report_of_a_leaver_goes_by_the_first_sick_day(self):
        with law.amended("leaver_reintegration_report_from", 4, valid_from=F + timedelta(days=7)):
            codes = [codes_of(facts_of(first, end_of_service=first + timedelta(days=30)))
                     for first in (F, F + timedelta(days=7))]

        assert [Code.RIV_LEAVER_SHORT in each for each in codes] == [False, True]
