"""The platform at a constant rate: `write` is a use case that publishes, `relay` sends, `read` is a consumer."""
import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

from benchmarks.bus.contest import UPSERT_ONE, Task, given_task
from benchmarks.bus.pacing import EVENTS, Moments, due_after, policy_of, say_ready
from shared.bus.factory import open_bus
from shared.db.session import Database, Session
from shared.events.claims import BenefitPaid
from shared.kernel.clock import SystemClock
from shared.messaging.consumer import Consumer
from shared.messaging.envelope import Envelope
from shared.messaging.outbox import publish
from shared.messaging.relay import Relay
from shared.messaging.steps import Step
from shared.messaging.subscribers import Subscribers

THREADS = 4


def apply(session: Session, event: BenefitPaid) -> None:
    """Upsert one row, the work of both writer and reader."""
    session.connection().exec_driver_sql(UPSERT_ONE, (event.payment_reference, event.amount, event.paid_on))


def write(task: Task) -> None:
    """Write events when they are due, and record the times of start and commit."""
    database, moments = Database(task.database, SystemClock()), Moments()

    def pay(number: int) -> None:
        time.sleep(max(0.0, began + due_after(number) - time.monotonic()))
        event = BenefitPaid(policy_number=policy_of(number), employer_id=task.group, payment_reference=str(number),
                            amount=Decimal("12.50"), paid_on=date(2026, 3, 2))
        begin = time.monotonic()
        with database.transaction() as session:
            apply(session, event)
            publish(session, event)
        moments.note(number, begin, time.monotonic())

    with ThreadPoolExecutor(THREADS) as pool:
        began = time.monotonic()
        for _ in pool.map(pay, range(EVENTS)):
            pass
    moments.print_result()


def relay(task: Task) -> None:
    """Run the relay until killed."""
    say_ready()
    database, bus = Database(task.database, SystemClock(), tests_idle=False), open_bus(task.bus, outbox=task.database)
    Relay(database, bus).run(threading.Event())


def read(task: Task) -> None:
    """Handle all events, and record the time at which each effect is committed."""
    subscribers, moments, stop = Subscribers(task.group), Moments(), threading.Event()
    in_hand: list[int] = []

    @subscribers.on(BenefitPaid)
    def add(session: Session, event: BenefitPaid, envelope: Envelope) -> None:
        apply(session, event)
        if event.employer_id == task.group:  # a new group also reads what earlier rounds left in the log
            in_hand.append(int(event.payment_reference))

    def watch(step: Step) -> None:
        if step is Step.EFFECT_COMMITTED:
            now = time.monotonic()
            for number in in_hand:
                moments.note(number, now)
            in_hand.clear()
            if moments.are_all:
                stop.set()

    bus = open_bus(task.bus)
    say_ready()
    Consumer(Database(task.database, SystemClock(), tests_idle=False), bus, subscribers, watch=watch).run(stop)
    moments.print_result()
    bus.close()


if __name__ == "__main__":
    gc.freeze()  # as workers and web processes do
    {"write": write, "relay": relay, "read": read}[given_task().mode](given_task())
