"""The statutory plan: every worked example of domain.md §2.5 and both sides of each boundary."""
from datetime import date, timedelta

import pytest

from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Party, Status
from services.casework.domain.plan.planning import plan
from services.casework.domain.plan.protocol import kind_of
from services.casework.tests.domain.plan_rows import F, codes_of, facts_of, row_of, rows_of
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell


class TestPlanOfAnUninterruptedCase:
    """T-1: first sick day Monday 5 January 2026."""

    @pytest.mark.parametrize(("code", "due_on"), [
        (Code.M01, date(2026, 1, 5)),
        (Code.M03, date(2026, 2, 15)),
        (Code.M04, date(2026, 3, 1)),
        (Code.M06, date(2026, 10, 26)),
        (Code.M09, date(2027, 1, 3)),
        (Code.M10, date(2027, 2, 14)),
        (Code.M11, date(2027, 4, 25)),
        (Code.M12, date(2027, 9, 13)),
        (Code.M13, date(2027, 10, 3)),
        (Code.M14, date(2027, 10, 3)),
        (Code.M15, date(2027, 10, 3)),
        (Code.M16, date(2027, 10, 17)),
        (Code.M18, date(2028, 1, 2)),
    ])
    def test_puts_each_milestone_on_its_date(self, code, due_on):
        assert row_of(facts_of(), code).due_on == due_on

    def test_aims_for_the_last_working_day_on_or_before_a_due_date(self):
        assert row_of(facts_of(), Code.M03).target_on == date(2026, 2, 13)

    def test_opens_the_first_year_evaluation_in_week_46(self):
        assert row_of(facts_of(), Code.M09).opens_on == date(2026, 11, 16)

    def test_opens_the_42_week_report_at_the_start_of_week_42_and_aims_for_its_end(self):
        row = row_of(facts_of(), Code.M06)

        assert row.opens_on == date(2026, 10, 19)
        assert row.target_on == date(2026, 10, 23)

    def test_puts_the_doctors_first_year_evaluation_in_week_50_before_that_of_the_parties(self):
        rows = facts_of()

        assert row_of(rows, Code.M08).due_on == F + timedelta(days=349)
        assert row_of(rows, Code.M08).due_on < row_of(rows, Code.M09).due_on

    def test_asks_the_labour_expert_before_the_end_of_week_46(self):
        row = row_of(facts_of(), Code.LABOUR_EXPERT_ASSESSMENT)

        assert (row.due_on, row.responsible) == (F + timedelta(days=321), Party.LABOUR_EXPERT)

    def test_holds_every_milestone_of_an_ordinary_case(self):
        conditional = {Code.M19, Code.M20, Code.M21, Code.M22, Code.M23, Code.M24, Code.M25}
        ordinary = {code for code in Code if code.startswith("M")} - conditional

        assert codes_of(facts_of()) == ordinary | {Code.ACTION_PLAN_SUPPORT, Code.LABOUR_EXPERT_ASSESSMENT}

    def test_starts_on_the_first_sick_day(self):
        first = plan(facts_of(), today=F)[0]

        assert (first.code, first.due_on, first.status) == (Code.M01, F, Status.DONE)

    @pytest.mark.parametrize(("code", "party"), [
        (Code.M01, "employer"), (Code.M02, "absence_consultant"), (Code.M03, "company_doctor"),
        (Code.M04, "employer_and_employee"), (Code.M05, "employer_and_employee"), (Code.M05B, "company_doctor"),
        (Code.M06, "employer"), (Code.M07, "uwv"), (Code.M08, "company_doctor"), (Code.M09, "employer_and_employee"),
        (Code.M10, "employer"), (Code.M11, "employee"), (Code.M13, "company_doctor"),
        (Code.M14, "employer_and_employee"), (Code.M15, "employer"), (Code.M16, "employee"), (Code.M17, "uwv"),
    ])
    def test_names_the_responsible_party(self, code, party):
        assert kind_of(code).responsible == party

    def test_asks_the_casemanager_to_help_two_weeks_before_the_action_plan(self):
        row = row_of(facts_of(), Code.ACTION_PLAN_SUPPORT)

        assert (row.due_on, row.responsible) == (date(2026, 2, 15), Party.CASEMANAGER)


    @pytest.mark.parametrize(("code", "due_on"), [
        (Code.ACTION_PLAN_SUPPORT, date(2026, 3, 14)), (Code.M03, date(2026, 3, 14)), (Code.M04, date(2026, 4, 24))])
    def test_counts_sick_days_and_passes_over_the_days_between_spells(self, code, due_on):
        spells = (Spell(F, date(2026, 2, 2)), Spell(date(2026, 3, 1), date(2026, 3, 16)), Spell(date(2026, 4, 12)))

        assert row_of(facts_of(case=CompositeCase(spells)), code).due_on == due_on


