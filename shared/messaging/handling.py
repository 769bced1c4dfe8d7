"""One event to its reader, as the work that it caused: for the consumer, and for whoever releases parked events."""
import logging
import time

from shared.db.session import Session
from shared.messaging.delivery import Delivery
from shared.messaging.subscribers import Subscribers
from shared.observability.metrics import EFFECT_SECONDS
from shared.observability.tracing import Trace, new_trace, trace_of_event, working_on

log = logging.getLogger(__name__)


def trace_of(delivery: Delivery) -> Trace:
    """The trace for handling an event; what cannot be read begins one of its own."""
    envelope = delivery.envelope
    if envelope is None:
        return new_trace()
    return trace_of_event(envelope.event_id, correlation_id=envelope.correlation_id, traceparent=envelope.traceparent,
                          actor_id=envelope.actor_id)


def deliver(session: Session, subscribers: Subscribers, delivery: Delivery) -> None:
    """Call the reader of an event, with the event's own trace; one that nobody reads is done."""
    envelope, event = delivery.envelope, delivery.event
    subscriber = subscribers.find(delivery.type)
    if envelope is None or event is None or subscriber is None:
        return
    started = time.perf_counter()
    with working_on(trace_of(delivery)):
        subscriber(session, event, envelope)
        seconds = time.perf_counter() - started
        EFFECT_SECONDS.labels(delivery.type).observe(seconds)
        record = delivery.record
        log.info("event handled", extra={"type": delivery.type, "topic": record.topic, "partition": record.partition,
                                         "offset": record.offset, "seconds": round(seconds, 4)})
