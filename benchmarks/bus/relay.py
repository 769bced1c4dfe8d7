"""Rows per second that one relay and two relays publish from the outbox, on both buses, each relay as in a worker."""
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import psycopg

from benchmarks.bus.consume import PARTITIONS, benefit, libpq, target
from benchmarks.bus.contest import Task
from benchmarks.bus.latency import Setup, started
from benchmarks.outcome import report
from benchmarks.servers import postgres
from cli.run.kafka import KafkaBroker
from shared.bus.factory import open_bus
from shared.bus.port import Bus
from shared.db.session import Database
from shared.events.claims import BenefitPaid
from shared.kernel.clock import SystemClock
from shared.messaging.outbox import CHANNEL, publish

ROWS = 30_000
ROUNDS = 3
WARM_SECONDS = 2.0
LOOK_SECONDS = 0.01
LONGEST_SECONDS = 120.0


def main() -> None:
    """Create the rows once with a use case and keep a copy; each round inserts them into the outbox in one commit."""
    rates: dict[str, list[float]] = {}
    costs: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="ontzorg-bench-") as directory, postgres() as server, \
            KafkaBroker(Path(directory)) as broker, target(server) as database:
        server.create_databases(["bus"])
        put_aside(database)
        for _ in range(ROUNDS):
            for name, url in (("embedded", server.url("bus")), ("Kafka", broker.url)):
                for relays in (1, 2):
                    seconds, cpu = drain(database, url, relays)
                    rates.setdefault(f"{name}, {relays}", []).append(ROWS / seconds)
                    costs.setdefault(f"{name}, {relays}", []).append(cpu / ROWS * 1e6)
    show(rates, costs)


def put_aside(url: str) -> None:
    """Write the events as a use case does, and move the rows to a separate table."""
    database = Database(url, SystemClock())
    for first in range(0, ROWS, 500):
        with database.transaction() as session:
            for event in map(benefit, range(first, first + 500)):
                publish(session, event)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE aside AS SELECT * FROM outbox ORDER BY id")
        connection.exec_driver_sql("TRUNCATE outbox")
    database.dispose()


def drain(database: str, bus: str, relays: int) -> tuple[float, float]:
    """Return the seconds from the commit of the rows until the outbox is empty, and the relays' processor seconds.

    :raises RuntimeError: if the bus did not receive each row exactly once
    """
    opened = open_bus(bus)
    opened.ensure_topics({BenefitPaid.topic(): PARTITIONS})
    before = end_of(opened)
    setup = Setup("relay", "ours_paced", bus, has_relay=True)
    with ExitStack() as stack, psycopg.connect(libpq(database), autocommit=True) as connection:
        processes = [stack.enter_context(started(setup, Task("relay", bus, BenefitPaid.topic(), "", database, 0)))
                     for _ in range(relays)]
        refill(connection, rows=100)
        wait_until_empty(connection)
        time.sleep(WARM_SECONDS)
        used = cpu_of(processes)
        refill(connection, rows=ROWS)
        began = time.monotonic()
        wait_until_empty(connection)
        seconds, cpu = time.monotonic() - began, cpu_of(processes) - used
    if (arrived := end_of(opened) - before) != ROWS + 100:
        raise RuntimeError(f"{arrived} events arrived of {ROWS + 100} rows")
    opened.close()
    return seconds, cpu


def refill(connection: "psycopg.Connection[Any]", *, rows: int) -> None:
    """Insert the rows into the outbox in one commit."""
    with connection.transaction():
        connection.execute("INSERT INTO outbox (slot, event_id, topic, key, type, headers, payload, written_at) SELECT slot, "
                           "event_id, topic, key, type, headers, payload, written_at FROM aside ORDER BY id LIMIT %s", (rows,))
        connection.execute(f"NOTIFY {CHANNEL}")


def wait_until_empty(connection: "psycopg.Connection[Any]") -> None:
    """Poll until the outbox is empty.

    :raises RuntimeError: if that takes too long
    """
    deadline = time.monotonic() + LONGEST_SECONDS
    while connection.execute("SELECT FROM outbox LIMIT 1").fetchone() is not None:
        if time.monotonic() > deadline:
            raise RuntimeError("the outbox does not become empty")
        time.sleep(LOOK_SECONDS)


def end_of(bus: Bus) -> int:
    """Return the number of records ever published to the topic."""
    return sum(end for _, end in bus.lag("nobody", [BenefitPaid.topic()]).values())


def cpu_of(processes: "Sequence[subprocess.Popen[str]]") -> float:
    """Return the processor seconds so far."""
    times = [psutil.Process(process.pid).cpu_times() for process in processes]
    return float(sum(one.user + one.system for one in times))


def show(rates: dict[str, list[float]], costs: dict[str, list[float]]) -> None:
    """Print the table of the medians of the rounds."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {ROUNDS} rounds of {ROWS} rows\n"
          f"{'bus, relays':16}{'a second':>10}{'low':>9}{'high':>9}{'us CPU':>9}")
    median = {name: statistics.median(values) for name, values in rates.items()}
    for name, values in rates.items():
        print(f"{name:16}{median[name]:10,.0f}{min(values):9,.0f}{max(values):9,.0f}{statistics.median(costs[name]):9.0f}")
    report("relay", {"rows_per_second": {name: round(value) for name, value in median.items()}, "rounds": ROUNDS},
           f"two relays against one: RATIO {median['embedded, 2'] / median['embedded, 1']:.2f} embedded, "
           f"RATIO {median['Kafka, 2'] / median['Kafka, 1']:.2f} on Kafka")


if __name__ == "__main__":
    main()
