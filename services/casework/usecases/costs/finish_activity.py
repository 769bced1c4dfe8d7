"""Note that a re-integration activity finished."""
from services.casework import store
from services.casework.domain.costs.activity import finish
from services.casework.store.costs import get_activity
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor


def finish_activity(session: Session, *, actor: Actor, absence_number: str, activity_id: str,
                    version: int | None = None) -> store.ReintegrationActivity:
    """Record the end, today.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises ActivityCannotMove: unless it has started and not finished
    """
    dossier_to_change(session, absence_number, actor, version)
    row = get_activity(session, absence_number, activity_id)
    row.take(finish(row.value, on=session.clock.today()))
    return row
