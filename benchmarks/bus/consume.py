"""Throughput of readers that upsert a row per event with an inbox: the platform's, FastStream, arroyo and a bare loop.

All read the same records from one Apache Kafka into the same PostgreSQL; the platform's also from the embedded bus. One in
fifty records is a duplicate. A reader is timed from its first record to its last committed effect.
"""
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import psycopg

from benchmarks.bus.contest import TABLE, Task, as_argument
from benchmarks.outcome import report
from benchmarks.peers import peers_python
from benchmarks.servers import postgres
from cli.platform.layout import ROOT
from cli.platform.postgres.server import EmbeddedPostgres
from cli.run.kafka import KafkaBroker
from shared.bus.factory import open_bus
from shared.bus.port import Message
from shared.db.mechanism_versions import update_mechanism
from shared.db.session import Database
from shared.events.claims import BenefitPaid
from shared.kernel.clock import SystemClock
from shared.messaging.envelope import encode
from shared.observability.tracing import Trace

PARTITIONS = 4
EVENTS = 60_000
POLICIES = 1_000
REPEATED_EVERY = 50
ROUNDS = 3
LONGEST_SECONDS = 240.0


@dataclass(frozen=True)
class Contestant:
    """A reader in the comparison.

    :ivar module: name in `benchmarks.contestants`
    :ivar records: number of records per round, enough for some seconds
    """

    name: str
    module: str
    mode: str = ""
    bus: str = "kafka"
    is_peer: bool = False
    records: int = EVENTS


CONTESTANTS = (
    Contestant("ours, in batches", "ours", "set"),
    Contestant("ours, in batches, gaps looked for too", "ours", "set gaps"),
    Contestant("ours, event by event", "ours", "each"),
    Contestant("ours, in batches, embedded bus", "ours", "set", bus="embedded"),
    Contestant("ours, event by event, embedded bus", "ours", "each", bus="embedded"),
    Contestant("FastStream, message by message", "faststream_reader", "message", is_peer=True, records=8_000),
    Contestant("FastStream, batch, statements per event", "faststream_reader", "each", is_peer=True, records=20_000),
    Contestant("FastStream, batch, our two statements", "faststream_reader", "set", is_peer=True),
    Contestant("arroyo, message by message", "arroyo_reader", "message", is_peer=True, records=8_000),
    Contestant("arroyo, batch, statements per event", "arroyo_reader", "each", is_peer=True, records=20_000),
    Contestant("arroyo, batch, our two statements", "arroyo_reader", "set", is_peer=True),
    Contestant("bare kafka-python loop", "bare_loop"),
)
RATIOS = (
    ("FastStream, message by message", 7.0), ("FastStream, batch, statements per event", 2.0),
    ("FastStream, batch, our two statements", 2.0), ("arroyo, message by message", 4.0),
    ("arroyo, batch, statements per event", 4.0), ("arroyo, batch, our two statements", 4.0),
    ("bare kafka-python loop", 0.3))
"""Against what `ours, in batches` is set, and the aim."""


def main() -> None:
    """Fill both buses once, then run rounds in which every contestant reads all records into empty tables."""
    rates: dict[str, list[float]] = {one.name: [] for one in CONTESTANTS}
    costs: dict[str, list[float]] = {one.name: [] for one in CONTESTANTS}
    with tempfile.TemporaryDirectory(prefix="ontzorg-bench-") as directory, postgres() as server, \
            KafkaBroker(Path(directory)) as broker:
        server.create_databases(["bus"])
        buses = {"kafka": broker.url, "embedded": server.url("bus")}
        for url in buses.values():
            fill(url)
        for _ in range(ROUNDS):
            for one in CONTESTANTS:
                with target(server) as database:
                    outcome = read_as(one, buses[one.bus], database)
                    require_once(database)
                rates[one.name].append(outcome["records"] / outcome["seconds"])
                costs[one.name].append(outcome["cpu_seconds"] / outcome["records"] * 1e6)
    show(rates, costs)


def fill(url: str) -> None:
    """Publish the events, some of them twice."""
    bus = open_bus(url)
    bus.ensure_topics({BenefitPaid.topic(): PARTITIONS})
    messages = events()
    while batch := list(islice(messages, 500)):
        bus.publish(batch, timeout=60)
    bus.close()


