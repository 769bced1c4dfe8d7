"""Time until effects resume after a SIGKILL of a reader, the relay or the broker.

The killed process is restarted at once, as a supervisor does; or it is not, and the other reader of the group takes over.
Events are written continuously. The result is the longest time from an event's commit to its effect.
"""
import os
import signal
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from benchmarks.bus.consume import PARTITIONS, benefit, libpq, target
from benchmarks.bus.contest import Task
from benchmarks.bus.latency import Setup, started
from benchmarks.outcome import report
from benchmarks.servers import postgres
from cli.platform.postgres.server import EmbeddedPostgres
from cli.run.kafka import KafkaBroker
from shared.bus.factory import open_bus
from shared.db.session import Database
from shared.events.claims import BenefitPaid
from shared.kernel.clock import SystemClock
from shared.messaging.outbox import publish

ROUNDS = 3
RATE = 50
FLOW_SECONDS = 2.0
LONGEST_SECONDS = 60.0
PROCESS = Setup("recovery", "ours_endless", "", has_relay=True)
SENT = "INSERT INTO sent (reference, at) VALUES (%s, clock_timestamp())"


class Scene:
    """A writer, a relay and two readers of one group, all running."""

    def __init__(self, bus: str, own: str, other: str) -> None:
        self.bus, self.own, self.other = bus, own, other
        self._group = f"group-{uuid.uuid4().hex[:8]}"
        self._running: dict[str, ExitStack] = {}
        self._stop = threading.Event()
        self._writer = threading.Thread(target=self._write)

    @contextmanager
    def playing(self) -> Iterator[None]:
        """Run all processes until the end of the block."""
        with psycopg.connect(libpq(self.own)) as own, psycopg.connect(libpq(self.other)) as other:
            own.execute("CREATE TABLE sent (reference text NOT NULL, at timestamptz NOT NULL)")
            other.execute("CREATE TABLE arrived (reference text NOT NULL, at timestamptz NOT NULL, member integer NOT NULL)")
        try:
            for name in ("relay", "read 1", "read 2"):
                self.start(name)
            self._writer.start()
            yield
        finally:
            self.end_writing()
            for stack in self._running.values():
                stack.close()

    def start(self, name: str) -> None:
        """Start a process, without waiting until it is ready."""
        mode, _, member = name.partition(" ")
        database = self.own if mode == "relay" else self.other
        task = Task(mode, self.bus, BenefitPaid.topic(), self._group, database, int(member or 0))
        self._running[name] = ExitStack()
        self._running[name].enter_context(started(PROCESS, task, is_awaited=False))

    def kill(self, name: str) -> None:
        """Kill a process with SIGKILL."""
        self._running.pop(name).close()

    def wait_until_shared(self) -> None:
        """Wait until both readers have partitions.

        :raises RuntimeError: if that takes too long
        """
        deadline = time.monotonic() + LONGEST_SECONDS
        query = "SELECT count(DISTINCT member) FROM arrived WHERE starts_with(reference, %s)"
        with psycopg.connect(libpq(self.other), autocommit=True) as connection:
            while connection.execute(query, (self._group,)).fetchone() != (2,):
                if time.monotonic() > deadline:
                    raise RuntimeError("one reader reads nothing")
                time.sleep(0.1)

    def _write(self) -> None:
        database, number = Database(self.own, SystemClock()), 0
        while not self._stop.wait(1 / RATE):
            event = replace(benefit(number), payment_reference=f"{self._group}-{number}")
            with database.transaction() as session:
                session.connection().exec_driver_sql(SENT, (event.payment_reference,))
                publish(session, event)
            number += 1
        database.dispose()

    def end_writing(self) -> None:
        """Stop writing; a second call has no effect."""
        self._stop.set()
        if self._writer.is_alive():
            self._writer.join()

    def waits(self) -> list[tuple[float, float]]:
        """Return per event the time of sending, in seconds since the epoch, and the seconds until its effect.

        :raises RuntimeError: if an event has no effect in the end, or two
        """
        deadline = time.monotonic() + LONGEST_SECONDS
        while True:
            sent, arrived = self._rows(self.own, "sent"), self._rows(self.other, "arrived")
            if len(arrived) >= len(sent) or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        times = dict(arrived)
        if len(arrived) != len(sent) or times.keys() != dict(sent).keys():
            raise RuntimeError(f"{len(sent)} events, {len(arrived)} effects, {len(times)} different")
        return [(at, times[reference] - at) for reference, at in sent]

    def _rows(self, url: str, table: str) -> list[tuple[str, float]]:
        """Return the rows of this scene; a new group also reads events of earlier scenes from the log."""
        query = sql.SQL("SELECT reference, extract(epoch FROM at)::float FROM {} WHERE starts_with(reference, %s)")
        with psycopg.connect(libpq(url)) as connection:
            return connection.execute(query.format(sql.Identifier(table)), (self._group,)).fetchall()


