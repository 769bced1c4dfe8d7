"""Countersign, as company doctor, a step that a consultant recorded under him (R-027)."""
from services.casework import store
from services.casework.store.delegated.countersignatures import Countersignature, delegated_to_consultants_of
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def countersign(session: Session, *, actor: Actor, completion_id: str) -> Countersignature:
    """Record that the doctor stands for the step.

    :raises NotFound: ``delegated_work.not_found`` for a step of another doctor's consultant, or one that is countersigned
    """
    mine = delegated_to_consultants_of(actor.account_id).where(store.Completion.completion_id == completion_id)
    if session.scalars(mine.with_for_update(of=store.Completion)).one_or_none() is None:
        raise NotFound("delegated_work.not_found", "Dit werk staat niet open om te bekrachtigen.")
    row = Countersignature(completion_id=completion_id, doctor_id=actor.account_id, signed_at=session.clock.now())
    session.add(row)
    session.flush()
    return row
