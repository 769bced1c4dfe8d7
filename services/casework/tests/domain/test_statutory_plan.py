"""The statutory plan: every worked example of domain.md §2.5 and both sides of each boundary."""
from datetime import date, timedelta

import pytest

from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import KINDS, Code, Milestone, Party, Status
from services.casework.domain.plan.planning import overdue, plan
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell
from shared.law import law

F = date(2026, 1, 5)


def facts_of(first_sick_day: date = F, recovered_on: date | None = None, **others) -> DossierFacts:
    case = CompositeCase((Spell(first_sick_day, recovered_on),))
    return DossierFacts(**{"case": case, "reported_on": first_sick_day} | others)


def rows_of(facts: DossierFacts, code: Code, today: date = F) -> list[Milestone]:
    return [row for row in plan(facts, today=today) if row.code is code]


def row_of(facts: DossierFacts, code: Code, today: date = F) -> Milestone:
    [row] = rows_of(facts, code, today)
    return row


def codes_of(facts: DossierFacts, today: date = F) -> set[Code]:
    return {row.code for row in plan(facts, today=today)}


class TestPlanOfAnUninterruptedCase:
    """T-1: first sick day Monday 5 January 2026."""

    @pytest.mark.requirement("R-037", "R-038", "R-040", "R-041", "R-042", "R-129")
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

    @pytest.mark.requirement("R-039")
    def test_puts_the_doctors_first_year_evaluation_in_week_50_before_that_of_the_parties(self):
        rows = facts_of()

        assert row_of(rows, Code.M08).due_on == F + timedelta(days=349)
        assert row_of(rows, Code.M08).due_on < row_of(rows, Code.M09).due_on

    @pytest.mark.requirement("R-044")
    def test_asks_the_labour_expert_before_the_end_of_week_46(self):
        row = row_of(facts_of(), Code.LABOUR_EXPERT_ASSESSMENT)

        assert (row.due_on, row.responsible) == (F + timedelta(days=321), Party.LABOUR_EXPERT)

    @pytest.mark.requirement("R-024")
    def test_holds_every_milestone_of_an_ordinary_case(self):
        conditional = {Code.M19, Code.M20, Code.M21, Code.M22, Code.M23, Code.M24, Code.M25}
        ordinary = {code for code in Code if code.startswith("M")} - conditional

        assert codes_of(facts_of()) == ordinary | {Code.ACTION_PLAN_SUPPORT, Code.LABOUR_EXPERT_ASSESSMENT}

    @pytest.mark.requirement("R-035")
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
        assert KINDS[code].responsible == party

    @pytest.mark.requirement("R-134")
    def test_asks_the_casemanager_to_help_two_weeks_before_the_action_plan(self):
        row = row_of(facts_of(), Code.ACTION_PLAN_SUPPORT)

        assert (row.due_on, row.responsible) == (date(2026, 2, 15), Party.CASEMANAGER)


    @pytest.mark.parametrize(("code", "due_on"), [
        (Code.ACTION_PLAN_SUPPORT, date(2026, 3, 14)), (Code.M03, date(2026, 3, 14)), (Code.M04, date(2026, 4, 24))])
    def test_counts_sick_days_and_passes_over_the_days_between_spells(self, code, due_on):
        spells = (Spell(F, date(2026, 2, 2)), Spell(date(2026, 3, 1), date(2026, 3, 16)), Spell(date(2026, 4, 12)))

        assert row_of(facts_of(case=CompositeCase(spells)), code).due_on == due_on


class TestLateReportOfALeaver:
    def test_may_cost_a_fine(self):
        facts = facts_of(end_of_service=date(2026, 3, 31))

        assert row_of(facts, Code.M23, today=date(2026, 4, 1)).risk == "boete max € 455"


class TestChangeOfLaw:
    """A new row of law moves the steps of cases that begin on or after its day, and of no other."""

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


