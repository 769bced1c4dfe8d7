"""One event to its reader, as the work that it caused: for the consumer, and for whoever releases parked events."""
from shared.db.session import Session
from shared.messaging.correlation import Trace, set_trace
from shared.messaging.delivery import Delivery
from shared.messaging.subscribers import Subscribers


def deliver(session: Session, subscribers: Subscribers, delivery: Delivery) -> None:
    """Call the reader of an event, with the event's own trace; one that nobody reads is done."""
    envelope, event = delivery.envelope, delivery.event
    subscriber = subscribers.find(delivery.type)
    if envelope is None or event is None or subscriber is None:
        return
    set_trace(Trace(envelope.event_id, envelope.correlation_id, envelope.traceparent, envelope.event_id,
                    envelope.actor_id))
    subscriber(session, event, envelope)
