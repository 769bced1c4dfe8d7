"""Reader positions: the last sequence of each aggregate without a gap before it, updated in one statement per batch."""
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from shared.db.mechanism import feed_position
from shared.db.prepared import Bound, Rows
from shared.db.session import Session
from shared.events.repair import REPAIR_TOPIC
from shared.messaging.delivery import Delivery

Place = tuple[str, str]
"""Topic and key."""
Stretches = dict[Place, tuple[int, int]]
"""First and last sequence of each aggregate in a batch."""

# The outer query sees the positions before the insert; it finds the aggregates whose events do not simply follow.
_MOVE = """
WITH news AS (
    SELECT * FROM unnest(%b::text[], %b::text[], %b::bigint[], %b::bigint[]) AS row (topic, key, first, last)),
moved AS (
    INSERT INTO feed_position AS known (topic, key, sequence) SELECT topic, key, last FROM news ORDER BY topic, key
    ON CONFLICT (topic, key) DO UPDATE SET sequence = greatest(known.sequence, excluded.sequence))
SELECT topic, key, coalesce(known.sequence, 0), known.asked_at
FROM news LEFT JOIN feed_position known USING (topic, key)
WHERE coalesce(known.sequence, 0) <> first - 1 OR known.asked_at IS NOT NULL"""


class Standing(Enum):
    """Relation of an event to the position of its aggregate.

    :cvar NEXT: it is the next event
    :cvar KNOWN: it was handled before
    :cvar GAP: earlier events are missing
    """

    NEXT = auto()
    KNOWN = auto()
    GAP = auto()


def is_counted(delivery: Delivery) -> bool:
    """Whether the event has a sequence to check; events on the repair topic, which has many writers, have none."""
    return delivery.sequence is not None and delivery.record.topic != REPAIR_TOPIC


def moving(stretches: Stretches) -> Bound:
    """Return the statement that advances the positions past a batch; pass its rows to `are_next`."""
    return Bound(_MOVE, ([topic for topic, _ in stretches], [key for _, key in stretches],
                         [first for first, _ in stretches.values()], [last for _, last in stretches.values()]))


def are_next(odd: Rows, stretches: Stretches, new: Sequence[Delivery]) -> bool:
    """Return False if events are missing, parked or out of order; the caller must then roll back the transaction.

    :param odd: rows of the statement `moving`
    :param new: the deliveries to handle
    """
    whole_through = {(topic, key): sequence for topic, key, sequence, _ in odd}
    return (all(asked_at is None and stretches[topic, key][0] <= sequence for topic, key, sequence, asked_at in odd)
            and not any(d.sequence <= whole_through.get(d.place, 0) for d in new if d.sequence is not None))


def stretches_of(deliveries: Iterable[Delivery]) -> Stretches | None:
    """First and last sequence per aggregate, ignoring duplicates; None if a sequence is missing between them.

    :param deliveries: the whole batch, including events without a handler
    """
    found: Stretches = {}
    for delivery in deliveries:
        number = delivery.sequence
        if number is None or not is_counted(delivery):
            continue
        first, last = found.setdefault(delivery.place, (number, number))
        if number > last + 1:
            return None
        if number == last + 1:
            found[delivery.place] = first, number
    return found


class Position:
    """The position of one aggregate, locked until the end of the transaction."""

    def __init__(self, session: Session, place: Place) -> None:
        self._session = session
        self.place = place
        topic, key = place
        session.execute(insert(feed_position).values(topic=topic, key=key, sequence=0).on_conflict_do_nothing())
        row = session.execute(select(feed_position).where(*_is(place)).with_for_update()).one()
        self.sequence: int = row.sequence
        self.asked_at: datetime | None = row.asked_at

    def standing_of(self, number: int) -> Standing:
        """The relation of an event with this sequence to the position."""
        if number <= self.sequence:
            return Standing.KNOWN
        return Standing.NEXT if number == self.sequence + 1 else Standing.GAP

    def move(self, number: int) -> None:
        """Record that the event with this sequence was handled."""
        self.sequence = number
        self._keep()

    def note_asked(self, moment: datetime | None) -> None:
        """Record when a snapshot was requested; None means that none is expected."""
        self.asked_at = moment
        self._keep()

    def _keep(self) -> None:
        self._session.execute(update(feed_position).where(*_is(self.place)).values(
            sequence=self.sequence, asked_at=self.asked_at))


def find_unanswered(session: Session, before: datetime, limit: int) -> list[Place]:
    """Aggregates whose snapshot was requested before a moment and has not arrived; skips rows locked by other members."""
    query = select(feed_position.c.topic, feed_position.c.key).where(feed_position.c.asked_at < before)
    rows = session.execute(query.limit(limit).with_for_update(skip_locked=True)).all()
    return [(row.topic, row.key) for row in rows]


def _is(place: Place) -> tuple[Any, ...]:
    return feed_position.c.topic == place[0], feed_position.c.key == place[1]
