"""Steps of a plan for leaving service while sick, for a safety-net case and under a wage sanction."""
from datetime import date, timedelta

import pytest

from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.plan.milestone import Code, Status
from services.casework.tests.domain.plan_rows import F, codes_of, facts_of, row_of
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell


class TestLateReportOfALeaver:
    def test_may_cost_a_fine(self):
        facts = facts_of(end_of_service=date(2026, 3, 31))

        assert row_of(facts, Code.M23, today=date(2026, 4, 1)).risk == "boete max € 455"


class TestLeavingSick:
    """T-5: first sick day Monday 4 May 2026."""

    @pytest.mark.parametrize(("left_on", "evaluated"), [(date(2026, 7, 12), False), (date(2026, 7, 13), True)],
                             ids=["70 sick days", "71 sick days"])
    def test_asks_for_final_evaluations_above_seventy_sick_days(self, left_on, evaluated):
        codes = codes_of(facts_of(date(2026, 5, 4), end_of_service=left_on))

        assert (Code.FINAL_EVAL_LEAVER_DOCTOR in codes) is evaluated
        assert (Code.FINAL_EVAL_LEAVER in codes) is evaluated

    @pytest.mark.parametrize(("sick_days", "report"), [
        (42, None), (43, Code.RIV_LEAVER_SHORT), (70, Code.RIV_LEAVER_SHORT), (71, Code.RIV_LEAVER_FULL)])
    def test_asks_for_a_short_or_full_report(self, sick_days, report):
        left_on = date(2026, 5, 4) + timedelta(days=sick_days - 1)

        codes = codes_of(facts_of(date(2026, 5, 4), end_of_service=left_on))

        assert codes & {Code.RIV_LEAVER_SHORT, Code.RIV_LEAVER_FULL} == ({report} if report else set())

    def test_is_reported_to_uwv_on_the_last_day_of_employment(self):
        facts = facts_of(end_of_service=date(2026, 3, 31))

        assert row_of(facts, Code.M23).due_on == date(2026, 3, 31)

    def test_cancels_what_was_due_after_it(self):
        facts = facts_of(end_of_service=date(2026, 2, 15))

        assert row_of(facts, Code.M03).status is Status.PLANNED
        assert row_of(facts, Code.M04).status is Status.CANCELLED

    def test_asks_nothing_of_an_employee_who_left_fit(self):
        facts = facts_of(recovered_on=date(2026, 3, 1), end_of_service=date(2026, 3, 31))

        assert Code.M23 not in codes_of(facts)


class TestSafetyNet:
    @pytest.mark.parametrize(("first_sick_day", "due_on"), [
        (date(2026, 1, 5), date(2026, 1, 8)),
        (date(2026, 1, 8), date(2026, 1, 12)),
        (date(2026, 4, 3), date(2026, 4, 8)),
        (date(2025, 12, 30), date(2026, 1, 5)),
    ], ids=["Monday", "Thursday: the fourth day is a Sunday", "Good Friday: with two working days",
            "the fourth day is equated with a holiday"])
    def test_is_reported_on_the_fourth_day_or_the_first_after_it_that_counts(self, first_sick_day, due_on):
        """ZW 38a-2 is a term of an act, which the Algemene termijnenwet moves."""
        assert row_of(facts_of(first_sick_day, safety_net=True), Code.M24, first_sick_day).due_on == due_on

    def test_reported_late_may_cost_a_fine_and_part_of_the_benefit(self):
        row = row_of(facts_of(safety_net=True), Code.M24, today=date(2026, 1, 9))

        assert row.risk == "boete max € 455; ziekengeld hoogstens 1 jaar met terugwerkende kracht"

    def test_recovery_that_is_due_in_a_weekend_is_reported_on_monday(self):
        facts = facts_of(recovered_on=date(2026, 2, 6), safety_net=True, recovery_reported_on=date(2026, 2, 6))

        assert row_of(facts, Code.M25, today=date(2026, 2, 6)).due_on == date(2026, 2, 9)

    def test_recovery_is_due_at_uwv_on_the_second_day_after_its_report(self):
        facts = facts_of(recovered_on=date(2026, 2, 2), safety_net=True, recovery_reported_on=date(2026, 2, 3))

        row = row_of(facts, Code.M25, today=date(2026, 2, 4))

        assert (row.due_on, row.status) == (date(2026, 2, 5), Status.PLANNED)

    def test_is_not_asked_in_an_ordinary_case(self):
        assert not codes_of(facts_of(recovered_on=date(2026, 2, 2))) & {Code.M24, Code.M25}


class TestWageSanctionInThePlan:
    SANCTION = WageSanction(decision_on=date(2027, 11, 29), received_on=date(2027, 12, 1), weeks=52)

    def test_ends_on_the_last_day_of_its_weeks(self):
        assert row_of(facts_of(wage_sanction=self.SANCTION), Code.M19).due_on == date(2028, 12, 31)

    @pytest.mark.parametrize(("decision_on", "due_on"), [
        (date(2027, 11, 29), date(2028, 1, 10)),
        (date(2027, 11, 20), date(2028, 1, 3)),
        (date(2027, 3, 26), date(2027, 5, 10)),
    ], ids=["six weeks", "ends on New Year's Day, a Saturday",
            "ends on the Friday after Ascension Day, which is equated with a holiday"])
    def test_may_be_objected_to_for_six_weeks(self, decision_on, due_on):
        sanction = WageSanction(decision_on=decision_on, received_on=decision_on, weeks=52)

        assert row_of(facts_of(wage_sanction=sanction), Code.M21).due_on == due_on

    def test_starts_after_maternity_leave_and_is_interrupted_by_it(self):
        """WIA 25-9: 16 weeks of leave from the day after D(728), or in the middle of the sanction, move its end."""
        for leave in (Period(date(2028, 1, 3), date(2028, 4, 23)), Period(date(2028, 6, 5), date(2028, 9, 24))):
            facts = facts_of(case=CompositeCase((Spell(F),), (leave,)), wage_sanction=self.SANCTION)

            assert row_of(facts, Code.M19).due_on == date(2028, 12, 31) + timedelta(weeks=16)

    def test_leave_after_its_end_changes_nothing(self):
        leave = Period(date(2029, 1, 1), date(2029, 4, 22))
        facts = facts_of(case=CompositeCase((Spell(F),), (leave,)), wage_sanction=self.SANCTION)

        assert row_of(facts, Code.M19).due_on == date(2028, 12, 31)

    @pytest.mark.parametrize(("received_on", "due_on"), [
        (date(2026, 4, 30), date(2026, 5, 8)),
        (date(2026, 9, 7), date(2026, 9, 14)),
        (date(2026, 12, 22), date(2026, 12, 30)),
    ])
    def test_is_reported_within_five_working_days_of_receipt(self, received_on, due_on):
        sanction = WageSanction(decision_on=received_on, received_on=received_on, weeks=52)

        assert row_of(facts_of(wage_sanction=sanction), Code.M20).due_on == due_on

    def test_may_be_shortened_as_long_as_it_runs(self):
        row = row_of(facts_of(wage_sanction=self.SANCTION), Code.M22)

        assert (row.opens_on, row.due_on) == (date(2028, 1, 3), date(2028, 12, 31))
