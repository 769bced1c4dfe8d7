"""Ours: the consumer of the platform, with a handler of many events (`set`, or `set gaps`) or of one (`each`).

With `gaps` it also keeps and checks the sequence of each key, as the services do for what they can repair.
"""
from collections.abc import Sequence

from benchmarks.contest import UPSERT_MANY, UPSERT_ONE, Stopwatch, Task, given_task
from shared.bus.factory import open_bus
from shared.bus.port import Record, Subscription
from shared.db.session import Database, Session
from shared.events.claims import BenefitPaid
from shared.kernel.clock import SystemClock
from shared.messaging.consumer import Consumer
from shared.messaging.delivery import Delivered
from shared.messaging.envelope import Envelope
from shared.messaging.subscribers import Subscribers


def add_many(session: Session, deliveries: Sequence[Delivered[BenefitPaid]]) -> None:
    """Add up what was paid, in one statement for all."""
    events = [delivered.event for delivered in deliveries]
    session.connection().exec_driver_sql(
        UPSERT_MANY, ([e.policy_number for e in events], [e.amount for e in events], [e.paid_on for e in events]))


def add_one(session: Session, event: BenefitPaid, envelope: Envelope) -> None:
    """Add up what was paid."""
    session.connection().exec_driver_sql(UPSERT_ONE, (event.policy_number, event.amount, event.paid_on))


class Noticing:
    """A subscription that starts the clock at its first records."""

    def __init__(self, inner: Subscription, watch: Stopwatch) -> None:
        self._inner = inner
        self._watch = watch
        self.commit, self.rewind, self.close = inner.commit, inner.rewind, inner.close
        self.seek, self.owned, self.busy, self.health = inner.seek, inner.owned, inner.busy, inner.health

    def poll(self, max_records: int = 500, timeout: float = 1.0) -> list[Record]:
        """As of the inner one."""
        records = self._inner.poll(max_records, timeout)
        if records:
            self._watch.arrived()
        return records


def main(task: Task) -> None:
    """Read until all is done."""
    subscribers = Subscribers(task.group)
    subscribers.on(BenefitPaid)(add_one) if task.mode == "each" else subscribers.on_many(BenefitPaid)(add_many)
    subscribers.is_repaired = "gaps" in task.mode
    database, bus = Database(task.database, SystemClock(), asks_first=False), open_bus(task.bus)
    consumer, watch = Consumer(database, bus, subscribers), Stopwatch(task.records)
    subscription = Noticing(bus.subscribe(task.group, [task.topic], "0"), watch)
    while not watch.has_done(consumer.handle_next(subscription)):
        pass
    watch.tell()
    subscription.close()
    bus.close()


if __name__ == "__main__":
    main(given_task())
