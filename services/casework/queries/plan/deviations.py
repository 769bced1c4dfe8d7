"""What the parties of a case want to move, and what can be moved (Regeling procesgang art. 5)."""
from collections.abc import Sequence
from dataclasses import dataclass

from services.casework import store
from services.casework.domain.plan.deviation import DeviationStanding, standings
from services.casework.domain.plan.milestone import Milestone, Status
from services.casework.domain.plan.protocol import kind_of
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import get_dossier
from services.casework.store.plan.deviations import list_deviations
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class DeviationView:
    """A wish with the title of its step and its standing."""

    row: store.StepDeviation
    title: str
    standing: DeviationStanding


@dataclass(frozen=True, slots=True)
class Deviations:
    """The wishes in the order of recording, and the first step of each code that can be moved; the version is the dossier's."""

    version: int
    items: Sequence[DeviationView]
    steps: Sequence[Milestone]


def get_deviations(session: Session, *, actor: Actor, absence_number: str) -> Deviations:
    """The wishes in the case of a dossier.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    file = load_case(session, absence_number)
    rows = list_deviations(session, file.numbers)
    views = [DeviationView(row, kind_of(row.code).title, standing)
             for row, standing in zip(rows, standings(row.value for row in rows), strict=True)]
    open_steps: dict[str, Milestone] = {}
    for step in file.plan(session.clock.today()):
        if step.status in (Status.PLANNED, Status.OVERDUE) and file.facts.versions[step.code].may_deviate:
            open_steps.setdefault(step.code, step)
    return Deviations(dossier.version, views, list(open_steps.values()))
