"""Idempotent inbox: handled events are recorded in the transaction of their effect."""
from collections.abc import Sequence

from shared.db.prepared import Bound, Rows
from shared.db.session import Session
from shared.messaging.delivery import Delivery

_RECORD = """
INSERT INTO inbox (event_id, handled_at) SELECT event_id, %s FROM unnest(%b::text[]) AS news (event_id)
ON CONFLICT DO NOTHING RETURNING event_id"""
"""Two array parameters for any number of events, which is faster than parameters per row."""


def record_new(session: Session, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Record the events and return those that were not handled before, in order; duplicates within the batch count once."""
    recorded, = session.together(recording(session, deliveries))
    return new_of(deliveries, recorded)


def recording(session: Session, deliveries: Sequence[Delivery]) -> Bound:
    """Return the statement that records the events; pass its rows to `new_of`."""
    return Bound(_RECORD, (session.clock.now(), [delivery.event_id for delivery in deliveries]))


def new_of(deliveries: Sequence[Delivery], recorded: Rows) -> list[Delivery]:
    """Return the deliveries that were not handled before, in order."""
    new_ids, fresh = {event_id for event_id, in recorded}, []
    for delivery in deliveries:
        if delivery.event_id in new_ids:
            new_ids.discard(delivery.event_id)
            fresh.append(delivery)
    return fresh
