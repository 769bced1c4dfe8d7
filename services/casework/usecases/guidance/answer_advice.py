"""Record the outcome of an advice, with a reason if it was not followed (R-022, R-052)."""
from services.casework import publishing, store
from services.casework.domain.guidance.advice import Outcome, close_advice
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.guidance import find_advice
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden, NotFound
from shared.messaging.outbox import publish


def answer_advice(session: Session, *, actor: Actor, absence_number: str, advice_id: str,
                  outcome: Outcome | None = None, reason_code: str | None = None,
                  reason_accepted: bool | None = None, version: int | None = None) -> store.Advice:
    """Close an advice; only Perspectief can accept a reason.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RuleViolated: without an outcome, or not followed without a reason
    :raises Conflict: if it was closed before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = find_advice(session, advice_id, absence_number)
    if row is None:
        raise NotFound("advice.not_found", "Dit advies bestaat niet.")
    if reason_accepted is not None and actor.employer_id is not None:
        raise Forbidden("advice.not_yours", "Alleen uw casemanager beoordeelt de reden.")
    closed = close_advice(row.value, outcome=outcome, reason_code=reason_code,
                          reason_accepted=reason_accepted)
    row.outcome, row.reason_code, row.reason_accepted = closed.outcome, closed.reason_code, closed.reason_accepted
    row.closed_on = session.clock.today()
    session.flush()
    publish(session, publishing.advice_outcome(dossier, row, followed=closed.outcome is Outcome.FOLLOWED))
    return row
