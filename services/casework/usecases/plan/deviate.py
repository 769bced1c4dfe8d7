"""Record that a party wants to move a step; it moves once both want the same day (Regeling procesgang art. 5)."""
from datetime import date

from services.casework import store
from services.casework.domain.plan.deviation import Deviation, check_deviation, step_to_move
from services.casework.domain.plan.milestone import Party
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.plan.deviations import list_deviations
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def deviate(session: Session, *, actor: Actor, absence_number: str, code: str, due_on: date, reason: str,
            version: int | None = None) -> store.StepDeviation:
    """Record the employer's wish, or the employee's, which the casemanager enters (R-038).

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NotFound: if the plan has no such step
    :raises DeviationRefused: see :func:`step_to_move` and :func:`check_deviation`
    :raises DeviationSettled: if the step is over, or the party wants that day already
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file, today = load_case(session, absence_number), session.clock.today()
    step = step_to_move(file.plan(today), file.facts, code)
    party = Party.EMPLOYEE if actor.employer_id is None else Party.EMPLOYER
    earlier = [row.value for row in list_deviations(session, file.numbers)]
    check_deviation(Deviation((step.code, step.occurrence), due_on, party), step, file.facts, earlier, today=today)
    row = store.StepDeviation(
        deviation_id=new_id(), absence_number=absence_number, code=str(step.code), occurrence=step.occurrence, due_on=due_on,
        party=party, reason=reason, recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    refresh_steps(session, [dossier.employee_id])
    return row