def benefit(number: int) -> BenefitPaid:
    """Return the event with this number; policies are in no particular order."""
    chance = random.Random(number)
    return BenefitPaid(
        policy_number=f"P-{chance.randrange(POLICIES):06}", employer_id=str(uuid.UUID(int=chance.getrandbits(128))),
        payment_reference=f"V-2026-{number:07}", amount=Decimal(chance.randrange(100_000)) / 100,
        paid_on=date(2026, 1, 1) + timedelta(days=number % 200))


def events() -> Iterator[Message]:
    """Return the events, which are the same for each bus except their ids."""
    now, trace = SystemClock().now(), Trace("request", "click", f"00-{'a' * 32}-{'b' * 16}-01", str(uuid.uuid4()))
    sequences: Counter[str] = Counter()
    for number, event in enumerate(map(benefit, range(EVENTS))):
        sequences[event.key] += 1
        _, headers, body = encode(event, now=now, trace=trace)
        headers["ce_sequence"] = str(sequences[event.key])
        message = Message(event.topic(), event.key, body, tuple((k, v.encode()) for k, v in headers.items()))
        yield message
        if number % REPEATED_EVERY == 0:
            yield message


@contextmanager
def target(server: EmbeddedPostgres) -> Iterator[str]:
    """Yield the SQLAlchemy URL of a database with empty tables, which is dropped afterwards."""
    name = f"target_{uuid.uuid4().hex[:8]}"
    server.create_databases([name])
    database = Database(server.url(name), SystemClock())
    with database.engine.begin() as connection:
        update_mechanism(connection)
        connection.exec_driver_sql(TABLE)
    database.dispose()
    try:
        yield server.url(name)
    finally:
        with psycopg.connect(libpq(server.url("postgres")), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


def libpq(url: str) -> str:
    """Return the URL without SQLAlchemy's driver name."""
    return url.replace("+psycopg", "", 1)


def read_as(one: Contestant, bus: str, database: str) -> dict[str, float]:
    """Run a contestant in its own process.

    :raises RuntimeError: if it fails
    """
    task = Task(one.mode, bus, BenefitPaid.topic(), f"group-{uuid.uuid4().hex[:8]}",
                libpq(database) if one.is_peer else database, one.records)
    python = peers_python() if one.is_peer else sys.executable
    ran = subprocess.run([python, "-P", "-m", f"benchmarks.contestants.{one.module}", as_argument(task)], cwd=ROOT,
                         env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
                         timeout=LONGEST_SECONDS)
    if ran.returncode or not ran.stdout.strip():
        raise RuntimeError(f"{one.name}: {ran.stderr.strip()[-2000:]}")
    outcome: dict[str, float] = json.loads(ran.stdout.strip().splitlines()[-1])
    return outcome


def require_once(database: str) -> None:
    """Check that every event of the inbox has one effect.

    :raises RuntimeError: if an event has no effect, or several
    """
    with psycopg.connect(libpq(database)) as connection:
        known, effects = connection.execute(
            "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM paid)").fetchone() or (0, 0)
    if known != effects:
        raise RuntimeError(f"{effects} effects of {known} events")


def show(rates: dict[str, list[float]], costs: dict[str, list[float]]) -> None:
    """Print the table, and the ratios of the medians of the rounds."""
    median = {name: statistics.median(values) for name, values in rates.items()}
    mine = median["ours, in batches"]
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {ROUNDS} rounds\n{'':42}{'a second':>10}{'low':>9}{'high':>9}"
          f"{'us CPU':>9}{'ours':>8}")
    for name, values in rates.items():
        effect = "" if "bare" not in name else "  (no effect)"
        print(f"{name:42}{median[name]:10,.0f}{min(values):9,.0f}{max(values):9,.0f}"
              f"{statistics.median(costs[name]):9.0f}{mine / median[name]:7.2f}x{effect}")
    report("consume", {"per_second": {name: round(value) for name, value in median.items()}, "rounds": ROUNDS,
                       "ratios": {name: round(mine / median[name], 2) for name, _ in RATIOS}},
           "; ".join(f"RATIO {mine / median[name]:.2f} of {name} (aim {aim:g})" for name, aim in RATIOS))


if __name__ == "__main__":
    main()
