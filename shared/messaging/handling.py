"""Deliver an event to its handler within the event's trace; used by the consumer and by the release of parked events."""
import logging
import time
from collections.abc import Sequence

from shared.db.session import Session
from shared.messaging.delivery import Delivered, Delivery
from shared.messaging.subscribers import Subscribers
from shared.observability.metrics import EFFECT_SECONDS
from shared.observability.tracing import Trace, new_trace, working_on

log = logging.getLogger(__name__)

LOGGED_ONE_BY_ONE = 20
"""Copied events of one run that are still logged each by itself."""


def trace_of(delivery: Delivery) -> Trace:
    """The trace for handling an event; an unreadable event starts a new trace."""
    return delivery.envelope.trace() if delivery.envelope else new_trace()


def deliver(session: Session, subscribers: Subscribers, delivery: Delivery) -> None:
    """Call the handler of an event within the event's trace; without a handler there is nothing to do."""
    envelope, event = delivery.envelope, delivery.event
    subscriber = subscribers.find(delivery.type)
    if envelope is None or event is None or subscriber is None:
        return
    started = time.perf_counter()
    with working_on(trace_of(delivery)):
        subscriber(session, event, envelope)
        seconds = time.perf_counter() - started
        EFFECT_SECONDS.labels(delivery.type).observe(seconds)
        _note(delivery, seconds)


def copy(session: Session, subscribers: Subscribers, run: Sequence[Delivery]) -> None:
    """Apply a run of events that are only copied in one call; each event type is timed by the mean of the run."""
    started = time.perf_counter()
    subscribers.copies.handle(session, [Delivered(d.event, d.envelope) for d in run if d.event and d.envelope])
    mean = (time.perf_counter() - started) / len(run)
    for event_type in {delivery.type for delivery in run}:
        EFFECT_SECONDS.labels(event_type).observe(mean)
    _note_run(run, mean)


def _note_run(run: Sequence[Delivery], mean: float) -> None:
    """The log names each event in its own trace, or all of a long run in one line: a line each costs as much as copying."""
    if len(run) <= LOGGED_ONE_BY_ONE:
        for delivery in run:
            with working_on(trace_of(delivery)):
                _note(delivery, mean)
        return
    log.info("events handled", extra={
        "events": len(run), "types": " ".join(sorted({delivery.type for delivery in run})), "seconds": round(mean * len(run), 4),
        "correlation_ids": " ".join(dict.fromkeys(d.envelope.correlation_id for d in run if d.envelope))})


def _note(delivery: Delivery, seconds: float) -> None:
    record = delivery.record
    log.info("event handled", extra={"type": delivery.type, "topic": record.topic, "partition": record.partition,
                                     "offset": record.offset, "seconds": round(seconds, 4)})
