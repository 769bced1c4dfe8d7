"""Seeded runs of all services on a bus that misbehaves, in a short dose; `./ontzorg chaos --minutes N` is the long one."""
import io

import pytest

from cli.chaos.simulation.fault_plan import Fault
from cli.chaos.simulation.run import simulate

DOSE = range(1, 13)
FULL_OF_FAULTS = 11
"""A long run in a bad mood. After a change of the simulation it may be another one."""


class TestSimulation:
    @pytest.mark.parametrize("seed", DOSE)
    def test_ends_with_nothing_lost_doubled_or_out_of_order(self, databases, seed):
        outcome = simulate(seed, databases)

        print(outcome.counts, dict(outcome.seen))
        assert outcome.findings == ()
        assert outcome.counts.is_clean
        assert outcome.counts.events > 5

    def test_meets_kills_and_every_fault_but_the_rarest(self, databases):
        outcome = simulate(FULL_OF_FAULTS, databases)

        assert outcome.findings == ()
        assert outcome.counts.kills >= 10
        assert set(Fault) - outcome.seen.keys() <= {Fault.HANDLER, Fault.POISON, Fault.LOCKED}

    def test_is_repeated_step_by_step_by_its_seed_whatever_ran_before(self, databases):
        traces = io.StringIO(), io.StringIO()
        first = simulate(7, databases, out=traces[0])
        simulate(8, databases)

        again = simulate(7, databases, out=traces[1])

        assert traces[1].getvalue() == traces[0].getvalue()
        assert again == first

    def test_is_another_run_for_another_seed(self, databases):
        assert simulate(7, databases).digest != simulate(8, databases).digest