class TestConsultantContact:
    @pytest.mark.parametrize(("reported_on", "due_on"), [
        (date(2026, 4, 2), date(2026, 4, 10)),
        (date(2026, 4, 23), date(2026, 4, 30)),
        (date(2026, 12, 23), date(2026, 12, 30)),
        (date(2026, 9, 7), date(2026, 9, 11)),
    ])
    def test_is_due_four_working_days_after_the_report_came_in(self, reported_on, due_on):
        assert row_of(facts_of(reported_on, reported_on=reported_on), Code.M02).due_on == due_on

    def test_with_a_conflict_the_employee_is_called_within_one_working_day_as_well(self):
        facts = facts_of(date(2026, 4, 2), labour_conflict=True)

        assert row_of(facts, Code.CONFLICT_CONTACT).due_on == date(2026, 4, 7)
        assert row_of(facts, Code.M02).due_on == date(2026, 4, 10)

    def test_with_a_conflict_the_employer_invites_to_a_talk(self):
        assert Code.CONFLICT_TALK_INVITATION in codes_of(facts_of(labour_conflict=True))

    def test_follows_every_report_of_the_case_and_lapses_with_its_recovery(self):
        case = CompositeCase((Spell(F, date(2026, 1, 7)), Spell(date(2026, 1, 19))))
        facts = DossierFacts(case=case, reported_on=F, later_reports=(date(2026, 1, 19),),
                             completions={Code.M02: [date(2026, 1, 21)]})

        rows = rows_of(facts, Code.M02, today=date(2026, 2, 1))

        assert [(row.due_on, row.status, row.completed_on) for row in rows] == [
            (date(2026, 1, 9), Status.CANCELLED, None), (date(2026, 1, 23), Status.DONE, date(2026, 1, 21))]

    def test_without_a_conflict_there_is_no_such_contact(self):
        assert not codes_of(facts_of()) & {Code.CONFLICT_CONTACT, Code.CONFLICT_TALK_INVITATION}


class TestActionPlan:
    @pytest.mark.parametrize(("analysed_on", "due_on"), [
        (date(2026, 2, 2), date(2026, 2, 16)),
        (date(2026, 2, 14), date(2026, 2, 28)),
        (date(2026, 2, 15), date(2026, 3, 1)),
        (date(2026, 2, 20), date(2026, 3, 1)),
    ], ids=["early", "day before D(42)", "on D(42)", "late: not after D(56)"])
    def test_is_due_two_weeks_after_the_analysis_and_on_d56_at_the_latest(self, analysed_on, due_on):
        assert row_of(facts_of(completions={Code.M03: [analysed_on]}), Code.M04).due_on == due_on

    def test_of_a_case_detected_late_is_due_two_weeks_after_the_analysis(self):
        facts = facts_of(late_detected_on=date(2026, 4, 1), completions={Code.M03: [date(2026, 4, 3)]})

        assert row_of(facts, Code.M03).due_on == date(2026, 4, 1)
        assert row_of(facts, Code.M04).due_on == date(2026, 4, 17)

    @pytest.mark.parametrize(("recovered_on", "status"), [
        (date(2026, 2, 28), Status.CANCELLED),
        (date(2026, 3, 1), Status.CANCELLED),
        (date(2026, 3, 2), Status.OVERDUE),
    ], ids=["fit the day before", "fit on the day itself", "fit the day after"])
    def test_is_cancelled_by_full_recovery_before_it_was_due_and_by_nothing_else(self, recovered_on, status):
        assert row_of(facts_of(recovered_on=recovered_on), Code.M04, today=date(2026, 3, 5)).status is status


