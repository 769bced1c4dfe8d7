"""The labour conflict of a case, and the steps up to sanctions."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.casework import store
from services.casework.domain.conflict.conflict import (
    TRANSITIONS,
    ConflictStatus,
    LabourConflict,
    Track,
    conflict_of,
    mediation_due_on,
    tracks,
)
from services.casework.domain.guidance.advice import AdviceKind
from services.casework.domain.sanctions.sanction import WarningRule
from services.casework.domain.sanctions.summons import Verdict
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.conflict.steps import list_all_steps, list_verdicts
from services.casework.store.dossiers import get_dossier
from services.casework.store.guidance import list_advices
from services.casework.store.measures import list_all_warnings, list_sanctions, list_unfounded_sanctions
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """The steps, warnings and sanctions of a case with those that were withdrawn, oldest first.

    :ivar version: of the dossier

    :ivar conflict: None if the sick report tells of none
    :ivar mediation_due_on: the last day to start mediation that was advised and has not started (R-105)
    :ivar warnings_needed: how many warnings come before a sanction
    :ivar unfounded_sanctions: ids of the sanctions that rested on what was withdrawn
    """

    version: int
    conflict: LabourConflict | None
    tracks: Sequence[Track]
    mediation_due_on: date | None
    steps: Sequence[store.ConflictStep]
    verdicts: Sequence[store.GivenVerdict]
    warnings: Sequence[store.WrittenWarning]
    sanctions: Sequence[store.Sanction]
    warnings_needed: int
    unfounded_sanctions: Sequence[str]


def get_escalation(session: Session, *, actor: Actor, absence_number: str, rule: WarningRule) -> Escalation:
    """The escalation in the case of a dossier.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    file = load_case(session, absence_number)
    steps, verdicts = list_all_steps(session, file.numbers), list_verdicts(session, file.numbers)
    conflict = conflict_of([row.value for row in steps if row.stands], labour_conflict=file.facts.labour_conflict)
    return Escalation(
        version=dossier.version, conflict=conflict, steps=steps, verdicts=verdicts,
        tracks=tracks(Verdict(verdicts[-1].verdict) if verdicts else None, conflict),
        mediation_due_on=_mediation_due_on(session, file, conflict), warnings=list_all_warnings(session, file.numbers),
        sanctions=list_sanctions(session, file.numbers), warnings_needed=rule.at_least,
        unfounded_sanctions=[row.sanction_id for row in list_unfounded_sanctions(session, file.numbers, rule)])


def _mediation_due_on(session: Session, file: CaseFile, conflict: LabourConflict | None) -> date | None:
    if conflict is None or ConflictStatus.MEDIATION not in TRANSITIONS[conflict.status]:
        return None
    advised = [row.given_on for row in list_advices(session, file.numbers) if row.kind == AdviceKind.MEDIATION]
    return mediation_due_on(min(advised)) if advised else None