class Bus:
    """A bus with its own server, which can be crashed."""

    def __init__(self, url: str, crash: Callable[[], None], start: Callable[[], None]) -> None:
        self.url, self.crash, self.start = url, crash, start


@contextmanager
def buses() -> Iterator[dict[str, Bus]]:
    """Yield both buses, running."""
    with tempfile.TemporaryDirectory(prefix="ontzorg-bench-") as directory, postgres() as server, \
            KafkaBroker(Path(directory)) as broker:
        server.create_databases(["bus"])
        yield {"embedded": Bus(server.url("bus"), lambda: _crash(server), server.start),
               "Kafka": Bus(broker.url, broker.kill, broker.start)}


def _crash(server: EmbeddedPostgres) -> None:
    """Stop PostgreSQL at once without a checkpoint, so the next start recovers from its log."""
    os.kill(server.pid, signal.SIGQUIT)
    while server.how_ended() is None:
        time.sleep(0.005)


def kill_reader(scene: Scene, bus: Bus) -> None:
    """Kill and restart one of the two readers."""
    scene.kill("read 1")
    scene.start("read 1")


def lose_reader(scene: Scene, bus: Bus) -> None:
    """Kill one of the two readers, without a restart."""
    scene.kill("read 1")


def kill_relay(scene: Scene, bus: Bus) -> None:
    """Kill and restart the relay."""
    scene.kill("relay")
    scene.start("relay")


def kill_broker(scene: Scene, bus: Bus) -> None:
    """Crash and restart the server of the bus."""
    bus.crash()
    bus.start()


FAULTS: dict[str, Callable[[Scene, Bus], None]] = {
    "reader, started again": kill_reader, "reader, the other takes over": lose_reader,
    "relay, started again": kill_relay, "broker, started again": kill_broker}


def main() -> None:
    """Play every fault on both buses, in several rounds."""
    longest: dict[str, dict[str, list[float]]] = {fault: {} for fault in FAULTS}
    usual: list[float] = []
    with postgres() as server, buses() as both:
        for _ in range(ROUNDS):
            for fault, strike in FAULTS.items():
                for name, bus in both.items():
                    before, worst = play(bus, server, strike)
                    usual.append(before)
                    longest[fault].setdefault(name, []).append(worst)
    show(longest, statistics.median(usual))


def play(bus: Bus, server: EmbeddedPostgres, strike: Callable[[Scene, Bus], None]) -> tuple[float, float]:
    """Play one fault; return the median wait before it and the longest wait after it, in seconds."""
    opened = open_bus(bus.url)
    opened.ensure_topics({BenefitPaid.topic(): PARTITIONS})
    opened.close()
    with target(server) as own, target(server) as other:
        scene = Scene(bus.url, own, other)
        with scene.playing():
            scene.wait_until_shared()
            time.sleep(FLOW_SECONDS)
            struck = time.time()
            strike(scene, bus)
            time.sleep(FLOW_SECONDS)
            scene.end_writing()
            waits = scene.waits()
    return (statistics.median(wait for at, wait in waits if struck - FLOW_SECONDS < at < struck - 0.5),
            max(wait for at, wait in waits if at > struck - 0.5))


def show(longest: dict[str, dict[str, list[float]]], usual: float) -> None:
    """Print the table of the medians of the rounds."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {ROUNDS} rounds, {RATE} events a second, two readers, one relay; seconds\n"
          f"{'killed':32}" + "".join(f"{name + ' (low, high)':>28}" for name in ("embedded", "Kafka")))
    for fault, by_bus in longest.items():
        print(f"{fault:32}" + "".join(f"{statistics.median(v):12.2f} ({min(v):5.2f},{max(v):6.2f})" for v in by_bus.values()))
    medians = {fault: {name: round(statistics.median(v), 2) for name, v in by_bus.items()} for fault, by_bus in longest.items()}
    worst = max(value for by_bus in medians.values() for value in by_bus.values())
    report("recovery", {"seconds": medians, "usual_ms": round(usual * 1000, 1), "rounds": ROUNDS},
           f"an event waits {usual * 1000:.0f} ms as a rule; the longest after a kill {worst:.1f} s; none lost, none doubled; "
           f"RATIO {medians['reader, the other takes over']['Kafka'] / medians['reader, the other takes over']['embedded']:.0f} "
           "of Kafka to embedded where a reader does not come back")


if __name__ == "__main__":
    main()
