"""Inform the employer, before the start, whether the cost of an activity is reimbursed (R-072, R-081)."""
from decimal import Decimal

from services.casework import publishing, store
from services.casework.domain.costs.activity import announce
from services.casework.store.costs import get_activity
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def announce_activity(session: Session, *, actor: Actor, absence_number: str, activity_id: str, reimbursed: bool,
                      amount: Decimal | None = None, version: int | None = None) -> store.ReintegrationActivity:
    """Record the notice; the employer sees it at once.

    :param amount: the most that is reimbursed, in euros; only if something is
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises ActivityCannotMove: if the activity was not decided, or the employer was informed before
    :raises ProposalRefused: without an amount, or above the approved cost
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_activity(session, absence_number, activity_id)
    row.take(announce(row.value, reimbursed=reimbursed, amount=amount, on=session.clock.today()))
    row.announced_by = actor.account_id
    publish(session, publishing.activity_announced(dossier, row))
    return row
