"""Another day for a step than that of the ministerial rules, with reasons and by both parties (Regeling procesgang art. 5)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Milestone, Party, Status
from shared.kernel.refusals import Conflict, NotFound, RuleViolated
from shared.law.sickness import wage_days

StepKey = tuple[str, int]
"""A step of a plan: its code and occurrence."""


class DeviationStanding(StrEnum):
    """Whether both parties want the day, one of them, or another day was proposed since."""

    ONE_SIDED = "ONE_SIDED"
    AGREED = "AGREED"
    REPLACED = "REPLACED"


class DeviationRefused(RuleViolated):
    """The law lets nobody move this step, or not to that day."""


class DeviationSettled(Conflict):
    """The step is over, or the party wants that day already."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One party's wish to do a step by another day."""

    step: StepKey
    due_on: date
    party: Party


def standings(deviations: Iterable[Deviation]) -> list[DeviationStanding]:
    """The standing of each, in the order of recording: a day holds once both parties want it, until they agree on another."""
    rows = list(deviations)
    agreed = agreed_days(rows)
    latest = {(row.step, row.party): at for at, row in enumerate(rows)}
    both = {(row.step, row.due_on) for row in rows if agreed.get(row.step) == row.due_on}
    return [DeviationStanding.AGREED if (row.step, row.due_on) in both
            else DeviationStanding.ONE_SIDED if latest[row.step, row.party] == at else DeviationStanding.REPLACED
            for at, row in enumerate(rows)]


def agreed_days(deviations: Iterable[Deviation]) -> dict[StepKey, date]:
    """By step, the day on which both parties agreed last.

    :param deviations: in the order of recording
    """
    wanted: dict[StepKey, dict[Party, date]] = {}
    agreed: dict[StepKey, date] = {}
    for row in deviations:
        days = wanted.setdefault(row.step, {})
        days[row.party] = row.due_on
        if len(days) > 1 and len(set(days.values())) == 1:
            agreed[row.step] = row.due_on
    return agreed


def step_to_move(plan: Iterable[Milestone], facts: DossierFacts, code: str) -> Milestone:
    """The first step of a code that is not over, if its day may be moved.

    :raises NotFound: ``milestone.not_found``
    :raises DeviationRefused: ``deviation.not_allowed``
    :raises DeviationSettled: ``deviation.step_over``
    """
    rows = [row for row in plan if row.code == code]
    if not rows:
        raise NotFound("milestone.not_found", "Deze stap staat niet in het plan.")
    if not facts.versions[code].may_deviate:
        raise DeviationRefused("deviation.not_allowed", "Deze datum staat in de wet. Daarvan kunt u niet afwijken.", field="code")
    step = next((row for row in rows if row.status in (Status.PLANNED, Status.OVERDUE)), None)
    if step is None:
        raise DeviationSettled("deviation.step_over", "Deze stap is al klaar of vervallen.")
    return step


def check_deviation(wish: Deviation, step: Milestone, facts: DossierFacts, earlier: Iterable[Deviation], *, today: date) -> None:
    """Refuse a day that has passed or lies outside the case, and what changes nothing.

    :raises DeviationRefused: ``deviation.past_date``, ``deviation.outside_case``, ``deviation.same_date``
    :raises DeviationSettled: ``deviation.already_recorded``
    """
    if wish.due_on < today:
        raise DeviationRefused("deviation.past_date", "Kies een dag vanaf vandaag.", field="due_on")
    if wish.due_on > facts.due(wage_days(facts.case)):
        raise DeviationRefused("deviation.outside_case", "Deze dag ligt na het einde van de loondoorbetaling.", field="due_on")
    own = [row for row in earlier if (row.step, row.party) == (wish.step, wish.party)]
    if own and own[-1].due_on == wish.due_on:
        raise DeviationSettled("deviation.already_recorded", "Deze dag is al vastgelegd voor deze partij.")
    if not own and wish.due_on == step.due_on:
        raise DeviationRefused("deviation.same_date", "Dit is de datum die er al staat.", field="due_on")
