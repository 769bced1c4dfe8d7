"""Open a dispute of the employee's data with a report; accounts that may change the data settle it (R-016)."""
from sqlalchemy.dialects.postgresql import insert

from services.absence import store
from services.absence.publishing import dispute_raised
from services.absence.store.disputes import IS_OPEN
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


def raise_dispute(session: Session, *, actor: Actor, absence: store.Absence) -> None:
    """Open a dispute of the employee of a stored absence; without effect if one is open."""
    row = insert(store.DataDispute).values(
        dispute_id=new_id(), employee_id=absence.employee_id, employer_id=absence.employer_id,
        absence_number=absence.absence_number, raised_at=session.clock.now(), raised_by=actor.account_id)
    dispute_id = session.scalar(row.on_conflict_do_nothing(index_elements=["employee_id"], index_where=IS_OPEN)
                                .returning(store.DataDispute.dispute_id))
    if dispute_id is not None:
        publish(session, dispute_raised(absence, dispute_id))
