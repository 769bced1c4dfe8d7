"""Which events were handled before: recorded in the transaction of their effect (idempotent inbox)."""
from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from shared.db.mechanism import inbox
from shared.db.session import Session
from shared.messaging.delivery import Delivery


def record_new(session: Session, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Record all, and give those that were not handled before, in order; doubles within the batch count once."""
    if not deliveries:
        return []
    rows = [{"event_id": d.event_id, "handled_at": session.clock.now()} for d in deliveries]
    known = insert(inbox).on_conflict_do_nothing().returning(inbox.c.event_id)
    new_ids = set(session.scalars(known, rows).all())
    fresh = []
    for delivery in deliveries:
        if delivery.event_id in new_ids:
            new_ids.discard(delivery.event_id)
            fresh.append(delivery)
    return fresh
