"""Open a case for a step towards work or the end of a conflict, and add the step; shared by the use cases of the steps."""
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from services.casework import store
from services.casework.domain.conflict.conflict import LabourConflict, conflict_of
from services.casework.domain.conflict.steps import ConflictStep, check_day
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.conflict.steps import list_steps
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is locked for a step, with the steps before it."""

    file: CaseFile
    steps: Sequence[ConflictStep]

    @property
    def conflict(self) -> LabourConflict | None:
        """The conflict before the step, None without one."""
        return conflict_of(self.steps, labour_conflict=self.file.facts.labour_conflict)


def open_case(session: Session, actor: Actor, absence_number: str, version: int | None) -> OpenCase:
    """Lock the dossier and read the steps of its case.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    """
    dossier_to_change(session, absence_number, actor, version)
    file = load_case(session, absence_number)
    return OpenCase(file, [row.value for row in list_steps(session, file.numbers)])


def add_step(session: Session, actor: Actor, absence_number: str, case: OpenCase, step: ConflictStep, *,
             day: str) -> store.ConflictStep:
    """Add a step on a day of the case up to today.

    :param day: the field with its day
    :raises DayOutsideCase: if the day is in the future, or before the first sick day
    """
    check_day(step.taken_on, first_sick_day=case.file.case.first_sick_day, today=session.clock.today(), field=day)
    row = store.ConflictStep(step_id=new_id(), absence_number=absence_number, recorded_at=session.clock.now(),
                             recorded_by=actor.account_id, **asdict(step))
    session.add(row)
    session.flush()
    return row
