"""Parking: an event that cannot be handled waits, later events of its key wait behind it; other keys are not affected."""
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import func, insert, select

from shared.db.mechanism import parked_event
from shared.db.prepared import Bound
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
    :cvar GAP: earlier events are missing, and a snapshot was requested
    """

    FAILED = "FAILED"
    BEHIND = "BEHIND"
    GAP = "GAP"


def park(session: Session, delivery: Delivery, error: str, *, reason: Reason = Reason.FAILED, attempts: int = 1) -> None:
    """Store an unchanged message as parked."""
    record = delivery.record
    session.execute(insert(parked_event).values(
        event_id=delivery.event_id, topic=record.topic, key=record.key, type=delivery.type,
        headers={name: value.decode(errors="replace") for name, value in record.headers}, payload=record.value,
        error=error[:LONGEST_ERROR], attempts=attempts, parked_at=session.clock.now(), reason=reason,
        sequence=delivery.sequence if is_counted(delivery) else None))


def has_parked(session: Session, deliveries: Iterable[Delivery]) -> bool:
    """Whether any of the deliveries has a parked key."""
    ((found,),), = session.together(looking_for_parked(deliveries))
    return bool(found)


def looking_for_parked(deliveries: Iterable[Delivery]) -> Bound:
    """Return the statement of `has_parked`; it gives one row with one boolean."""
    places = {delivery.place for delivery in deliveries}
    return Bound(_HAS_PARKED, ([topic for topic, _ in places], [key for _, key in places]))


IN_ORDER = (parked_event.c.sequence, parked_event.c.id)
"""Order within a key: by sequence, because an event can be parked after a later one; by arrival without sequences."""


def lock_key(session: Session, topic: str, key: str) -> None:
    """Take an exclusive lock on parking and releasing events of this key for the rest of the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{topic} {key}", 0))))


def is_parked(session: Session, delivery: Delivery) -> bool:
    """Whether an event must wait behind parked events of its key; waits for a release in progress."""
    if not has_parked(session, [delivery]):
        return False
    lock_key(session, delivery.record.topic, delivery.record.key)
    return has_parked(session, [delivery])
