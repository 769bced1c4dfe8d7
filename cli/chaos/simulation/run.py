"""One run: a story with faults, then rest, the next pay date, and a look at everything that came of it."""
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from cli.chaos.counts import Counts
from cli.chaos.invariants import Finding
from cli.chaos.simulation import checked_cases, checked_copies, checked_delivery, checked_money
from cli.chaos.simulation.clients import Clients
from cli.chaos.simulation.databases import Databases
from cli.chaos.simulation.fault_plan import Fate, Fault, Trace
from cli.chaos.simulation.logged import first_arrivals
from cli.chaos.simulation.parts import Makers
from cli.chaos.simulation.story import RandomStory
from cli.chaos.simulation.world import World
from services.claims.domain.payments.payday import cut_off, pay_date
from shared.kernel.month import Month

FIRST_DAYS = (date(2025, 6, 10), date(2025, 9, 8), date(2026, 1, 8), date(2026, 2, 6), date(2026, 5, 11),
              date(2025, 10, 27), date(2025, 12, 29), date(2025, 7, 15))
"""Shortly before a run is prepared or paid, a month or a year ends, so that a short story already sees money move."""
MOST_STEPS = 20_000
CHECKED = (checked_delivery, checked_copies, checked_cases, checked_money)


@dataclass(frozen=True)
class Outcome:
    """What became of a run.

    :ivar digest: of its trace; the same seed always gives the same
    :ivar seen: the faults that happened
    """

    seed: int
    counts: Counts
    findings: tuple[Finding, ...]
    seen: Counter[Fault]
    digest: str
    requests: int


def simulate(seed: int, databases: Databases, *, makers: Makers | None = None, out: TextIO | None = None) -> Outcome:
    """Play one run.

    :param makers: which classes play, the product's own if not given
    :param out: where the trace goes line by line
    """
    trace = Trace(out)
    fate = Fate(seed, trace)
    databases.empty()
    today = random.Random(seed).choice(FIRST_DAYS)
    world = World(databases, fate, trace, makers or Makers())
    world.go_to(today)
    story = RandomStory(world, today)
    clients = Clients(databases, story, trace)
    world.add_clients(lambda _watch: clients)
    while not story.is_told and world.steps < MOST_STEPS:
        world.next_step()
    fate.relent()
    world.drain()
    world.go_to(_pay_date_of_all_that_is_known(world.today()))
    world.drain()
    arrived = first_arrivals(world.bus.log)
    findings = tuple(finding for part in CHECKED for finding in part.check(databases, arrived))
    for event in arrived:
        trace.note("EVENT", event.event_id, event.topic, event.key, event.type, event.sequence, event.event)
    for finding in findings:
        trace.note("FINDING", finding)
    counts = Counts(runs=1, kills=fate.seen[Fault.KILL], events=len(arrived)) + sum((f.counts for f in findings), Counts())
    return Outcome(seed, counts, findings, fate.seen, trace.digest, clients.answered)


def _pay_date_of_all_that_is_known(today: date) -> date:
    """The next pay date whose run is not prepared yet."""
    month = Month.of(today).previous()
    return pay_date(month if today <= cut_off(month) else month.next())
