"""Facts of one case and the rows of its plan, for tests of the plan."""
from datetime import date

from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Milestone
from services.casework.domain.plan.planning import plan
from shared.kernel.sickness import CompositeCase, Spell

F = date(2026, 1, 5)


def facts_of(first_sick_day: date = F, recovered_on: date | None = None, **others) -> DossierFacts:
    case = CompositeCase((Spell(first_sick_day, recovered_on),))
    return DossierFacts(**{"case": case, "reported_on": first_sick_day} | others)


def rows_of(facts: DossierFacts, code: str, today: date = F) -> list[Milestone]:
    return [row for row in plan(facts, today=today) if row.code == code]


def row_of(facts: DossierFacts, code: str, today: date = F) -> Milestone:
    [row] = rows_of(facts, code, today)
    return row


def codes_of(facts: DossierFacts, today: date = F) -> set[str]:
    return {row.code for row in plan(facts, today=today)}