class TestReviewChain:
    def test_follows_every_42_days_from_the_analysis(self):
        rows = rows_of(facts_of(completions={Code.M03: [date(2026, 2, 9)]}), Code.M05B)

        assert [row.due_on for row in rows[:3]] == [date(2026, 3, 23), date(2026, 5, 4), date(2026, 6, 15)]

    def test_counts_on_from_the_day_a_review_was_done(self):
        facts = facts_of(completions={Code.M03: [date(2026, 2, 9)], Code.M05B: [date(2026, 3, 20)]})

        rows = rows_of(facts, Code.M05B, today=date(2026, 3, 21))

        assert [(row.due_on, row.status) for row in rows[:2]] == [
            (date(2026, 3, 23), Status.DONE), (date(2026, 5, 1), Status.PLANNED)]

    def test_before_the_analysis_runs_from_its_due_date_to_the_end_of_the_term(self):
        rows = rows_of(facts_of(), Code.M05B)

        assert rows[0].due_on == F + timedelta(days=83)
        assert rows[-1].due_on == F + timedelta(days=713)
        assert [row.occurrence for row in rows] == list(range(1, 17))

    def test_of_progress_starts_at_the_action_plan(self):
        rows = rows_of(facts_of(completions={Code.M04: [date(2026, 2, 23)]}), Code.M05)

        assert rows[0].due_on == date(2026, 4, 6)

    def test_stops_at_full_recovery(self):
        rows = rows_of(facts_of(recovered_on=date(2026, 6, 1)), Code.M05B, today=date(2026, 6, 2))

        assert [row.status for row in rows[:3]] == [Status.OVERDUE, Status.OVERDUE, Status.CANCELLED]
        assert {row.status for row in rows[2:]} == {Status.CANCELLED}

    @pytest.mark.parametrize(("today", "status"), [
        (date(2026, 3, 23), Status.PLANNED), (date(2026, 3, 24), Status.OVERDUE)], ids=["42 days", "43 days"])
    def test_is_overdue_after_a_gap_of_more_than_42_days(self, today, status):
        assert rows_of(facts_of(completions={Code.M03: [date(2026, 2, 9)]}), Code.M05B, today)[0].status is status


class TestSecondTrack:
    def test_starts_six_weeks_after_the_first_year_evaluation(self):
        facts = facts_of(completions={Code.M09: [date(2026, 12, 1)]})

        assert row_of(facts, Code.M10).due_on == date(2027, 1, 12)

    def test_starts_on_d406_at_the_latest(self):
        facts = facts_of(completions={Code.M09: [date(2027, 1, 20)]})

        assert row_of(facts, Code.M10).due_on == date(2027, 2, 14)


