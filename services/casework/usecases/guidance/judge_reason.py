"""Accept or refuse the employer's reason for not following an advice (R-052)."""
from services.casework import store
from services.casework.domain.guidance import advice
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.guidance import find_advice
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def judge_reason(session: Session, *, actor: Actor, absence_number: str, advice_id: str, accepted: bool,
                 version: int | None = None) -> store.Advice:
    """Record whether Perspectief accepts the reason; a later judgement replaces an earlier one.

    :param version: of the dossier that the actor read; None not to check
    :raises NotFound: if there is no such advice
    :raises Conflict: unless the advice was not followed
    """
    dossier_to_change(session, absence_number, actor, version)
    row = find_advice(session, advice_id, absence_number)
    if row is None:
        raise NotFound("advice.not_found", "Dit advies bestaat niet.")
    row.reason_accepted = advice.judge_reason(row.value, accepted=accepted).reason_accepted
    return row
