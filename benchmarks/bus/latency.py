"""Latency from a write until its effect is committed in another database, at 500 events per second.

The variable BENCHMARK_RATE sets another rate.
Compares the platform on both buses, through the outbox, with FastStream on Kafka, which publishes after the commit.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.bus.consume import PARTITIONS, libpq, target
from benchmarks.bus.contest import Task, as_argument
from benchmarks.bus.pacing import EVENTS, RATE, WARM_UP
from benchmarks.outcome import percentile, report
from benchmarks.peers import peers_python
from benchmarks.servers import postgres
from cli.platform.layout import ROOT
from cli.platform.postgres.server import EmbeddedPostgres
from cli.run.kafka import KafkaBroker
from shared.bus.factory import open_bus
from shared.events.claims import BenefitPaid

ROUNDS = 3
AIM_P99_MS = 2.0
JOIN_SECONDS = 3.0
"""Let the reader join its group before it is looked whether all that earlier rounds left is read."""
LONGEST_SECONDS = 120.0
MEASURED_SECONDS = (EVENTS - WARM_UP) / RATE


@dataclass(frozen=True)
class Setup:
    """A writer, bus and reader to measure.

    :ivar module: name in `benchmarks.contestants`
    """

    name: str
    module: str
    bus: str
    has_relay: bool


SETUPS = (
    Setup("ours, embedded bus", "ours_paced", "embedded", True),
    Setup("ours, Kafka", "ours_paced", "kafka", True),
    Setup("FastStream, Kafka, no outbox", "faststream_paced", "kafka", False),
)


@dataclass(frozen=True)
class Outcome:
    """The result of a round: milliseconds from the start of each write, and from its commit, until the effect is committed.

    :ivar cpu: percent of a core used by writer, relay and reader together, by PostgreSQL and by the broker
    """

    from_begin: list[float]
    from_commit: list[float]
    cpu: dict[str, float]


def main() -> None:
    """Alternate between the setups, each time with empty databases and a new group."""
    outcomes: dict[str, list[Outcome]] = {setup.name: [] for setup in SETUPS}
    with tempfile.TemporaryDirectory(prefix="ontzorg-bench-") as directory, postgres() as server, \
            KafkaBroker(Path(directory)) as broker:
        server.create_databases(["bus"])
        for _ in range(ROUNDS):
            for setup in SETUPS:
                bus = server.url("bus") if setup.bus == "embedded" else broker.url
                outcomes[setup.name].append(play(setup, bus, server, broker))
    show(outcomes)


def play(setup: Setup, bus: str, server: EmbeddedPostgres, broker: KafkaBroker) -> Outcome:
    """Run one round of a setup."""
    topic = BenefitPaid.topic() if setup.has_relay else f"peer-{uuid.uuid4().hex[:8]}"
    opened = open_bus(bus)
    opened.ensure_topics({topic: PARTITIONS})
    group = f"group-{uuid.uuid4().hex[:8]}"
    with ExitStack() as stack:
        own, other = stack.enter_context(target(server)), stack.enter_context(target(server))
        reader = stack.enter_context(started(setup, Task("read", bus, topic, group, other, 0)))
        relay = stack.enter_context(started(setup, Task("relay", bus, topic, group, own, 0))) if setup.has_relay else None
        time.sleep(JOIN_SECONDS)
        while any(end > position for position, end in opened.lag(group, [topic]).values()):
            time.sleep(0.1)
        writer = stack.enter_context(started(setup, Task("write", bus, topic, group, own, 0), is_awaited=False))
        at_work = {"PostgreSQL": [server.pid], "broker": [broker.pid],
                   "processes": [one.pid for one in (writer, relay, reader) if one]}
        time.sleep(WARM_UP / RATE + 1.0)
        before = {name: _cpu_of(pids) for name, pids in at_work.items()}
        time.sleep(MEASURED_SECONDS - 1.0)
        cpu = {name: (_cpu_of(pids) - before[name]) / (MEASURED_SECONDS - 1.0) * 100 for name, pids in at_work.items()}
        written, effected = _moments_of(writer), _moments_of(reader)
    opened.close()
    return _joined(written, effected, cpu)


def _joined(written: dict[str, list[float]], effected: dict[str, list[float]], cpu: dict[str, float]) -> Outcome:
    rows = [(written[number], effected[number][0]) for number in written if int(number) >= WARM_UP]
    return Outcome([(end - begin) * 1000 for (begin, _), end in rows],
                   [(end - committed) * 1000 for (_, committed), end in rows], cpu)


@contextmanager
def started(setup: Setup, task: Task, *, is_awaited: bool = True) -> "Iterator[subprocess.Popen[str]]":
    """Start a process of the setup, and wait until it is ready."""
    is_peer = setup.module.startswith("faststream")
    if is_peer:
        task = Task(task.mode, task.bus, task.topic, task.group, libpq(task.database), 0)
    python = peers_python() if is_peer else sys.executable
    process = subprocess.Popen([python, "-P", "-m", f"benchmarks.contestants.{setup.module}", as_argument(task)], cwd=ROOT,
                               env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True)
    try:
        if is_awaited and process.stdout and process.stdout.readline() != "ready\n":
            raise RuntimeError(f"{setup.name}: {task.mode} does not start")
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _moments_of(process: "subprocess.Popen[str]") -> dict[str, list[float]]:
    said, _ = process.communicate(timeout=LONGEST_SECONDS)
    moments: dict[str, list[float]] = json.loads(said.strip().splitlines()[-1])
    return moments


def _cpu_of(pids: list[int]) -> float:
    """Return the processor seconds of processes and their present children."""
    every = [one for pid in pids for one in (psutil.Process(pid), *psutil.Process(pid).children())]
    return float(sum(times.user + times.system for times in (one.cpu_times() for one in every)))


def show(outcomes: dict[str, list[Outcome]]) -> None:
    """Print the table of the medians of the rounds."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {ROUNDS} rounds of {EVENTS - WARM_UP} at {RATE} a second; ms\n"
          f"{'':30}{'from commit p50':>16}{'p99':>8}{'from begin p50':>16}{'p99':>8}  CPU % of a core")
    table: dict[str, dict[str, float]] = {}
    for name, rounds in outcomes.items():
        row = {f"{kind}_p{pct}": statistics.median(percentile(getattr(one, kind), pct) for one in rounds)
               for kind in ("from_commit", "from_begin") for pct in (50, 99)}
        cpu = {key: statistics.median(one.cpu[key] for one in rounds) for key in ("processes", "PostgreSQL", "broker")}
        print(f"{name:30}{row['from_commit_p50']:16.1f}{row['from_commit_p99']:8.1f}{row['from_begin_p50']:16.1f}"
              f"{row['from_begin_p99']:8.1f}  " + ", ".join(f"{key} {value:.0f}" for key, value in cpu.items()))
        table[name] = {key: round(value, 2) for key, value in (row | cpu).items()}
    mine, peer = table["ours, embedded bus"], table["FastStream, Kafka, no outbox"]
    cpu_ratio = _together(mine) / _together(peer)
    report("latency", {"setups": table, "events": EVENTS - WARM_UP, "per_second": RATE},
           f"embedded p99 {mine['from_commit_p99']:.1f} ms from the commit, RATIO {mine['from_commit_p99'] / AIM_P99_MS:.2f} of "
           f"the aim of 2 ms, RATIO {mine['from_commit_p99'] / peer['from_commit_p99']:.2f} of FastStream; CPU of processes "
           f"RATIO {mine['processes'] / peer['processes']:.2f}, with servers RATIO {cpu_ratio:.2f} of FastStream")


def _together(row: dict[str, float]) -> float:
    return row["processes"] + row["PostgreSQL"] + row["broker"]


if __name__ == "__main__":
    main()