class TestStatus:
    def test_of_a_42_week_report_done_late_is_late_by_seven_days_with_the_risk_of_a_fine(self):
        """T-8."""
        row = row_of(facts_of(completions={Code.M06: [date(2026, 11, 2)]}), Code.M06, today=date(2026, 11, 2))

        assert (row.status, row.is_late, row.late_days) == (Status.DONE, True, 7)
        assert row.risk == "boete max € 455"
        assert row_of(facts_of(completions={Code.M06: [date(2026, 11, 2)]}), Code.M18).due_on == date(2028, 1, 2)

    @pytest.mark.parametrize(("today", "status"), [
        (date(2026, 2, 15), Status.PLANNED), (date(2026, 2, 16), Status.OVERDUE)])
    def test_is_overdue_from_the_day_after_the_due_date(self, today, status):
        assert row_of(facts_of(), Code.M03, today).status is status

    def test_of_an_expected_letter_lapses_and_never_blames(self):
        assert row_of(facts_of(), Code.M07, today=date(2026, 12, 7)).status is Status.CANCELLED

    @pytest.mark.parametrize(("today", "status"), [
        (date(2027, 9, 14), Status.PLANNED), (date(2027, 9, 19), Status.PLANNED), (date(2027, 9, 20), Status.CANCELLED)],
        ids=["after 88 weeks", "D(623)", "after 89 weeks"])
    def test_of_the_letter_about_wia_stays_planned_until_week_89_is_over(self, today, status):
        """WIA 64-2 gives UWV until D(623); D(617) is when it writes in practice."""
        row = row_of(facts_of(), Code.M12, today=today)

        assert (row.due_on, row.status) == (date(2027, 9, 13), status)

    def test_of_the_uwv_decision_stays_planned_until_the_last_day_on_which_it_can_come(self):
        assert row_of(facts_of(), Code.M17, today=date(2028, 1, 2)).status is Status.PLANNED
        assert row_of(facts_of(), Code.M17, today=date(2028, 1, 3)).status is Status.CANCELLED

    @pytest.mark.parametrize(("recovered_on", "status"), [
        (date(2027, 11, 23), Status.CANCELLED), (date(2028, 1, 2), Status.CANCELLED), (date(2028, 1, 3), Status.PLANNED)],
        ids=["D(688)", "D(728)", "the day after D(728)"])
    def test_of_the_uwv_decision_is_cancelled_by_recovery_up_to_the_last_day_on_which_it_can_come(self, recovered_on, status):
        assert row_of(facts_of(recovered_on=recovered_on), Code.M17, today=date(2028, 1, 2)).status is status

    def test_of_the_uwv_decision_is_cancelled_by_the_end_of_service_before_it_can_come(self):
        assert row_of(facts_of(end_of_service=date(2027, 12, 31)), Code.M17, today=F).status is Status.CANCELLED

    @pytest.mark.parametrize(("recovered_on", "status"), [
        (date(2026, 3, 9), Status.CANCELLED), (date(2026, 3, 10), Status.OVERDUE)],
        ids=["on the working day after the vacation", "a day later"])
    def test_in_a_vacation_is_cancelled_by_recovery_up_to_the_day_to_which_it_is_held(self, recovered_on, status):
        facts = facts_of(recovered_on=recovered_on, vacations=(Period(date(2026, 2, 23), date(2026, 3, 8)),))

        assert row_of(facts, Code.M04, today=date(2026, 3, 10)).status is status

    def test_of_the_end_of_waiting_comes_by_itself(self):
        row = row_of(facts_of(), Code.M18, today=date(2028, 1, 3))

        assert (row.status, row.completed_on) == (Status.DONE, date(2028, 1, 2))

    def test_of_a_step_done_before_recovery_stays_done(self):
        facts = facts_of(recovered_on=date(2026, 2, 10), completions={Code.M02: [date(2026, 1, 8)]})

        assert row_of(facts, Code.M02, today=date(2026, 2, 11)).status is Status.DONE

    def test_overdue_lists_duties_only(self):
        rows = plan(facts_of(), today=date(2029, 1, 1))

        overdue = {row.code for row in rows if row.status is Status.OVERDUE}
        assert overdue & {Code.M07, Code.M11, Code.M12, Code.M17, Code.M18} == set()
        assert Code.M15 in overdue

    @pytest.mark.parametrize(("today", "status"), [
        (date(2026, 3, 9), Status.PLANNED), (date(2026, 3, 10), Status.OVERDUE)])
    def test_in_a_vacation_waits_for_the_first_working_day_after_it(self, today, status):
        facts = facts_of(vacations=(Period(date(2026, 2, 23), date(2026, 3, 8)),))

        row = row_of(facts, Code.M04, today)

        assert (row.due_on, row.target_on, row.status) == (date(2026, 3, 1), date(2026, 3, 9), status)
