"""Recording a step as done, and the refusal to do without one."""
from datetime import date

import pytest

from services.casework.domain.plan.completion import (
    ActionPlanMandatory,
    AuthorNotAllowed,
    CompletionRefused,
    MilestoneAlreadyDone,
    WaiverRefused,
    check_author,
    check_completion,
    check_waiver,
)
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Milestone
from services.casework.domain.plan.planning import plan
from shared.kernel.sickness import CompositeCase, Spell

F = date(2026, 1, 5)
REPORTED = date(2026, 1, 6)
TODAY = date(2027, 1, 10)


def row_of(code: Code, **completions) -> Milestone:
    facts = DossierFacts(case=CompositeCase((Spell(F),)), reported_on=REPORTED,
                         completions={Code(code): days for code, days in completions.items()})
    return next(row for row in plan(facts, today=TODAY) if row.code is code)


def check(row: Milestone, completed_on: date, **others) -> None:
    check_completion(row, **{"completed_on": completed_on, "today": TODAY, "reported_on": REPORTED,
                             "first_sick_day": F} | others)


class TestCompletion:
    def test_of_the_contact_is_not_before_the_report(self):
        check(row_of(Code.M02), REPORTED)
        with pytest.raises(CompletionRefused, match=r"milestone\.before_report"):
            check(row_of(Code.M02), F)

    def test_of_the_first_year_evaluation_is_not_before_its_window_unless_forced(self):
        check(row_of(Code.M09), date(2026, 11, 16))
        with pytest.raises(CompletionRefused, match=r"milestone\.too_early"):
            check(row_of(Code.M09), date(2026, 11, 15))
        check(row_of(Code.M09), date(2026, 11, 15), forced_reason="LEAVING")

    def test_is_not_in_the_future_nor_before_the_first_sick_day(self):
        for day in (date(2027, 1, 11), date(2026, 1, 4)):
            with pytest.raises(CompletionRefused):
                check(row_of(Code.M03), day)

    def test_happens_once_except_in_a_chain(self):
        with pytest.raises(MilestoneAlreadyDone):
            check(row_of(Code.M03, M03=[date(2026, 2, 9)]), TODAY)
        check(row_of(Code.M05B, M05b=[date(2026, 4, 9)]), TODAY)

    def test_is_refused_for_a_date_that_passes_by_itself(self):
        with pytest.raises(CompletionRefused, match=r"milestone\.not_completable"):
            check(row_of(Code.M18), TODAY)

    @pytest.mark.parametrize("code", [Code.M03, Code.M05B, Code.M08, Code.M13, Code.FINAL_EVAL_LEAVER_DOCTOR])
    def test_of_a_doctors_document_is_the_doctors_or_the_consultants_under_him(self, code):
        check_author(code, {"company_doctor"})
        check_author(code, {"absence_consultant"})
        for others in (set(), {"casemanager"}, {"labour_expert", "insurer_vra"}):
            with pytest.raises(AuthorNotAllowed, match=r"milestone\.author_not_allowed"):
                check_author(code, others)

    def test_of_the_action_plan_cannot_be_waived(self):
        with pytest.raises(ActionPlanMandatory, match=r"action_plan\.mandatory"):
            check_waiver(Code.M04)
        with pytest.raises(WaiverRefused, match=r"milestone\.optional"):
            check_waiver(Code.M11)
        with pytest.raises(WaiverRefused, match=r"milestone\.mandatory"):
            check_waiver(Code.M06)


