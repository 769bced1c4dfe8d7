"""A few seeded simulations of all services on a faulty bus; `./ontzorg chaos --minutes N` runs many."""
import io

import pytest

from cli.chaos.simulation.fault_plan import Fault
from cli.chaos.simulation.run import simulate

DOSE = range(1, 13)
FULL_OF_FAULTS = 17
"""A seed of a long run with many faults; a change of the simulation may require another one."""


class TestSimulation:
    @pytest.mark.parametrize("seed", DOSE)
    def test_ends_with_nothing_lost_doubled_or_out_of_order(self, databases, seed):
        outcome = simulate(seed, databases)

        print(outcome.counts, dict(outcome.seen))
        assert outcome.findings == ()
        assert outcome.counts.is_clean
        assert outcome.counts.events > 5

    def test_includes_kills_and_all_but_the_rarest_faults(self, databases):
        outcome = simulate(FULL_OF_FAULTS, databases)

        assert outcome.findings == ()
        assert outcome.counts.kills >= 10
        assert set(Fault) - outcome.seen.keys() <= {Fault.HANDLER, Fault.POISON, Fault.LOCKED}

    def test_repeats_every_step_for_the_same_seed(self, databases):
        traces = io.StringIO(), io.StringIO()
        first = simulate(7, databases, out=traces[0])
        simulate(8, databases)

        again = simulate(7, databases, out=traces[1])

        assert traces[1].getvalue() == traces[0].getvalue()
        assert again == first

    def test_differs_for_another_seed(self, databases):
        assert simulate(7, databases).digest != simulate(8, databases).digest
