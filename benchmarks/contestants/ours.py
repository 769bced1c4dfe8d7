"""The platform's consumer, with a copy declared as in a service (`set`, `set gaps`) or a handler per event (`each`).

With `gaps` it also keeps and checks the sequence of each key, as the services do for what they can repair.
"""
from datetime import date
from decimal import Decimal

from sqlalchemy import Numeric, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.bus.contest import UPSERT_ONE, Stopwatch, Task, given_task
from shared.bus.factory import open_bus
from shared.bus.port import Record, Subscription
from shared.db.session import Database, Session
from shared.events.claims import BenefitPaid
from shared.kernel.clock import SystemClock
from shared.messaging.consumer import Consumer
from shared.messaging.copies.declaration import Copies
from shared.messaging.envelope import Envelope
from shared.messaging.subscribers import Subscribers
from shared.observability.logging import configure_logging


class Base(DeclarativeBase):
    """Base of the mapped class."""


class Paid(Base):
    """A payment published by claims."""

    __tablename__ = "paid"
    payment_reference: Mapped[str] = mapped_column(String(120), primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    paid_on: Mapped[date]


def keep_one(session: Session, event: BenefitPaid, envelope: Envelope) -> None:
    """Keep a payment."""
    session.connection().exec_driver_sql(UPSERT_ONE, (event.payment_reference, event.amount, event.paid_on))


def subscribers_of(task: Task) -> Subscribers:
    """Return subscribers with a copy declared as in a service, or with a handler per event."""
    copies = Copies()
    if task.mode != "each":
        copies.replicates(Paid, [BenefitPaid])
    subscribers = Subscribers(task.group, copies)
    if task.mode == "each":
        subscribers.on(BenefitPaid)(keep_one)
    subscribers.is_repaired = "gaps" in task.mode
    return subscribers


class Noticing:
    """A subscription that starts the stopwatch at its first records."""

    def __init__(self, inner: Subscription, watch: Stopwatch) -> None:
        self._inner = inner
        self._watch = watch
        self.commit, self.rewind, self.close = inner.commit, inner.rewind, inner.close
        self.seek, self.busy, self.health = inner.seek, inner.busy, inner.health

    def poll(self, max_records: int = 500, timeout: float = 1.0) -> list[Record]:
        """Poll the wrapped subscription."""
        records = self._inner.poll(max_records, timeout)
        if records:
            self._watch.arrived()
        return records


def main(task: Task) -> None:
    """Read until all records are handled."""
    configure_logging("reader")  # as in a service: what is logged of each event counts
    subscribers = subscribers_of(task)
    database, bus = Database(task.database, SystemClock(), tests_idle=False), open_bus(task.bus)
    consumer, watch = Consumer(database, bus, subscribers), Stopwatch(task.records)
    subscription = Noticing(bus.subscribe(task.group, [task.topic], "0"), watch)
    while not watch.has_done(consumer.handle_next(subscription)):
        pass
    watch.print_result()
    subscription.close()
    bus.close()


if __name__ == "__main__":
    main(given_task())
