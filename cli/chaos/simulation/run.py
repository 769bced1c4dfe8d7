"""One simulation: a story with faults, then settling without faults, the next pay date, and the check of invariants."""
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
from cli.chaos.simulation.fault_plan import Fault, FaultPlan, Trace
from cli.chaos.simulation.logged import first_arrivals
from cli.chaos.simulation.parts import Implementations
from cli.chaos.simulation.story import RandomStory
from cli.chaos.simulation.world import World
from services.claims.domain.payments.payday import cut_off, pay_date
from shared.kernel.month import Month

FIRST_DAYS = (date(2025, 6, 10), date(2025, 9, 8), date(2026, 1, 8), date(2026, 2, 6), date(2026, 5, 11),
              date(2025, 10, 27), date(2025, 12, 29), date(2025, 7, 15))
"""Days shortly before a payment run, a month end or a year end, so that a short story includes payments."""
MOST_STEPS = 20_000
CHECKED = (checked_delivery, checked_copies, checked_cases, checked_money)


@dataclass(frozen=True)
class Outcome:
    """The result of a simulation.

    :ivar digest: digest of its trace, equal for equal seeds
    :ivar seen: the faults that occurred
    """

    seed: int
    counts: Counts
    findings: tuple[Finding, ...]
    seen: Counter[Fault]
    digest: str
    requests: int


def simulate(seed: int, databases: Databases, *, implementations: Implementations | None = None,
             out: TextIO | None = None) -> Outcome:
    """Run one simulation.

    :param implementations: the classes of the workers; the product's own by default
    :param out: receives the lines of the trace
    """
    trace = Trace(out)
    fault_plan = FaultPlan(seed, trace)
    databases.empty()
    today = random.Random(seed).choice(FIRST_DAYS)
    world = World(databases, fault_plan, trace, implementations or Implementations())
    world.go_to(today)
    story = RandomStory(world, today)
    clients = Clients(databases, story, trace)
    world.add_clients(lambda _watch: clients)
    while not story.is_finished and world.steps < MOST_STEPS:
        world.next_step()
    fault_plan.stop()
    world.drain()
    world.go_to(_pay_date_of_all_that_is_known(world.today()))
    world.drain()
    arrived = first_arrivals(world.bus.log)
    findings = tuple(finding for part in CHECKED for finding in part.check(databases, arrived))
    for event in arrived:
        trace.note("EVENT", event.event_id, event.topic, event.key, event.type, event.sequence, event.event)
    for finding in findings:
        trace.note("FINDING", finding)
    counts = Counts(runs=1, kills=fault_plan.seen[Fault.KILL], events=len(arrived)) + sum((f.counts for f in findings), Counts())
    return Outcome(seed, counts, findings, fault_plan.seen, trace.digest, clients.answered)


def _pay_date_of_all_that_is_known(today: date) -> date:
    """Return the next pay date whose payment run is not prepared yet."""
    month = Month.of(today).previous()
    return pay_date(month if today <= cut_off(month) else month.next())
