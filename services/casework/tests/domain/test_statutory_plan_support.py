"""The casemanager's help with the action plan (R-134)."""
from datetime import date

from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Status
from services.casework.domain.plan.planning import plan
from shared.kernel.sickness import CompositeCase, Spell

FIRST = date(2026, 1, 5)


def support(completions: dict[Code, tuple[date, ...]]) -> Status:
    """The status of the task in week twelve."""
    facts = DossierFacts(case=CompositeCase((Spell(FIRST),)), reported_on=FIRST, completions=completions)
    return next(row.status for row in plan(facts, today=date(2026, 3, 30)) if row.code is Code.ACTION_PLAN_SUPPORT)


class TestActionPlanSupport:
    def test_is_a_task_two_weeks_before_the_plan_is_due(self) -> None:
        facts = DossierFacts(case=CompositeCase((Spell(FIRST),)), reported_on=FIRST)

        (row,) = [row for row in plan(facts, today=FIRST) if row.code is Code.ACTION_PLAN_SUPPORT]

        assert row.due_on == date(2026, 2, 15)  # the plan is due on 1 March

    def test_is_done_once_the_plan_is_agreed(self) -> None:
        assert support({}) is Status.OVERDUE
        assert support({Code.M04: (date(2026, 2, 26),)}) is Status.DONE
