"""Ask for a new judgement of the doctor or a new assessment by the labour expert, besides the plan (R-119, R-120)."""
from datetime import date

from services.casework import store
from services.casework.domain.plan.milestone import Code
from services.casework.domain.second_track.requests import request
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def request_step(session: Session, *, actor: Actor, absence_number: str, code: Code, changed_on: date | None = None,
                 version: int | None = None) -> store.RequestedStep:
    """Add the step to the plan.

    :param code: EXTRA_DOCTOR_REVIEW or LABOUR_EXPERT_REASSESSMENT
    :param changed_on: the day on which the situation changed; None for today
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RequestNotNeeded: in a closed dossier, or while such a step is open
    :raises TrackRefused: for a day before the case or ahead
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file, today = load_case(session, absence_number), session.clock.today()
    asked = request(code, changed_on or today, file.plan(today), is_closed=dossier.closed_on is not None,
                    first_sick_day=file.case.first_sick_day, today=today)
    row = store.RequestedStep(
        request_id=new_id(), absence_number=absence_number, code=asked.code, requested_on=asked.requested_on,
        due_on=asked.due_on, recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    refresh_steps(session, [dossier.employee_id])
    return row
