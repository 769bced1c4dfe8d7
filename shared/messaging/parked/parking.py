"""Parked keys: an event that cannot be handled waits, the later ones of its key behind it in order; other keys flow on."""
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import func, insert, select

from shared.db.mechanism import parked_event
from shared.db.session import Session
from shared.messaging.delivery import Delivery
from shared.messaging.positions import is_counted

LONGEST_ERROR = 2000

_HAS_PARKED = """
SELECT EXISTS (SELECT FROM parked_event WHERE (topic, key) IN (
    SELECT * FROM unnest(%b::text[], %b::text[])))"""


class Reason(StrEnum):
    """Why an event is parked.

    :cvar FAILED: its handler failed, or it cannot be read
    :cvar BEHIND: it waits behind another of its key
    :cvar GAP: events before it are missing, and a snapshot was asked for
    """

    FAILED = "FAILED"
    BEHIND = "BEHIND"
    GAP = "GAP"


def park(session: Session, delivery: Delivery, error: str, *, reason: Reason = Reason.FAILED, attempts: int = 1) -> None:
    """Keep a message aside, as it came."""
    record = delivery.record
    session.execute(insert(parked_event).values(
        event_id=delivery.event_id, topic=record.topic, key=record.key, type=delivery.type,
        headers={name: value.decode(errors="replace") for name, value in record.headers}, payload=record.value,
        error=error[:LONGEST_ERROR], attempts=attempts, parked_at=session.clock.now(), reason=reason,
        sequence=delivery.sequence if is_counted(delivery) else None))


def has_parked(session: Session, deliveries: Iterable[Delivery]) -> bool:
    """Whether any of their keys is parked."""
    places = {delivery.place for delivery in deliveries}
    if not places:
        return False
    topics, keys = zip(*places, strict=True)
    return bool(session.connection().exec_driver_sql(_HAS_PARKED, (list(topics), list(keys))).scalar())


IN_ORDER = (parked_event.c.sequence, parked_event.c.id)
"""The order of a key: by number, because an event can be parked after a later one; by arrival where nobody counts."""


def lock_key(session: Session, topic: str, key: str) -> None:
    """Until the end of the transaction nobody else parks or releases events of this key."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{topic} {key}", 0))))


def is_parked(session: Session, delivery: Delivery) -> bool:
    """Whether an event must wait behind others of its key; a release in progress is waited for."""
    if not has_parked(session, [delivery]):
        return False
    lock_key(session, delivery.record.topic, delivery.record.key)
    return has_parked(session, [delivery])