class TestConsultantContact:
    @pytest.mark.requirement("R-029")
    @pytest.mark.parametrize(("reported_on", "due_on"), [
        (date(2026, 4, 2), date(2026, 4, 10)),
        (date(2026, 4, 23), date(2026, 4, 30)),
        (date(2026, 12, 23), date(2026, 12, 30)),
        (date(2026, 9, 7), date(2026, 9, 11)),
    ])
    def test_is_due_four_working_days_after_the_report_came_in(self, reported_on, due_on):
        assert row_of(facts_of(reported_on, reported_on=reported_on), Code.M02).due_on == due_on

    @pytest.mark.requirement("R-096")
    def test_with_a_conflict_the_employee_is_called_within_one_working_day_as_well(self):
        facts = facts_of(date(2026, 4, 2), labour_conflict=True)

        assert row_of(facts, Code.CONFLICT_CONTACT).due_on == date(2026, 4, 7)
        assert row_of(facts, Code.M02).due_on == date(2026, 4, 10)

    @pytest.mark.requirement("R-090")
    def test_with_a_conflict_the_employer_invites_to_a_talk(self):
        assert Code.CONFLICT_TALK_INVITATION in codes_of(facts_of(labour_conflict=True))

    @pytest.mark.requirement("R-029")
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
    @pytest.mark.requirement("R-038", "R-132")
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

    @pytest.mark.requirement("R-131")
    @pytest.mark.parametrize(("recovered_on", "status"), [
        (date(2026, 2, 28), Status.CANCELLED),
        (date(2026, 3, 1), Status.CANCELLED),
        (date(2026, 3, 2), Status.OVERDUE),
    ], ids=["fit the day before", "fit on the day itself", "fit the day after"])
    def test_is_cancelled_by_full_recovery_before_it_was_due_and_by_nothing_else(self, recovered_on, status):
        assert row_of(facts_of(recovered_on=recovered_on), Code.M04, today=date(2026, 3, 5)).status is status


class TestReviewChain:
    @pytest.mark.requirement("R-043")
    def test_follows_every_42_days_from_the_analysis(self):
        rows = rows_of(facts_of(completions={Code.M03: [date(2026, 2, 9)]}), Code.M05B)

        assert [row.due_on for row in rows[:3]] == [date(2026, 3, 23), date(2026, 5, 4), date(2026, 6, 15)]

    @pytest.mark.requirement("R-043")
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

    @pytest.mark.requirement("R-043")
    def test_stops_at_full_recovery(self):
        rows = rows_of(facts_of(recovered_on=date(2026, 6, 1)), Code.M05B, today=date(2026, 6, 2))

        assert [row.status for row in rows[:3]] == [Status.OVERDUE, Status.OVERDUE, Status.CANCELLED]
        assert {row.status for row in rows[2:]} == {Status.CANCELLED}

    @pytest.mark.requirement("R-043")
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

    @pytest.mark.requirement("R-046")
    def test_overdue_lists_duties_only(self):
        rows = plan(facts_of(), today=date(2029, 1, 1))

        assert {row.code for row in overdue(rows)} & {Code.M07, Code.M11, Code.M12, Code.M17, Code.M18} == set()
        assert Code.M15 in {row.code for row in overdue(rows)}

    @pytest.mark.requirement("R-168")
    @pytest.mark.parametrize(("today", "status"), [
        (date(2026, 3, 9), Status.PLANNED), (date(2026, 3, 10), Status.OVERDUE)])
    def test_in_a_vacation_waits_for_the_first_working_day_after_it(self, today, status):
        facts = facts_of(vacations=(Period(date(2026, 2, 23), date(2026, 3, 8)),))

        row = row_of(facts, Code.M04, today)

        assert (row.due_on, row.target_on, row.status) == (date(2026, 3, 1), date(2026, 3, 9), status)


class TestLeavingSick:
    """T-5: first sick day Monday 4 May 2026."""

    @pytest.mark.requirement("R-156", "R-157")
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

    @pytest.mark.requirement("R-155")
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

    def test_recovery_is_reported_on_the_second_day_after_it_was_told(self):
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

    @pytest.mark.requirement("R-047")
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
