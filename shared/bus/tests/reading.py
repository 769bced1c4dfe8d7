"""Reading and waiting with a deadline, for tests of the bus."""
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from shared.bus.port import Bus, Fenced, Message, Record, Subscription

DEADLINE_SECONDS = 40.0


def drain(subscription: Subscription, count: int, *, commit: bool = True) -> list[Record]:
    """Poll until `count` records have arrived, and return them."""
    records: list[Record] = []

    def enough() -> bool:
        records.extend(found := subscription.poll(500, 0.3))
        if found and commit:
            subscription.commit()
        return len(records) >= count

    wait_until(enough, f"{count} records")
    return records


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait until the condition holds; fail after the deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, f"waited {DEADLINE_SECONDS} s for {what}"
        pause.wait(0.01)


def numbered(topic: str, key: str, numbers: range) -> list[Message]:
    """Return messages with the same key, whose values are the numbers."""
    return [Message(topic, key, b"%d" % number) for number in numbers]


def values_by_key(records: list[Record]) -> dict[str, list[int]]:
    """Return the numbers received per key, in order; a redelivered record counts once."""
    seen: set[tuple[int, int]] = set()
    values: dict[str, list[int]] = {}
    for record in records:
        if (record.partition, record.offset) not in seen:
            seen.add((record.partition, record.offset))
            values.setdefault(record.key, []).append(int(record.value))
    return values


def unread(bus: Bus, group: str, topic: str) -> int:
    """Return the number of unread records of a group."""
    return sum(end - position for position, end in bus.lag(group, [topic]).values())


def handle_next(member: Subscription, handled: list[Record]) -> int:
    """Poll, handle and commit, as a consumer does; return the number of records. Fenced batches are redelivered."""
    records = member.poll(500, 0.3)
    handled.extend(records)
    with suppress(Fenced):
        member.commit()
    return len(records)


class Rounds:
    """Publishes rounds of one message per key; the value is the number of the round."""

    def __init__(self, bus: Bus, topic: str, keys: list[str]) -> None:
        self._bus = bus
        self._topic = topic
        self._keys = keys
        self._rounds = 0

    def publish(self, *, times: int = 1) -> None:
        for _ in range(times):
            self._bus.publish([Message(self._topic, key, b"%d" % self._rounds) for key in self._keys])
            self._rounds += 1

    @property
    def published(self) -> int:
        """The number of published messages."""
        return self._rounds * len(self._keys)

    def values_by_key(self) -> dict[str, list[int]]:
        """Return the values that readers must receive, per key."""
        return {key: list(range(self._rounds)) for key in self._keys}
