"""The platform's `relay`, or a reader of a group (`read`) that records the time of each effect; runs until killed."""
import threading

from benchmarks.bus.contest import Task, given_task
from shared.bus.factory import open_bus
from shared.db.session import Database, Session
from shared.events.claims import BenefitPaid
from shared.kernel.clock import SystemClock
from shared.messaging.consumer import Consumer
from shared.messaging.envelope import Envelope
from shared.messaging.relay import Relay
from shared.messaging.subscribers import Subscribers

ARRIVED = "INSERT INTO arrived (reference, at, member) VALUES (%s, clock_timestamp(), %s)"


def main(task: Task) -> None:
    """Work until killed.

    :param task: `records` is the number of the member in its group
    """
    database, bus = Database(task.database, SystemClock(), tests_idle=False), open_bus(task.bus)
    if task.mode == "relay":
        Relay(database, bus).run(threading.Event())
    subscribers = Subscribers(task.group)

    @subscribers.on(BenefitPaid)
    def note(session: Session, event: BenefitPaid, envelope: Envelope) -> None:
        session.connection().exec_driver_sql(ARRIVED, (event.payment_reference, task.records))

    Consumer(database, bus, subscribers, member=str(task.records)).run(threading.Event())


if __name__ == "__main__":
    main(given_task())
