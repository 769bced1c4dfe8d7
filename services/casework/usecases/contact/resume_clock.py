"""End a pause of the clock before its last day (features idea 12)."""
from datetime import timedelta

from services.casework import store
from services.casework.domain.contact.clock import NotPaused, extended
from services.casework.store.casefiles import load_case
from services.casework.store.contact.pauses import list_pauses
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def resume_clock(session: Session, *, actor: Actor, absence_number: str, pause_id: str,
                 version: int | None = None) -> store.ContactPause:
    """Let the clock run again from today; the end of the clock comes back by the days that are left.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NotAssigned: if the dossier is assigned to others
    :raises NotFound: ``contact.pause_not_found``
    :raises NotPaused: ``contact.not_paused`` if the pause has ended
    """
    dossier, today = dossier_to_change(session, absence_number, actor, version), session.clock.today()
    pauses = list_pauses(session, load_case(session, absence_number).numbers)
    row = next((pause for pause in pauses if pause.pause_id == pause_id), None)
    if row is None:
        raise NotFound("contact.pause_not_found", "Deze pauze bestaat niet.")
    if row.last_day < today:
        raise NotPaused("contact.not_paused", "Deze pauze is al voorbij.")
    before = max((pause.ends_on for pause in pauses if pause is not row and pause.due_on == row.due_on), default=row.due_on)
    row.last_day = today - timedelta(days=1)
    row.ends_on = extended(before, first_day=row.first_day, last_day=row.last_day)
    refresh_steps(session, [dossier.employee_id])
    return row
