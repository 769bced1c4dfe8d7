"""Approve or refuse a re-integration activity: the casemanager within the mandate, VRA above it (R-061, R-080)."""
from services.casework import store
from services.casework.domain.costs.activity import ProposalRefused, approve, refuse
from services.casework.domain.costs.mandate import decides_for_vra
from services.casework.store.costs import get_activity
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.vra.answer_vra_notice import answer_by_decision
from shared.db.session import Session
from shared.kernel.actor import Actor


def decide_activity(session: Session, *, actor: Actor, absence_number: str, activity_id: str, approved: bool,
                    reason: str | None = None, version: int | None = None) -> store.ReintegrationActivity:
    """Decide on a proposed activity.

    :param reason: why it is refused
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises MandateExceeded: if a casemanager approves above the mandate
    :raises ActivityCannotMove: if it was decided before, or is not the actor's to decide
    :raises ProposalRefused: if it is refused without a reason
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_activity(session, absence_number, activity_id)
    by_vra = decides_for_vra(actor.roles)
    if approved:
        row.take(approve(row.value, on=session.clock.today(), by_vra=by_vra))
        if by_vra:
            row.vra_approved_by = actor.account_id
        else:
            row.approved_by = actor.account_id
    else:
        if not reason:
            raise ProposalRefused("activity.reason_required", "Vul in waarom u de activiteit weigert.", field="reason")
        row.take(refuse(row.value, by_vra=by_vra))
        row.refused_by, row.refusal_reason = actor.account_id, reason
    if by_vra:
        answer_by_decision(session, dossier, actor=actor, subject=activity_id, reason=row.refusal_reason)
    return row

